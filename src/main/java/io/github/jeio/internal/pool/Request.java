package io.github.jeio.internal.pool;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.internal.check.PoolArguments;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.wire.CompletionReader;
import io.github.jeio.internal.wire.Kind;
import io.github.jeio.internal.wire.Op;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A request: its state, its callback, its group and its future.
 *
 * <p>A request <em>has a listener</em> if it has a callback, is in a group, or if its future has a dependent. Its outcome then
 * waits in the pool's {@link Results}, in the order of priority and of completion, until the poller handles it in its turn. A
 * request without a listener is completed by whoever drains its record; only threads that wait for it are concerned.
 *
 * <pre>
 * state      event                                        next       by, holding
 * -          answered at submission, no listener          DONE       the submitting thread; no other thread knows the request yet
 * QUEUED     its record is drained                        READY      the thread that drains, the lock of Results
 * READY      it has no listener                           ENDING     the thread that drains, the lock of Results and the monitor
 * READY      it has a listener, and its turn has come     ENDING     the poller, its turn
 * QUEUED     a group is empty, a composite has ended      ENDING     the poller, its turn
 * QUEUED     given up, with a listener                    ENDING     the poller, its turn; the record will be discarded
 * ENDING     its outcome is set, and it has a listener    HANDLING   the poller, its turn
 * HANDLING   the callback has returned or thrown          DONE       the poller, its turn
 * QUEUED     given up, without a listener                 ENDING     any thread, the monitor
 * ENDING     its outcome is set, and it has no listener   DONE       the same thread, holding the same
 * QUEUED     cancel()                                     CANCELLED  any thread, no lock; the record will be discarded
 * READY      cancel()                                     CANCELLED  any thread, no lock; the poller discards the outcome
 * DONE       cb() with no callback before, a dependent    DONE       any thread, the monitor; a {@link TurnTask} calls it
 * </pre>
 *
 * <p>The monitor is this object's. A state that several threads may change at the same time is changed by compare-and-set.
 * Getting a listener, and becoming DONE for want of one, are under the monitor, so that the two exclude each other.
 *
 * @param <T> what the request gives
 */
