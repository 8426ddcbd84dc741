package io.github.jeio.internal.pool;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.wire.Kind;
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
public final class Composite<T> extends Request<T> {

    private final String call;
    private final int priority;
    private final Group parts;
    private final Scope scope;
    /** The directories that it has open. */
    private final Set<Directory> owned = new HashSet<>();
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
    public Composite(Scope scope, String call, Object subject, Kind kind, Object callback) {
        super(scope.pool(), null, kind);
        Objects.requireNonNull(callback, "callback");
        this.call = call;
        this.subject = subject;
        callback(callback);
        this.scope = scope.directory() == null ? scope : new Scope(pool, borrow(scope.directory()));
        priority = Priority.take();
        parts = new Group(pool);
        parts.atEnd(this::end);
    }

    /** What the request's paths are relative to. */
    public Scope scope() {
        return scope;
    }

    /** The directory of the caller's, open until the request is done. */
    public Directory borrow(Directory directory) {
        return own(directory.borrow(pool));
    }

    /** Has the directory closed when the request ends, however it does. */
    public Directory own(Directory directory) {
        owned.add(directory);
        return directory;
    }

    /** Closes one of its directories before that. */
    public void close(Directory directory) {
        owned.remove(directory);
        directory.close();
    }

    /** Has something done when the request ends, however it does, and none of its requests is in flight any more. */
    public void atEnd(Runnable action) {
        atEnd = action;
    }

    /** Has the first of its requests that fails end it, with its exception. */
    Composite<T> failFast() {
        parts.failFast();
        return this;
    }

    /** What that one has failed with, or null. */
    AioException fatal() {
        return parts.fatal();
    }

    @Override
    AioException exception(int error) {
        AioException fatal = fatal();
        return fatal != null && fatal.errno() == error ? fatal : super.exception(error);
    }

    /** Adds a request that somebody has made. */
    void addMade(AioRequest<?> request) {
        parts.add(request);
    }

    /** Makes a request of this one's priority and adds it. */
    public <R extends AioRequest<?>> R add(Supplier<R> request) {
        return parts.add(withPriority(request));
    }

    /** Lets a feeder keep so many requests in flight; it makes them with {@link #add}. */
    public void feed(int limit, Runnable feeder) {
        parts.limit(limit);
        parts.feed(group -> feeder.run());
    }

    /**
     * Makes the first request, and starts. Where making it throws, an argument is wrong, and nothing is left behind.
     *
     * @return this
     */
    public Composite<T> start(Runnable first) {
        try {
            first.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            owned.forEach(Directory::close);
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
    public void succeed(long result) {
        this.result = result;
        error = 0;
        settled = true;
    }

    /** Sets a result that is an object. */
    public void succeed(Object value) {
        this.value = value;
        error = 0;
        settled = true;
    }

    /** Makes the request fail with the errno that a callback has found. */
    public void fail() {
        fail(ErrnoHolder.get());
    }

    public void fail(int errno) {
        result = -1;
        value = null;
        error = errno;
        settled = true;
    }

    /** A callback for a step without which there is no result. */
    public <V> Consumer<V> orFail(Consumer<V> next) {
        return got -> {
            if (got == null) {
                fail();
            } else {
                next.accept(got);
            }
        };
    }

    /** The same for a step that gives a status. */
    public LongConsumer orFail(Runnable next) {
        return status -> {
            if (status < 0) {
                fail();
            } else {
                next.run();
            }
        };
    }

    /** Takes the status of one of its requests over. */
    public void settle(long status) {
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
    void giveUpInTurn(int error) {
        try {
            super.giveUpInTurn(error);
        } finally {
            parts.cancel();
        }
    }

    @Override
    public String call() {
        return call;
    }

    private void end() {
        owned.forEach(Directory::close);
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
