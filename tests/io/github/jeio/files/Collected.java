package io.github.jeio.files;

import io.github.jeio.IoAio;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/** All that a publisher gives, asked for piece by piece; the calling thread polls meanwhile. */
final class Collected<T> implements Subscriber<T> {

    private final List<T> items = new ArrayList<>();
    private Subscription subscription;
    private Throwable error;
    private boolean done;

    static <T> List<T> all(Publisher<T> publisher, IoAio io) throws IOException {
        Collected<T> collected = new Collected<>();
        publisher.subscribe(collected);
        io.flush();
        if (!collected.done) {
            throw new AssertionError("neither complete nor an error");
        } else if (collected.error instanceof IOException e) {
            throw e;
        } else if (collected.error != null) {
            throw new AssertionError(collected.error);
        }
        return collected.items;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(T item) {
        items.add(item);
        subscription.request(1);
    }

    @Override
    public void onError(Throwable why) {
        error = why;
        done = true;
    }

    @Override
    public void onComplete() {
        done = true;
    }
}