public non-sealed class Request<T> extends RequestState<T> implements AioRequest<T> {

    private static final VarHandle FUTURE;
    private static final VarHandle CALLBACK;
    private static final VarHandle GROUP;

    /** In place of the group: the request has left its group, or can't join one any more. */
    static final Object LEFT = new Object();
    /** In place of the callback: it has been called. */
    private static final Object CALLED = new Object();

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            FUTURE = lookup.findVarHandle(Request.class, "future", RequestFuture.class);
            CALLBACK = lookup.findVarHandle(Request.class, "callback", Object.class);
            GROUP = lookup.findVarHandle(Request.class, "group", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private byte priority;

    /** A callback of the type that the kind takes, null, or CALLED. Set under the monitor, except before submission. */
    private volatile Object callback;
    /** The group it is in, null, or LEFT. */
    private volatile Object group;
    private volatile RequestFuture<T> future;

    Request(Pool pool, Op op, Kind kind) {
        super(pool, op, kind);
    }

    // before submission: no other thread knows the request

    /** Sets the callback; {@link Callbacks#NONE} stands for none. */
    final void callback(Object own) {
        CALLBACK.setRelease(this, own == Callbacks.NONE ? null : own);
    }

    final void queued(long token, int priority) {
        token(token);
        this.priority = (byte) priority;
    }

    final int priority() {
        return priority;
    }

    final boolean hasCallback() {
        return callback != null;
    }

    /** The request has no listener, and was answered at submission; {@code in} is at the record of the answer. */
    final void answered(CompletionReader in, int priority) {
        this.priority = (byte) priority;
        read(in);
        deliver();
        dropBuffer();
        GROUP.set(this, LEFT);
        STATE.setVolatile(this, DONE);
    }

    // when the record is drained

    /**
     * By the thread that drains, with {@code in} at this request's record. True if the request has to wait for the poller's
     * turn; false if it is over.
     */
    boolean arrive(CompletionReader in) {
        if (!STATE.compareAndSet(this, QUEUED, READY)) {
            boolean told;
            try {
                discard(in);
            } finally {
                told = !leaveIfUngrouped() && group != LEFT;
                if (!told) {
                    pool.submission.ended(); // also where there was no memory to discard it: else the pool would never end
                }
            }
            return told;
        }
        read(in);
        return hasListener() || !endQuietly();
    }

    private boolean hasListener() {
        RequestFuture<T> waiting = future;
        return callback != null || group != null || waiting != null && waiting.hasDependents();
    }

    /** Completes a request without a listener, except for its future. False if it has got one meanwhile. */
    private boolean endQuietly() {
        synchronized (this) {
            if (hasListener() || !leaveIfUngrouped()) {
                return false;
            }
            if (!STATE.compareAndSet(this, READY, ENDING)) {
                giveBack();
                pool.submission.ended();
                return true;
            }
            deliver();
            dropBuffer();
            pool.submission.ended(); // before any thread sees that the request is done
            STATE.setVolatile(this, DONE);
        }
        return true;
    }

    /** By the thread that has drained its record: the future that it has to complete, or null; a thread that cancels does that itself. */
    final RequestFuture<T> unsettled() {
        return state == DONE ? future : null;
    }

    /**
     * For a request that has LEFT: returns when it has its outcome, which another thread may just be setting: because the request
     * has no listener, or because it is given up while its record comes.
     */
    final void awaitQuietEnd() {
        if (state >= HANDLING) {
            return; // mostly: a request that was answered at submission takes no lock here
        }
        synchronized (this) {
            return;
        }
    }

    /** Makes sure that the request joins no group. False if it is in one. */
    private boolean leaveIfUngrouped() {
        return GROUP.compareAndSet(this, (Object) null, LEFT);
    }

    // in the poller's turn

    /**
     * Handles a request that is READY, or was cancelled while it was. Returns what has been thrown, added to {@code thrown}.
     */
    Throwable handle(int[] errnoCell, Throwable thrown) {
        if (!STATE.compareAndSet(this, READY, ENDING)) {
            giveBack();
            return leaveGroup(thrown);
        }
        deliver();
        return publish(errnoCell, thrown);
    }

    /** Ends a group or a composite, which no record completes. */
    final Throwable finish(long result, int error, Object outcome, int[] errnoCell, Throwable thrown) {
        if (!STATE.compareAndSet(this, QUEUED, ENDING)) {
            unwanted();
            return leaveGroup(thrown);
        }
        set(result, error, outcome);
        return publish(errnoCell, thrown);
    }

    /** Nobody gets the outcome of a composite, as it was cancelled or given up after its parts had made one. */
    void unwanted() { }

    /** Passes the outcome on: to the callback, to waiting threads and dependents, to the group, in this order. */
    private Throwable publish(int[] errnoCell, Throwable thrown) {
        STATE.setRelease(this, HANDLING); // only now is there an outcome to be seen by threads that ask whether it is done
        Throwable all = thrown;
        Object own = callback;
        if (own != null) {
            CALLBACK.setRelease(this, CALLED);
            errnoCell[0] = error();
            try {
                callBack(own);
            } catch (Throwable e) {
                all = Callbacks.and(all, e);
            }
        }
        dropBuffer();
        STATE.setVolatile(this, DONE);
        RequestFuture<T> waiting = future;
        if (waiting != null) {
            waiting.settle();
        }
        return leaveGroup(all);
    }

    // giving up

    /**
     * By any thread: makes the request fail, unless it has ended or its record was drained. A system call that is executing
     * goes on, and its outcome is discarded.
     */
    final void giveUp(int error) {
        if (state == QUEUED && !giveUpQuietly(error)) {
            pool.submission.runInTurn(priority, () -> giveUpInTurn(error), false);
        }
    }

    /** By who makes it: the request fails, and nothing of it has gone down, so that no record of it will come. */
    final void refuse(int error) {
        if (!giveUpQuietly(error)) {
            pool.submission.runInTurn(priority, () -> refuseInTurn(error), true);
        }
    }

    private void refuseInTurn(int error) {
        if (pool.closing.isAbandoned()) {
            cancel();
        }
        giveUpInTurn(error);
        Callbacks.rethrow(leaveGroup(null)); // where it was cancelled before its turn came
    }

    /** False if the request has a listener: the poller has to do it then. */
    private boolean giveUpQuietly(int error) {
        long name;
        synchronized (this) {
            if (endsInTurn() || hasListener()) {
                return false;
            }
            name = token();
            if (!STATE.compareAndSet(this, QUEUED, ENDING)) {
                return true;
            }
            failEarly(error);
            STATE.setVolatile(this, DONE);
        }
        pool.cancel(name);
        RequestFuture<T> waiting = future;
        if (waiting != null) {
            waiting.settle();
        }
        if (GROUP.getAndSet(this, LEFT) instanceof Group in) {
            pool.submission.runInTurn(priority, () -> Callbacks.rethrow(in.left(this, null)), true);
        }
        return true;
    }

    /**
     * Makes a request with a listener fail. In the poller's turn. Once the state is ENDING, the end of what the request is made
     * of does not end it any more: so that is cancelled before anybody is told.
     */
    private void giveUpInTurn(int error) {
        long name;
        synchronized (this) { // until it has failed: see awaitQuietEnd
            name = token();
            if (!STATE.compareAndSet(this, QUEUED, ENDING)) {
                return;
            }
            failEarly(error);
        }
        pool.cancel(name);
        Throwable thrown = null;
        try {
            cancelWithin();
        } catch (RuntimeException | Error e) {
            thrown = e;
        }
        Callbacks.rethrow(publish(ErrnoHolder.cell(), thrown));
    }

    /** Cancels the requests that this one is made of. */
    void cancelWithin() { }

    /** The last step of every request with a listener. */
    private Throwable leaveGroup(Throwable thrown) {
        return GROUP.getAndSet(this, LEFT) instanceof Group in ? in.left(this, thrown) : thrown;
    }

    /** Joins a group. False if the request is in a group, or has left one. */
    final boolean join(Group in) {
        return GROUP.compareAndSet(this, (Object) null, in);
    }

    /** The group, null, or {@link #LEFT}. */
    final Object group() {
        return group;
    }

    // the public methods

    /** For a reinit. */
    final void cancelForReinit() {
        if (!closesOrphan()) {
            cancel();
        }
    }

    @Override
    public boolean cancel() {
        long name = token();
        if (STATE.compareAndSet(this, QUEUED, CANCELLED)) {
            pool.cancel(name);
        } else if (!STATE.compareAndSet(this, READY, CANCELLED)) {
            return false;
        }
        callback = null;
        RequestFuture<T> waiting = future;
        if (waiting != null) {
            waiting.cancelled();
        }
        return true;
    }

    @Override
    @SuppressWarnings("unchecked")
    public AioRequest<T> cb(Consumer<? super T> callback) {
        Objects.requireNonNull(callback, "callback");
        Object own = Callbacks.of(kind(), (Consumer<Object>) callback);
        synchronized (this) {
            Object before = this.callback;
            if (before == CALLED) {
                return this;
            }
            this.callback = own;
            byte now = state; // read once, and after the callback is set: a cancel() in between takes no lock
            if (now == CANCELLED) {
                this.callback = null;
                return this;
            }
            if (now < ENDING || before != null) {
                return this; // the poller, which begins to end the request and then looks for a callback, finds this one
            }
        }
        pool.submission.runInTurn(priority, this::callLate, false);
        return this;
    }

    /** In the poller's turn: calls a callback that was set when the request was done, or almost done. */
    private void callLate() {
        Object own;
        synchronized (this) {
            own = callback;
            callback = CALLED;
        }
        if (own == CALLED) {
            return; // the callback was set just before the request was handled, and was called then
        }
        ErrnoHolder.set(error());
        callBack(own);
    }

    @Override
    public AioRequest<T> timeout(Duration timeout) {
        long nanos = PoolArguments.positive("timeout", timeout);
        if (!isDone()) {
            Timers.after(nanos, new Deadline(this, this));
        }
        return this;
    }

    @Override
    public CompletableFuture<T> future() {
        RequestFuture<T> made = watch();
        if (!made.isDone()) {
            pool.waiting.ensureHandled();
        }
        return made;
    }

    /** The future, made if there is none yet; without starting a daemon. */
    private RequestFuture<T> watch() {
        RequestFuture<T> made = future;
        if (made == null) {
            made = new RequestFuture<>(this);
            RequestFuture<?> before = (RequestFuture<?>) FUTURE.compareAndExchange(this, (RequestFuture<?>) null, made);
            if (before != null) {
                return future;
            }
            if (state == DONE) {
                made.settle();
            } else if (state == CANCELLED) {
                made.cancelled();
            }
        }
        return made;
    }

    @Override
    public T await() throws AioException {
        return state == DONE ? outcome() : await(false, 0);
    }

    @Override
    public T await(Duration timeout) throws AioException {
        boolean over = timeout.isNegative() || timeout.isZero();
        return state == DONE ? outcome() : await(true, over ? 0 : PoolArguments.positive("timeout", timeout));
    }

    private T await(boolean timed, long nanos) throws AioException {
        beforeWaiting();
        RequestFuture<T> waiting = watch();
        boolean over;
        try {
            over = isOverHere() || pool.waiting.await(this, waiting, timed, nanos, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(Errno.EINTR);
        }
        if (!over) {
            throw failed(Errno.ETIMEDOUT);
        }
        return outcome();
    }

    /** Called before a thread waits for the request: a group is sealed. */
    void beforeWaiting() { }

    /** Whether the calling thread may have the outcome: the request is over, or the caller is its callback. */
    final boolean isOverHere() {
        return state >= DONE || state == HANDLING && pool.turn.isMine();
    }

    /** Whether the request needs the poller's turn to end, so that a thread that waits for it depends on the poller. */
    final boolean needsTurn() {
        return state == HANDLING || endsInTurn() || hasListener();
    }

    private T outcome() throws AioException {
        if (state == CANCELLED) {
            throw new CancellationException(call() + " was cancelled");
        }
        if (hasFailed()) {
            throw failed(error());
        }
        return value();
    }

    private AioException failed(int error) {
        ErrnoHolder.set(error);
        return exception(error);
    }
}
