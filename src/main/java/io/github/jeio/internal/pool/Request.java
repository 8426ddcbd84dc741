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
 * A request: who is to be told of its outcome, and its state.
 *
 * <p>Somebody is to be told where there is a callback, a group, or a dependent of the future. Then the outcome waits with
 * the pool's {@link Results}, in the order of priority and of completion, until the thread that polls has its turn. Of any
 * other request only those who wait are concerned.
 *
 * <pre>
 * state      event                                        next       by, holding
 * -          answered at submission, nobody to tell       DONE       the submitting thread; nobody else knows the request
 * QUEUED     its record is drained                        READY      who drains, the lock of results
 * READY      nobody is to be told                         DONE       who drains, the lock of results and this
 * READY      its turn has come (somebody is to be told)   TELLING    the poller, its turn
 * TELLING    the callback has returned or thrown          DONE       the poller, its turn
 * QUEUED     a group is empty, a composite at its end     TELLING    the poller, its turn
 * QUEUED     given up, somebody is to be told             TELLING    the poller, its turn; the record is discarded when it is drained
 * QUEUED     given up, nobody is to be told               LATE       any thread, this
 * LATE       its outcome is set                           DONE       the same
 * QUEUED     cancel()                                     CANCELLED  any thread, nothing; the record is discarded when it is drained
 * READY      cancel()                                     CANCELLED  any thread, nothing; the outcome goes back in the poller's turn
 * DONE       cb() where there was no callback, a dependent  DONE     any thread, this; it is told by a note in the pool's queue
 * </pre>
 *
 * <p>Changes of the state that others may make at the same time are compare-and-set. To become one that somebody is to be
 * told of, and to become DONE because nobody is, takes this object's monitor.
 *
 * @param <T> what the request gives
 */
