package io.github.jeio;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A request made of requests, as the manual's composite requests are: they are in a group of its own, have its priority,
 * and are cancelled with it. It is done when they all are.
 *
 * <p>Everything but the start and {@link #cancel()} happens in the thread that polls.
 *
 * @param <T> what the request gives
 */
final class Composite<T> extends AioRequest<T> {

    private final String call;
    private final int priority = Priority.take();
    private final AioGroup parts;
    private final List<Runnable> clean = new ArrayList<>();

    private long result = -1;
    private int error;
    private Object value;

    /**
     * Begins a composite request.
     *
     * @param call its name in errors
     * @param subject a path, or two, for errors; or null
     * @param callback as the kind says, or {@link Callbacks#NONE}
     */
    Composite(Pool pool, String call, Object subject, Kind kind, Object callback) {
        super(pool, null, kind);
        Objects.requireNonNull(callback, "callback");
        this.call = call;
        this.subject = subject;
        this.callback = callback == Callbacks.NONE ? null : callback;
        parts = withPriority(() -> pool.io.aioGroup());
        parts.atEnd(this::end);
    }

    /** Makes a request of this one's priority and adds it. */
    <R extends AioRequest<?>> R add(Supplier<R> request) {
        return parts.add(withPriority(request));
    }

    /** Lets a feeder keep so many requests in flight; it makes them with {@link #add}. */
    void feed(int limit, Runnable feeder) {
        parts.limit(limit);
        parts.feed(group -> feeder.run());
    }

    private <R> R withPriority(Supplier<R> request) {
        if (priority != 0) {
            Priority.set(priority);
        }
        return request.get();
    }

    /** Has it run when the request ends, however it does: what must not be left behind. The last one first. */
    void atEnd(Runnable action) {
        clean.add(action);
    }

    /** Takes an end action back. */
    void forget(Runnable action) {
        clean.remove(action);
    }

    /** Sets a result that is a number. */
    void succeed(long result) {
        this.result = result;
        error = 0;
    }

    /** Sets a result that is an object. */
    void succeed(Object value) {
        this.value = value;
        error = 0;
    }

    /** Makes the request fail with the errno that a callback has found. */
    void fail() {
        fail(IoAio.errno());
    }

    void fail(int errno) {
        result = -1;
        value = null;
        error = errno;
    }

    /** Cancels what is in flight and takes no new requests: the request ends as it stands. */
    void stop() {
        parts.cancelSubs();
    }

    @Override
    public boolean cancel() {
        boolean cancelled = super.cancel();
        if (cancelled) {
            parts.cancel();
        }
        return cancelled;
    }

    @Override
    String call() {
        return call;
    }

    private void end() {
        for (int i = clean.size() - 1; i >= 0; i--) {
            clean.get(i).run();
        }
        if (begin()) {
            finish(result, error, value, ErrnoHolder.cell());
        } else {
            leaveGroup();
        }
    }

    /** A callback for a step whose failure is the whole request's: the next step runs only on success. */
    static <V> Consumer<V> orFail(Composite<?> all, Consumer<V> next) {
        return got -> {
            if (got == null) {
                all.fail();
            } else {
                next.accept(got);
            }
        };
    }
}
