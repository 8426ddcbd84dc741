package io.github.jeio.internal.pool;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.internal.memory.Hold;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.wire.CompletionReader;
import io.github.jeio.internal.wire.Decoder;
import io.github.jeio.internal.wire.Kind;
import io.github.jeio.internal.wire.Op;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

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
public non-sealed class Request<T> implements AioRequest<T> {

    private static final byte QUEUED = 0;
    private static final byte READY = 1;
    private static final byte TELLING = 2;
    private static final byte DONE = 3;
    private static final byte CANCELLED = 4;

    private static final Kind[] KINDS = Kind.values();
    private static final Op[] OPS = Op.values();
    private static final int NO_OP = -1;

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

    public final Pool pool;
    // small numbers are small: a request is 56 bytes, and not 64
    private final byte op;
    private final byte kind;
    private byte priority;
    private volatile byte state;
    private short errno;
    /** Whether the buffer's position is to advance by the result. */
    private boolean advance;

    /** What the kind says, or null; or CALLED. Set under this, but by the maker. */
    private volatile Object callback;
    /** A path, or two of them, for the message of an error; null where there is none. */
    Object subject;
    /** Kept until the request is done. */
    private Hold hold;
    /** The caller's buffer, kept reachable while the kernel may use it; then the value of a request that gives an object. */
    private Object value;
    /** The group it is in, or LEFT. */
    private volatile Object group;
    private volatile RequestFuture<T> future;
    /** The token while QUEUED, the result from then on. */
    private long token;

    Request(Pool pool, Op op, Kind kind) {
        this.pool = pool;
        this.op = (byte) (op == null ? NO_OP : op.ordinal());
        this.kind = (byte) kind.ordinal();
    }

    // making it: nobody else knows the request

    /** {@link Callbacks#NONE} is none. */
    final void callback(Object own) {
        CALLBACK.setRelease(this, own == Callbacks.NONE ? null : own);
    }

    final void prepare(Object subject, Hold hold, Object buffer, boolean advance) {
        if (subject != null) {
            this.subject = subject;
        }
        this.hold = hold;
        value = buffer;
        this.advance = advance;
    }

    final void queued(long token, int priority) {
        this.token = token;
        this.priority = (byte) priority;
    }

    final long token() {
        return token;
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
        release(true);
        advance();
        dropBuffer();
        GROUP.set(this, LEFT);
        STATE.setVolatile(this, DONE);
    }

    private Op op() {
        return op == NO_OP ? null : OPS[op];
    }

    private Kind kind() {
        return KINDS[kind];
    }

    // the result comes up

    /** By who drains, with the reader at this request's record. True: it waits for the poller's turn; else it is over. */
    boolean arrive(CompletionReader in) {
        if (!STATE.compareAndSet(this, QUEUED, READY)) {
            discard(in);
            if (!leaveIfAlone()) {
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
            release(true);
            advance();
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

    private static boolean opened(Op op) {
        return op == Op.WD || op == Op.WD_AT || op == Op.WD_FD;
    }

    /** What the caller gets of a directory that was opened: composite requests want no object of the facade. */
    private Object directory(long address) {
        Directory directory = Directory.opened(pool, address);
        return op() == Op.WD_AT ? directory : PoolAccess.opened(directory);
    }

    /** Takes over what the record says. */
    private void read(CompletionReader in) {
        token = in.result();
        errno = (short) in.errno();
        if (kind == Kind.OBJECT.ordinal()) {
            value = null;
            if (token >= 0) {
                try {
                    value = opened(op()) ? directory(token) : Decoder.decode(op(), in);
                } catch (OutOfMemoryError | StackOverflowError e) {
                    errno = (short) Errno.ENOMEM;
                }
            }
        }
    }

    /** Lets go of what the request held. */
    private void release(boolean delivered) {
        if (hold != null) {
            Hold kept = hold;
            hold = null;
            try {
                kept.release(token, delivered);
            } catch (RuntimeException | InternalError e) {
                // the caller's memory: its arena is closed, or is another thread's, or its file has become shorter
                token = -1;
                errno = (short) Errno.EFAULT;
            }
        }
    }

    private void advance() {
        if (advance) {
            advance = false;
            if (token > 0) {
                ByteBuffer data = (ByteBuffer) value;
                data.position((int) Math.min(data.limit(), data.position() + token));
            }
        }
    }

    private void dropBuffer() {
        if (kind == Kind.COUNT.ordinal()) {
            value = null;
        }
    }

    /** The outcome of a request that was cancelled before its record came is nobody's: it goes back. */
    private void discard(CompletionReader in) {
        token = in.result();
        release(false);
        value = null;
        Op of = op();
        if (in.result() < 0) {
            return;
        }
        if (of == Op.OPEN || of == Op.OPENAT2) {
            pool.submission.closeOrphan(Op.CLOSE, in.result());
        } else if (opened(of)) {
            pool.submission.closeOrphan(Op.WD_CLOSE, in.result());
        } else {
            Decoder.discard(of, in);
        }
        token = -1; // so that it does not go back once more
    }

    /** The same for one that was cancelled afterwards. */
    private void giveBack() {
        release(false);
        Op of = op();
        if ((of == Op.OPEN || of == Op.OPENAT2) && token >= 0) {
            pool.submission.closeOrphan(Op.CLOSE, token);
        } else if (opened(of) && token >= 0) {
            pool.submission.closeOrphan(Op.WD_CLOSE, token);
        }
        value = null;
    }

    // the poller's turn

    /** For one that is READY, or was cancelled when it was. Gives what has been thrown, with {@code thrown} before it. */
    Throwable tell(int[] errnoCell, Throwable thrown) {
        if (!STATE.compareAndSet(this, READY, TELLING)) {
            giveBack();
            return leaveGroup(thrown);
        }
        release(true);
        advance();
        return publish(errnoCell, thrown);
    }

    /** Ends a request that no record completes: a group, a composite. */
    final Throwable finish(long result, int error, Object outcome, int[] errnoCell, Throwable thrown) {
        if (!STATE.compareAndSet(this, QUEUED, TELLING)) {
            return leaveGroup(thrown);
        }
        token = result;
        errno = (short) error;
        value = outcome;
        return publish(errnoCell, thrown);
    }

    /** Makes the outcome known: to the callback, to who waits and depends, to the group, in this order. */
    private Throwable publish(int[] errnoCell, Throwable thrown) {
        Throwable all = thrown;
        Object own = callback;
        if (own != null) {
            CALLBACK.setRelease(this, CALLED);
            errnoCell[0] = errno;
            try {
                invoke(own);
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

    @SuppressWarnings("unchecked")
    private void invoke(Object own) {
        switch (kind()) {
            case COUNT -> ((LongConsumer) own).accept(token);
            case DESCRIPTOR -> ((IntConsumer) own).accept((int) token);
            case NOTHING -> ((Runnable) own).run();
            case OBJECT, GROUP -> ((Consumer<Object>) own).accept(value);
        }
    }

    /** The last step of every request that was told. */
    private Throwable leaveGroup(Throwable thrown) {
        return GROUP.getAndSet(this, LEFT) instanceof Group in ? in.left(thrown) : thrown;
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
        long name = token;
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
        Consumer<Object> any = (Consumer<Object>) callback;
        Object own = switch (kind()) {
            case COUNT -> (LongConsumer) any::accept;
            case DESCRIPTOR -> (IntConsumer) any::accept;
            case NOTHING -> (Runnable) () -> any.accept(null);
            case OBJECT, GROUP -> any;
        };
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
        ErrnoHolder.set(errno);
        invoke(own);
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
        long nanos;
        try {
            nanos = timeout.toNanos();
        } catch (ArithmeticException e) {
            nanos = timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
        return state == DONE ? outcome() : await(true, nanos);
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
        return state == TELLING || kind == Kind.GROUP.ordinal() || op == NO_OP || isTold();
    }

    private T outcome() throws AioException {
        if (state == CANCELLED) {
            throw new CancellationException(call() + " was cancelled");
        }
        if (hasFailed()) {
            throw failed(errno);
        }
        return value();
    }

    private AioException failed(int error) {
        ErrnoHolder.set(error);
        return exception(error);
    }

    @Override
    public int errno() {
        return state == DONE || state == TELLING ? errno : 0;
    }

    @Override
    public boolean isDone() {
        return state >= TELLING;
    }

    @Override
    public boolean isCancelled() {
        return state == CANCELLED;
    }

    /** The bytes that it has read, if any, once it is told; or some other number. */
    final long size() {
        return token;
    }

    /** Of a request whose outcome is known. */
    final boolean hasFailed() {
        return kind == Kind.OBJECT.ordinal() ? value == null : kind != Kind.GROUP.ordinal() && token < 0;
    }

    @SuppressWarnings("unchecked")
    final T value() {
        return (T) switch (kind()) {
            case COUNT -> (Object) token;
            case DESCRIPTOR -> (int) token;
            case NOTHING -> null;
            case OBJECT, GROUP -> value;
        };
    }

    /** The name of the call that errors show. */
    String call() {
        return op().call();
    }

    /** For people: the call, the paths and the state at about this moment. Takes no lock. */
    @Override
    public String toString() {
        String paths = subject instanceof String[] both ? " " + String.join(" ", both) : subject == null ? "" : " " + subject;
        return call() + paths + ": " + stateName();
    }

    private String stateName() {
        return switch (state) {
            case QUEUED -> "queued or executing";
            case READY -> "executed, its callback is to come";
            case TELLING -> "in its callback";
            case CANCELLED -> "cancelled";
            default -> errno == 0 ? "done" : "failed with " + Errno.name(errno);
        };
    }

    final AioException exception() {
        return exception(errno);
    }

    private AioException exception(int error) {
        String path = subject instanceof String[] both ? both[0] : (String) subject;
        String other = subject instanceof String[] both ? both[1] : null;
        return new AioException(call(), path, other, error);
    }
}
