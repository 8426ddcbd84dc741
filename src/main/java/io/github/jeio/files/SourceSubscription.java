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
 * A subscription to a source: when the subscriber has asked for more than there is, the next part is read; one at a time.
 *
 * <p>One thread at a time gives signals: a thread that calls {@link #signal} while another one is in it leaves its work to
 * that one, through a counter.
 */
final class SourceSubscription<T> implements Subscription {

    private final Source<T> source;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger work = new AtomicInteger();
    private volatile boolean cancelled;
    private volatile @Nullable Throwable badRequest;
    /** The part that was read; written by the thread that completes the read, taken in {@link #signal}. */
    private volatile @Nullable Arrival<T> arrival;

    // used only by the thread that is in signal()
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
        work.incrementAndGet(); // demand from inside onSubscribe is served after it has returned
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
                stop(); // a subscriber that has thrown gets no more signals (rule 2.13)
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
        demand.addAndGet(-given); // rule 3.17: Long.MAX_VALUE stands for an unbounded demand, and can't be used up in practice
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

    /** Signals the end. */
    private void end(Subscriber<? super T> told, @Nullable Throwable error) {
        stop();
        if (error == null) {
            told.onComplete();
        } else {
            told.onError(error);
        }
    }

    /** Releases everything, also the reference to the subscriber (rule 3.13). */
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
