package io.github.jeio;

import io.github.jeio.internal.CompletionReader;
import io.github.jeio.internal.Op;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * A request in flight, as every {@code aio} function returns it: the manual's {@code IO::AIO::REQ}.
 *
 * <p>It can be waited for in three ways: by the callback that it was made with, which runs inside {@code pollCb}; by
 * {@link #future()}; or by {@link #await()}, which parks the calling thread. It ends exactly once: it is done, with a
 * result or an errno, or it is cancelled.
 *
 * <p>All methods may be called from any thread.
 *
 * @param <T> what the request gives: {@code Long} for a status or a count, {@code Integer} for a descriptor
 */
public class AioRequest<T> {

    private static final byte QUEUED = 0;
    /** Answered at submission: the outcome is there, and waits for the poller or for {@link #takeAnswer}. */
    private static final byte ANSWERED = 1;
    private static final byte COMPLETING = 2;
    private static final byte DONE = 3;
    private static final byte CANCELLED = 4;

    /** What the poller knows of an answer: nothing, as there is no callback and no group; that it is pending; no more. */
    private static final byte LOOSE = 1;
    private static final byte PENDING = 2;
    private static final byte OVER = 3;

    private static final Kind[] KINDS = Kind.values();
    private static final Op[] OPS = Op.values();
    private static final int NO_OP = -1;

    private static final VarHandle STATE;
    private static final VarHandle FUTURE;
    private static final VarHandle GROUP;
    private static final VarHandle CALLBACK;

    /** In place of its group: the request has left, and joins no other. */
    static final Object LEFT = new Object();

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(AioRequest.class, "state", byte.class);
            FUTURE = lookup.findVarHandle(AioRequest.class, "future", CompletableFuture.class);
            GROUP = lookup.findVarHandle(AioRequest.class, "group", Object.class);
            CALLBACK = lookup.findVarHandle(AioRequest.class, "callback", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Pool pool;
    // small numbers are small: a request is 56 bytes, and not 64
    private final byte op;
    private final byte kind;

    /** What the kind says, or null. */
    private volatile Object callback;
    /** A path, or two of them, for the message of an error; null where there is none. */
    Object subject;
    /** Kept until the request is done. */
    Hold hold;
    /** The caller's buffer, kept reachable while the kernel may use it; then the value of a request that gives an object. */
    Object held;
    /** Whether the buffer's position is to advance by the result. */
    boolean advance;
    /** Guarded by this, once the request is ANSWERED: {@link #LOOSE} and so on; 0 before. */
    private byte answer;
    /** Guarded by this: the answer has been given to somebody. */
    private boolean taken;
    /** The token while QUEUED, the result from then on. */
    long token;
    /** The group it is in; or LEFT. */
    private volatile Object group;

    private short errno;
    private volatile byte state;
    private volatile CompletableFuture<T> future;

    AioRequest(Pool pool, Op op, Kind kind) {
        this.pool = pool;
        this.op = (byte) (op == null ? NO_OP : op.ordinal());
        this.kind = (byte) kind.ordinal();
    }

    /** Of a request that nobody else knows yet; {@link Callbacks#NONE} is none. */
    final void callback(Object own) {
        CALLBACK.setRelease(this, own == Callbacks.NONE ? null : own);
    }

    private Op op() {
        return op == NO_OP ? null : OPS[op];
    }

    final Kind kind() {
        return KINDS[kind];
    }

    /**
     * Cancels the request, if it is not done yet: its callback is never called, its future is cancelled. A request
     * that no thread has begun to execute is not executed; one that is executing goes on, and what it yields (a
     * descriptor, say) is given back.
     *
     * <p>Manual: {@code cancel $req}.
     *
     * @return true if the request is cancelled by this call; false if it is done, or was cancelled before
     */
    public boolean cancel() {
        long name = token;
        if (STATE.compareAndSet(this, QUEUED, CANCELLED)) {
            pool.cancel(name);
        } else if (!cancelAnswered()) {
            return false;
        }
        callback = null;
        CompletableFuture<T> waiting = future;
        if (waiting != null && !isTaken()) {
            ((Future<T>) waiting).cancelled();
        }
        return true;
    }

    /**
     * Replaces the callback, or sets it. On a request that is done or cancelled it does nothing; since callbacks run
     * in the thread that polls, only a request made in that thread surely isn't.
     *
     * <p>Manual: {@code cb $req $callback->(...)}.
     *
     * @param callback gets what the request's own would: -1 or null where the request failed, with
     *     {@link IoAio#errno()} set; null where it gives nothing
     * @return this request
     */
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
        if (state < COMPLETING) {
            this.callback = own;
            expose();
        }
        return this;
    }

    /**
     * The request's value as a future. It fails with {@link AioException} where the request fails, and is cancelled
     * where the request is; cancelling it cancels the request. Dependent stages without an executor of their own run
     * in the thread that polls.
     *
     * <p>On a pool that nobody polls this starts a daemon thread that does.
     *
     * @return the same future at each call
     */
    @SuppressWarnings("unchecked")
    public CompletableFuture<T> future() {
        CompletableFuture<T> made = future;
        if (made == null) {
            made = new Future<>(this);
            CompletableFuture<T> before = (CompletableFuture<T>) FUTURE.compareAndExchange(this, null, made);
            if (before != null) {
                made = before;
            }
            if (state == DONE || takeAnswer()) {
                completeFuture(made);
            } else if (state == CANCELLED) {
                ((Future<T>) made).cancelled();
            } else if (state != DONE) {
                pool.poller.ensurePolled();
            }
        }
        return made;
    }

    /**
     * Waits until the request is done, as the functions of Coro::AIO do: from a platform thread or a virtual one. On a
     * pool that nobody polls this starts a daemon thread that does.
     *
     * <p>An interrupt ends the waiting, not the request, and closes nothing: the thread stays interrupted, and the
     * exception says EINTR.
     *
     * @return the value
     * @throws AioException the request failed, or the thread was interrupted
     * @throws CancellationException the request was cancelled
     * @throws IllegalStateException the wait could not end: from inside a callback of this pool, in the thread that
     *     polls it, or where that thread waits for this one through other pools
     */
    public T await() throws AioException {
        boolean answered = false;
        while (state < DONE && !(answered = takeAnswer())) {
            pool.poller.checkAwait();
            CompletableFuture<T> waiting = future();
            if (!waiting.isDone()) {
                AwaitChain.begin(pool.poller);
            }
            try {
                waiting.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw exception(Errno.EINTR);
            } catch (ExecutionException | CancellationException e) {
                // what the state says, thrown below with this thread's own stack trace
            } finally {
                AwaitChain.end();
            }
            if (state == QUEUED) {
                // somebody else has completed it (orTimeout does), so it says nothing of the request any more
                FUTURE.compareAndSet(this, waiting, null);
            }
        }
        if (!answered && state == CANCELLED) {
            throw new CancellationException(call() + " was cancelled");
        }
        if (failed()) {
            throw exception(errno);
        }
        return value();
    }

    /**
     * The errno of a request that is done.
     *
     * @return 0 where it succeeded, or is not done
     */
    public int errno() {
        return state == DONE ? errno : 0;
    }

    /**
     * Tells whether the request has ended.
     *
     * @return true from right before its callback is called on, and once it is cancelled
     */
    public boolean isDone() {
        return state >= DONE;
    }

    /**
     * Tells whether the request was cancelled.
     *
     * @return true if {@link #cancel()} came before the result
     */
    public boolean isCancelled() {
        return state == CANCELLED;
    }

    /** By the poller, once, with the reader at this request's record. The callback's exceptions come out. */
    void complete(CompletionReader in, int[] errnoCell) {
        if (!STATE.compareAndSet(this, QUEUED, COMPLETING)) {
            discard(in);
            return;
        }
        read(in);
        release(true);
        advance();
        publish(errnoCell);
    }

    /** By the submitting thread, with the reader at the record of a request that was answered at once. */
    final void answer(CompletionReader in) {
        STATE.compareAndSet(this, QUEUED, COMPLETING); // a reinit may have cancelled it meanwhile
        read(in);
    }

    /** By the submitting thread, with no call in its hands any more: lets others have what {@link #answer} has read. */
    final void answered() {
        boolean delivered = state != CANCELLED;
        release(delivered);
        if (!delivered) {
            giveBack();
            leaveGroup();
            pool.handled();
            return;
        }
        boolean pending = callback != null;
        answer = pending ? PENDING : LOOSE;
        state = ANSWERED;
        pool.poller.answered(this, pending);
    }

    /** There is a callback or a group now: the poller is to know of the answer. */
    final void expose() {
        synchronized (this) {
            if (answer != LOOSE) {
                return;
            }
            answer = PENDING;
            pool.poller.exposed();
        }
        pool.poller.tell();
    }

    /** By the poller: what {@link #complete} is for other requests. */
    final void deliver(int[] errnoCell) {
        boolean pending;
        boolean ended;
        synchronized (this) {
            pending = answer == PENDING;
            answer = OVER;
            ended = state == ANSWERED;
            if (ended) {
                advance();
                state = COMPLETING;
            }
        }
        if (pending) {
            pool.poller.delivered();
        }
        if (ended) {
            publish(errnoCell);
        } else {
            leaveGroup();
        }
    }

    /**
     * Takes the outcome of a request that was answered at submission, in the thread that asks for it; false where there
     * is none. What has a callback, or is in a group, still goes through the poller.
     */
    private boolean takeAnswer() {
        boolean over;
        synchronized (this) {
            if (state != ANSWERED) {
                return false;
            }
            taken = true;
            advance();
            over = callback == null && leaveLoose();
            if (over) {
                if (kind == Kind.COUNT.ordinal()) {
                    held = null;
                }
                state = DONE;
            }
        }
        if (over) {
            pool.poller.forget(this);
        } else {
            pool.poller.ensurePolled();
        }
        return true;
    }

    /** An answer that nobody has taken goes back. */
    private boolean cancelAnswered() {
        boolean over;
        synchronized (this) {
            if (state != ANSWERED) {
                return false;
            }
            state = CANCELLED;
            over = leaveLoose();
        }
        if (!isTaken()) {
            giveBack();
        }
        if (over) {
            pool.poller.forget(this);
        }
        return true;
    }

    /** Under this: an answer that the poller does not know of joins no group any more. False where it knows, or will. */
    private boolean leaveLoose() {
        if (answer == LOOSE && GROUP.compareAndSet(this, null, LEFT)) {
            answer = OVER;
            return true;
        }
        return false;
    }

    private synchronized boolean isTaken() {
        return taken;
    }

    /** A descriptor that nobody will get is closed. */
    private void giveBack() {
        if (op() == Op.OPEN && token >= 0) {
            try {
                pool.closeOrphan(Op.CLOSE, token);
            } catch (IllegalStateException e) {
                // the pool is closed
                IoAio.shared().pool().closeOrphan(Op.CLOSE, token);
            }
        }
    }

    /** Takes over what the record says. */
    private void read(CompletionReader in) {
        token = in.result();
        errno = (short) in.errno();
        if (kind == Kind.OBJECT.ordinal()) {
            held = null;
            if (token >= 0) {
                try {
                    held = op() == Op.WD || op() == Op.WD_AT ? AioWd.opened(this, token) : Decoder.decode(op(), in);
                } catch (OutOfMemoryError e) {
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
            } catch (RuntimeException e) {
                // the caller's memory: its arena is closed, or is another thread's
                token = -1;
                errno = (short) Errno.EFAULT;
            }
        }
    }

    private void advance() {
        if (advance) {
            advance = false;
            if (token > 0) {
                ByteBuffer data = (ByteBuffer) held;
                data.position((int) Math.min(data.limit(), data.position() + token));
            }
        }
    }

    /** Ends a request that no record completes. */
    final void finish(long result, int error, Object value, int[] errnoCell) {
        token = result;
        errno = (short) error;
        held = value;
        publish(errnoCell);
    }

    /** Makes the outcome known: to the future, by the callback, to the group, in this order. */
    private void publish(int[] errnoCell) {
        int error = errno;
        Object own = callback;
        CALLBACK.setRelease(this, null); // what makes it visible comes with the state
        if (kind == Kind.COUNT.ordinal()) {
            held = null;
        }
        STATE.setVolatile(this, DONE);
        CompletableFuture<T> waiting = future;
        if (waiting != null) {
            completeFuture(waiting);
        }
        try {
            if (own != null) {
                errnoCell[0] = error;
                invoke(own);
            }
        } catch (Throwable e) {
            Callbacks.suppress(e, this::leaveGroup);
            throw e;
        }
        leaveGroup();
    }

    /** Takes the right to finish this request, for one that no record completes; false where it was cancelled. */
    final boolean begin() {
        return STATE.compareAndSet(this, QUEUED, COMPLETING);
    }

    @SuppressWarnings("unchecked")
    private void invoke(Object own) {
        switch (kind()) {
            case COUNT -> ((LongConsumer) own).accept(token);
            case DESCRIPTOR -> ((IntConsumer) own).accept((int) token);
            case NOTHING -> ((Runnable) own).run();
            case OBJECT, GROUP -> ((Consumer<Object>) own).accept(held);
        }
    }

    /** The outcome of a cancelled request is nobody's: it goes back. */
    private void discard(CompletionReader in) {
        if (hold != null) {
            hold.release(in.result(), false);
            hold = null;
        }
        held = null;
        if (in.result() >= 0) {
            Op op = op();
            if (op == Op.OPEN || op == Op.OPENAT2) {
                pool.closeOrphan(Op.CLOSE, in.result());
            } else if (op == Op.WD || op == Op.WD_AT) {
                pool.closeOrphan(Op.WD_CLOSE, in.result());
            } else {
                Decoder.discard(op, in);
            }
        }
        leaveGroup();
    }

    /** The last step of every request. */
    final void leaveGroup() {
        if (GROUP.getAndSet(this, LEFT) instanceof AioGroup in) {
            in.left();
        }
    }

    /** False where it is in a group, or has left. */
    final boolean join(AioGroup in) {
        return GROUP.compareAndSet(this, null, in);
    }

    /** The group, or null, or {@link #LEFT}. */
    final Object group() {
        return group;
    }

    private boolean failed() {
        return kind() == Kind.OBJECT ? held == null : kind() != Kind.GROUP && token < 0;
    }

    @SuppressWarnings("unchecked")
    private T value() {
        return (T) switch (kind()) {
            case COUNT -> (Object) token;
            case DESCRIPTOR -> (int) token;
            case NOTHING -> null;
            case OBJECT, GROUP -> held;
        };
    }

    private void completeFuture(CompletableFuture<T> waiting) {
        if (failed()) {
            waiting.completeExceptionally(exception(errno));
        } else {
            waiting.complete(value());
        }
    }

    /** The name of the call that errors show. */
    String call() {
        return op().call();
    }

    private AioException exception(int errno) {
        String path = subject instanceof String[] both ? both[0] : (String) subject;
        String other = subject instanceof String[] both ? both[1] : null;
        return new AioException(call(), path, other, errno);
    }

    /** Cancelling the future cancels the request, which then cancels the future. */
    private static final class Future<T> extends CompletableFuture<T> {

        private final AioRequest<T> request;

        Future(AioRequest<T> request) {
            this.request = request;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            if (!isDone()) {
                request.cancel();
            }
            return isCancelled();
        }

        void cancelled() {
            super.cancel(false);
        }
    }
}
