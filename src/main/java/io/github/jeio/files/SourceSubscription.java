package io.github.jeio.files;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber's way through a source: a part is read when something is asked for and nothing is there, one at a time.
 *
 * <p>Signals are given by one thread at a time: who calls {@link #signal} while another thread is in it leaves its work to
 * that one, by way of a counter.
 */
final class SourceSubscription<T> implements Subscription {

    private final Source<T> source;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger work = new AtomicInteger();
    private volatile boolean cancelled;
    private volatile @Nullable Throwable badRequest;
    /** What the part in flight has given; written by who completes it, taken in {@link #signal}. */
    private volatile @Nullable Arrival<T> arrival;

    // of the thread that is in signal
    private @Nullable Subscriber<? super T> subscriber;
    private final ArrayDeque<T> items = new ArrayDeque<>();
    private @Nullable CompletableFuture<List<T>> reading;
    private boolean atEnd;
    private @Nullable Throwable failure;

    private record Arrival<T>(@Nullable List<T> part, @Nullable Throwable error) { }

    SourceSubscription(Source<T> source) {
        this.source = source;
    }

    void begin(Subscriber<? super T> told) {
        subscriber = told;
        work.incrementAndGet(); // what is asked for in onSubscribe is given after it
        told.onSubscribe(this);
        goOn();
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            badRequest = new IllegalArgumentException("request of " + n + ", which is not positive (rule 3.9)");
        } else {
            demand.getAndUpdate(now -> now + n < 0 ? Long.MAX_VALUE : now + n);
        }
        signal();
    }

    @Override
    public void cancel() {
        cancelled = true;
        signal();
    }

    private void signal() {
        if (work.getAndIncrement() == 0) {
            goOn();
        }
    }

    private void goOn() {
        int seen = 1;
        do {
            try {
                step();
            } catch (RuntimeException | Error e) {
                stop(); // a subscriber that throws is not to be told any more (rule 2.13)
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private void step() {
        Subscriber<? super T> told = subscriber;
        if (told == null) {
            return;
        }
        take();
        Throwable refused = badRequest;
        if (cancelled) {
            stop();
        } else if (refused != null) {
            end(told, refused);
        } else {
            give(told);
        }
    }

    private void take() {
        Arrival<T> arrived = arrival;
        if (arrived != null) {
            arrival = null;
            reading = null;
            failure = arrived.error;
            atEnd = arrived.part == null || arrived.part.isEmpty();
            if (arrived.part != null) {
                items.addAll(arrived.part);
            }
        }
    }

    private void give(Subscriber<? super T> told) {
        long given = 0;
        long asked = demand.get();
        while (given < asked && !items.isEmpty()) {
            told.onNext(items.remove());
            given++;
            if (cancelled) {
                stop();
                return;
            }
        }
        demand.addAndGet(-given); // rule 3.17: what was asked for without a bound stays so for longer than anybody lives
        if (items.isEmpty() && atEnd) {
            end(told, failure);
        } else if (items.isEmpty() && reading == null && demand.get() > 0) {
            read(told);
        }
    }

    private void read(Subscriber<? super T> told) {
        CompletableFuture<List<T>> next;
        try {
            next = source.next();
        } catch (RuntimeException e) {
            end(told, e); // the pool is closed
            return;
        }
        reading = next;
        next.whenComplete((part, error) -> {
            arrival = new Arrival<>(part, error instanceof CompletionException ? error.getCause() : error);
            signal();
        });
    }

    /** Says how it ended. */
    private void end(Subscriber<? super T> told, @Nullable Throwable error) {
        stop();
        if (error == null) {
            told.onComplete();
        } else {
            told.onError(error);
        }
    }

    /** Gives everything back, the subscriber too (rule 3.13). */
    private void stop() {
        if (subscriber != null) {
            subscriber = null;
            items.clear();
            source.close();
            if (reading != null) {
                reading.cancel(false);
            }
        }
    }
}
