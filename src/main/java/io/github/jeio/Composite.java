package io.github.jeio;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A request made of requests, as the manual's composite requests are: they are in a group of its own, have its priority,
 * and are cancelled with it. It is done when they all are.
 *
 * <p>A composite is made, and {@linkplain #start started} with its first request. Everything after that happens in the
 * thread that polls. Where its requests end and it has no result, they were cancelled, and so is it.
 *
 * @param <T> what the request gives
 */
final class Composite<T> extends Request<T> {

    private final String call;
    private final int priority;
    private final Group parts;
    private final PathRequests scope;
    /** The directories that it has open. */
    private final Set<AioWd> owned = new HashSet<>();
    /** Closes what else it has open. */
    private Runnable atEnd = () -> { };

    private boolean settled;
    private long result;
    private int error;
    private Object value;

    /**
     * Begins a composite request.
     *
     * @param scope what its paths are relative to; it stays open until the request is done
     * @param call its name in errors
     * @param subject a path, or two, for errors; or null
     * @param callback as the kind says, or {@link Callbacks#NONE}
     */
    Composite(PathRequests scope, String call, Object subject, Kind kind, Object callback) {
        super(poolOf(scope), null, kind);
        Objects.requireNonNull(callback, "callback");
        this.call = call;
        this.subject = subject;
        callback(callback);
        this.scope = scope instanceof AioWd wd ? borrow(wd) : scope;
        priority = Priority.take();
        parts = new Group(pool);
        parts.atEnd(this::end);
    }

    private static Pool poolOf(PathRequests scope) {
        return scope instanceof AioWd wd ? wd.pool() : ((IoAio) scope).pool();
    }

    /** What the request's paths are relative to. */
    PathRequests scope() {
        return scope;
    }

    /** The directory of the caller's, open until the request is done. */
    AioWd borrow(AioWd wd) {
        return own(wd.borrow(pool));
    }

    /** Has the directory closed when the request ends, however it does. */
    AioWd own(AioWd wd) {
        owned.add(wd);
        return wd;
    }

    /** Closes one of its directories before that. */
    void close(AioWd wd) {
        owned.remove(wd);
        wd.close();
    }

    /** Has something done when the request ends, however it does, and none of its requests is in flight any more. */
    void atEnd(Runnable action) {
        atEnd = action;
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

    /**
     * Makes the first request, and starts. Where making it throws, an argument is wrong, and nothing is left behind.
     *
     * @return this
     */
    Composite<T> start(Runnable first) {
        try {
            first.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            owned.forEach(AioWd::close);
            if (priority != 0) {
                Priority.set(priority); // still the next request's: this is none
            }
            throw e;
        }
        // the group has no carrier before, so it can't be done before it has its first request
        pool.composed.add(this);
        withPriority(parts::submit);
        return this;
    }

    private <R> R withPriority(Supplier<R> request) {
        if (priority != 0) {
            Priority.set(priority);
        }
        return request.get();
    }

    /** Sets a result that is a number. */
    void succeed(long result) {
        this.result = result;
        error = 0;
        settled = true;
    }

    /** Sets a result that is an object. */
    void succeed(Object value) {
        this.value = value;
        error = 0;
        settled = true;
    }

    /** Makes the request fail with the errno that a callback has found. */
    void fail() {
        fail(IoAio.errno());
    }

    void fail(int errno) {
        result = -1;
        value = null;
        error = errno;
        settled = true;
    }

    /** A callback for a step without which there is no result. */
    <V> Consumer<V> orFail(Consumer<V> next) {
        return got -> {
            if (got == null) {
                fail();
            } else {
                next.accept(got);
            }
        };
    }

    /** The same for a step that gives a status. */
    LongConsumer orFail(Runnable next) {
        return status -> {
            if (status < 0) {
                fail();
            } else {
                next.run();
            }
        };
    }

    /** Takes the status of one of its requests over. */
    void settle(long status) {
        if (status < 0) {
            fail();
        } else {
            succeed(status);
        }
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
        owned.forEach(AioWd::close);
        atEnd.run();
        if (!settled) {
            super.cancel();
        }
        pool.composed.remove(this);
        Throwable thrown = finish(result, error, value, ErrnoHolder.cell(), null);
        if (thrown != null) {
            throw Callbacks.unchecked(thrown);
        }
    }
}
