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
 * A request made of requests, like the manual's composite requests. The parts are in a group of their own, have the
 * composite's priority, and are cancelled with it. The composite is done when all parts are.
 *
 * <p>A composite is {@linkplain #start started} with its first part. Everything after that happens in the poller's turn. If
 * the parts end and no result has been set, they were cancelled, and so is the composite.
 *
 * @param <T> what the request gives
 */
public final class Composite<T> extends Request<T> {

    private final String call;
    private final int priority;
    private final Group parts;
    /** The outermost composite that this one is a part of, or this one: what fails when a part is late. */
    private final Composite<?> whole;
    private final Scope scope;
    /** Directories that are closed when the request ends. */
    private final Set<Directory> owned = new HashSet<>();
    /** Runs when the request ends, to close what is not a directory. */
    private Runnable atEnd = () -> { };

    private boolean settled;
    private long result;
    private int error;
    private Object value;
    /** Closes what the value has open, where nobody gets it. */
    private Runnable giveBack = () -> { };

    /**
     * Begins a composite request.
     *
     * @param scope what its paths are relative to; kept open until the request is done
     * @param call its name in errors
     * @param subject a path, or two, for errors; or null
     * @param callback of the type that the kind takes, or {@link Callbacks#NONE}
     */
    public Composite(Scope scope, String call, Object subject, Kind kind, Object callback) {
        super(scope.pool(), null, kind);
        Objects.requireNonNull(callback, "callback");
        this.call = call;
        this.subject = subject;
        callback(callback);
        this.scope = scope.directory() == null ? scope : new Scope(pool, borrow(scope.directory()));
        priority = Priority.take();
        Governor governor = pool.governor;
        Composite<?> outer = governor == null ? null : governor.whole();
        whole = outer == null ? this : outer;
        parts = new Group(pool);
        parts.atEnd(this::end);
    }

    /** What the request's paths are relative to. */
    public Scope scope() {
        return scope;
    }

    /** Keeps a directory of the caller's open until the request is done. */
    public Directory borrow(Directory directory) {
        return own(directory.borrow(pool));
    }

    /** Has the directory closed when the request ends, however it does. */
    public Directory own(Directory directory) {
        owned.add(directory);
        return directory;
    }

    /** Closes one of the request's directories before the request ends. */
    public void close(Directory directory) {
        owned.remove(directory);
        directory.close();
    }

    /** Sets what runs when the request has ended, successfully or not, and none of its parts is in flight any more. */
    public void atEnd(Runnable action) {
        atEnd = action;
    }

    /** Makes the first part that fails end the request with that part's exception. */
    Composite<T> failFast() {
        parts.failFast();
        return this;
    }

    /** The exception of the part that has ended the request, or null. */
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

    /** Makes a part with the composite's priority, and adds it. */
    public <R extends AioRequest<?>> R add(Supplier<R> request) {
        return parts.add(withPriority(request));
    }

    /** Lets a feeder keep {@code limit} parts in flight; it makes them with {@link #add}. */
    public void feed(int limit, Runnable feeder) {
        parts.limit(limit);
        parts.feed(group -> feeder.run());
    }

    /**
     * Makes the first part, and starts. If making it throws, an argument was wrong, and nothing is left behind.
     *
     * @return this
     */
    public Composite<T> start(Runnable first) {
        try {
            first.run(); // which adds a part
        } catch (RuntimeException | OutOfMemoryError e) {
            owned.forEach(Directory::close);
            if (priority != 0) {
                Priority.set(priority); // no request was made, so the thread's next one still has this priority
            }
            throw e;
        }
        // the group is submitted last, so it can't end before it has its first member
        pool.composed.add(this);
        boolean started = false;
        try {
            withPriority(parts::submit);
            started = true;
        } finally {
            if (!started) {
                abandon();
            }
        }
        return this;
    }

    /** The pool was closed since the first part was made, which may have opened something that only the end closes. */
    private void abandon() {
        cancel();
        pool.submission.runInTurn(0, parts::endWithoutCarrier, true);
    }

    private <R> R withPriority(Supplier<R> request) {
        if (priority != 0) {
            Priority.set(priority);
        }
        Governor governor = pool.governor;
        return governor == null ? request.get() : governor.makePart(whole, request);
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

    /**
     * Sets a result that is an object with something open.
     *
     * @param giveBack closes that, where the request was cancelled or has failed before it could give the object
     */
    public void succeed(Object value, Runnable giveBack) {
        this.giveBack = giveBack;
        succeed(value);
    }

    @Override
    void unwanted() {
        giveBack.run();
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

    /** A callback for a step whose failure fails the whole request. */
    public <V> Consumer<V> orFail(Consumer<V> next) {
        return got -> {
            if (got == null) {
                fail();
            } else {
                next.accept(got);
            }
        };
    }

    /** Like {@link #orFail(Consumer)}, for a step that gives a status. */
    public LongConsumer orFail(Runnable next) {
        return status -> {
            if (status < 0) {
                fail();
            } else {
                next.run();
            }
        };
    }

    /** Ends the request with the status of one of its parts. */
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

    /** By the poller: the request is given up. */
    @Override
    void cancelWithin() {
        parts.cancel();
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