public non-sealed class Request<T> extends Outcome<T> implements AioRequest<T> {

    private static final byte QUEUED = 0;
    private static final byte READY = 1;
    private static final byte LATE = 2;
    private static final byte TELLING = 3;
    private static final byte DONE = 4;
    private static final byte CANCELLED = 5;

    private static final VarHandle STATE;
    private static final VarHandle FUTURE;
    private static final VarHandle CALLBACK;
    private static final VarHandle GROUP;

    /** In place of its group: the request has left, and joins no other. */
    static final Object LEFT = new Object();
    /** In place of its callback: it has been called. */
    private static final Object CALLED = new Object();

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Request.class, "state", byte.class);
            FUTURE = lookup.findVarHandle(Request.class, "future", RequestFuture.class);
            CALLBACK = lookup.findVarHandle(Request.class, "callback", Object.class);
            GROUP = lookup.findVarHandle(Request.class, "group", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private byte priority;
    private volatile byte state;

    /** What the kind says, or null; or CALLED. Set under this, but by the maker. */
    private volatile Object callback;
    /** The group it is in, or LEFT. */
    private volatile Object group;
    private volatile RequestFuture<T> future;

    Request(Pool pool, Op op, Kind kind) {
        super(pool, op, kind);
    }

    // making it: nobody else knows the request

    /** {@link Callbacks#NONE} is none. */
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

    /** Nobody is to be told, and the reader is at the record of the answer. */
    final void answered(CompletionReader in, int priority) {
        this.priority = (byte) priority;
        read(in);
        deliver();
        dropBuffer();
        GROUP.set(this, LEFT);
        STATE.setVolatile(this, DONE);
    }

    // the result comes up

    /** By who drains, with the reader at this request's record. True: it waits for the poller's turn; else it is over. */
    boolean arrive(CompletionReader in) {
        if (!STATE.compareAndSet(this, QUEUED, READY)) {
            discard(in);
            if (!leaveIfAlone() && group != LEFT) {
                return true;
            }
            pool.submission.ended();
            return false;
        }
        read(in);
        return isTold() || !endQuietly();
    }

    private boolean isTold() {
        RequestFuture<T> waiting = future;
        return callback != null || group != null || waiting != null && waiting.hasDependents();
    }

    /** False if somebody is to be told by now. */
    private boolean endQuietly() {
        synchronized (this) {
            if (isTold() || !leaveIfAlone()) {
                return false;
            }
            deliver();
            dropBuffer();
            pool.submission.ended(); // before anybody sees that it is done
            if (!STATE.compareAndSet(this, READY, DONE)) {
                giveBack();
                return true;
            }
        }
        RequestFuture<T> waiting = future;
        if (waiting != null) {
            waiting.settle();
        }
        return true;
    }

    /** True if it is in no group, and never will be. */
    private boolean leaveIfAlone() {
        return GROUP.compareAndSet(this, (Object) null, LEFT);
    }

    // the poller's turn

    /** For one that is READY, or was cancelled when it was. Gives what has been thrown, with {@code thrown} before it. */
    Throwable tell(int[] errnoCell, Throwable thrown) {
        if (!STATE.compareAndSet(this, READY, TELLING)) {
            giveBack();
            return leaveGroup(thrown);
        }
        deliver();
        return publish(errnoCell, thrown);
    }

    /** Ends a request that no record completes: a group, a composite. */
    final Throwable finish(long result, int error, Object outcome, int[] errnoCell, Throwable thrown) {
        if (!STATE.compareAndSet(this, QUEUED, TELLING)) {
            return leaveGroup(thrown);
        }
        set(result, error, outcome);
        return publish(errnoCell, thrown);
    }

    /** Makes the outcome known: to the callback, to who waits and depends, to the group, in this order. */
    private Throwable publish(int[] errnoCell, Throwable thrown) {
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

    // given up

    /** By any thread: the request fails, unless it has ended or its record has come. What it is at goes on, and is discarded. */
    final void giveUp(int error) {
        if (state == QUEUED && !giveUpQuietly(error)) {
            pool.submission.note(priority, () -> giveUpInTurn(error), false);
        }
    }

    /** False where the poller has to do it. */
    private boolean giveUpQuietly(int error) {
        long name;
        synchronized (this) {
            if (endsInTurn() || isTold()) {
                return false;
            }
            name = token();
            if (!STATE.compareAndSet(this, QUEUED, LATE)) {
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
            pool.submission.note(priority, () -> Callbacks.rethrow(in.left(this, null)), true);
        }
        return true;
    }

    /** In the poller's turn. */
    void giveUpInTurn(int error) {
        long name = token();
        if (STATE.compareAndSet(this, QUEUED, TELLING)) {
            pool.cancel(name);
            failEarly(error);
            Callbacks.rethrow(publish(ErrnoHolder.cell(), null));
        }
    }

    /** By the poller, of one that has not gone down: it need not be executed. */
    final boolean isSettled() {
        return state >= TELLING;
    }

    /** The last step of every request that was told. */
    private Throwable leaveGroup(Throwable thrown) {
        return GROUP.getAndSet(this, LEFT) instanceof Group in ? in.left(this, thrown) : thrown;
    }

    /** False where it is in a group, or has left. */
    final boolean join(Group in) {
        return GROUP.compareAndSet(this, (Object) null, in);
    }

    /** The group, or null, or {@link #LEFT}. */
    final Object group() {
        return group;
    }

    // what may be done with it

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
            if (state == CANCELLED || before == CALLED) {
                return this;
            }
            this.callback = own;
            if (state < TELLING || before != null) {
                return this;
            }
        }
        pool.submission.note(priority, this::callLate, false);
        return this;
    }

    /** In the poller's turn: a callback that was set when the request was done, or all but done. */
    private void callLate() {
        Object own;
        synchronized (this) {
            own = callback;
            callback = CALLED;
        }
        if (own == CALLED) {
            return; // it was set just as the request was told, and called then
        }
        ErrnoHolder.set(error());
        callBack(own);
    }

    @Override
    public AioRequest<T> timeout(Duration timeout) {
        long nanos = PoolArguments.positive("timeout", timeout);
        if (!isDone()) {
            Alarms.after(nanos, new Deadline(this));
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

    /** The future, for those who wait. */
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

    /** For a group: what is waited for is sealed. */
    void beforeWaiting() { }

    /** Whether who waits may have the outcome: the callback is over, or is the one that asks. */
    final boolean isOverHere() {
        return state >= DONE || state == TELLING && pool.turn.isMine();
    }

    /** Whether who waits may have the outcome. */
    final boolean isOver() {
        return state >= DONE;
    }

    /** Whether the poller's turn is needed: then who waits depends on the thread that has it. */
    final boolean needsTurn() {
        return state == TELLING || endsInTurn() || isTold();
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

    @Override
    public int errno() {
        return state == DONE || state == TELLING ? error() : 0;
    }

    @Override
    public boolean isDone() {
        return state >= TELLING;
    }

    @Override
    public boolean isCancelled() {
        return state == CANCELLED;
    }

    /** For people: the call, the paths and the state at about this moment. Takes no lock. */
    @Override
    public String toString() {
        return what() + ": " + stateName();
    }

    /** For people: the state at about this moment. */
    public final String stateName() {
        return switch (state) {
            case QUEUED -> "queued or executing";
            case READY -> "executed, its callback is to come";
            case TELLING -> "in its callback";
            case CANCELLED -> "cancelled";
            default -> error() == 0 ? "done" : "failed with " + Errno.name(error());
        };
    }
}
