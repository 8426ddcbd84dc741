package io.github.jeio.internal.pool;

import io.github.jeio.AioException;
import io.github.jeio.Errno;
import io.github.jeio.internal.measure.Trace;
import io.github.jeio.internal.memory.Hold;
import io.github.jeio.internal.wire.CompletionReader;
import io.github.jeio.internal.wire.Decoder;
import io.github.jeio.internal.wire.Kind;
import io.github.jeio.internal.wire.Op;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * The data of a request: its operation, what it holds until it is done, and its outcome. It knows no states and takes no
 * locks: {@link Request} does, and lets one thread at a time in.
 *
 * @param <T> what the request gives
 */
abstract class Outcome<T> {

    private static final Kind[] KINDS = Kind.values();
    private static final Op[] OPS = Op.values();
    private static final int NO_OP = -1;

    static {
        Subject.prepare();
    }

    public final Pool pool;
    // small types, so that a request takes 56 bytes and not 64
    private final byte op;
    private final byte kind;
    private short errno;
    /** Whether the buffer's position advances by the result. */
    private boolean advance;
    /** The request was made to fail before its record came. The record will be discarded. */
    private boolean givenUp;

    /** What an error's message names: see {@link Subject}. */
    Object subject;
    /** Released when the request is done. */
    private Hold hold;
    /**
     * The caller's buffer, which is kept reachable while the kernel may use it; afterwards the value of a request that gives
     * an object.
     */
    private Object value;
    /** The token while QUEUED, the result from then on. */
    private long token;

    Outcome(Pool pool, Op op, Kind kind) {
        this.pool = pool;
        this.op = (byte) (op == null ? NO_OP : op.ordinal());
        this.kind = (byte) kind.ordinal();
    }

    private Op op() {
        return op == NO_OP ? null : OPS[op];
    }

    final Kind kind() {
        return KINDS[kind];
    }

    // before submission

    final void prepare(Object subject, Hold hold, Object buffer, boolean advance) {
        if (subject != null) {
            this.subject = subject;
        }
        this.hold = hold;
        value = buffer;
        this.advance = advance;
    }

    final void token(long token) {
        this.token = token;
    }

    final long token() {
        return token;
    }

    /** The number of the operation. Not for a composite, which has none. */
    final int type() {
        return op;
    }

    /** Whether this is a group's carrier, or a task of jeio's own. */
    boolean isCarrier() {
        return op == Op.GROUP.ordinal();
    }

    /** Whether it closes what nobody has any more, and is no request that somebody has made. */
    final boolean closesOrphan() {
        Op of = op();
        return of == Op.CLOSE_ORPHAN || of == Op.WD_CLOSE || of == Op.TREE_CLOSE;
    }

    /** Whether this is the group of a composite's parts, which the application does not see. */
    boolean isInner() {
        return false;
    }

    // when its record comes

    /** Reads the outcome from the record. */
    final void read(CompletionReader in) {
        token = in.result();
        errno = (short) in.errno();
        if (in.times() != 0 && hold instanceof Trace trace) {
            trace.arrived(in);
        }
        if (kind == Kind.OBJECT.ordinal()) {
            value = null;
            if (token >= 0) {
                try {
                    value = opensDirectory(op()) ? directory(token) : Decoder.decode(op(), in);
                } catch (OutOfMemoryError | StackOverflowError e) {
                    errno = (short) Errno.ENOMEM;
                }
            }
        }
    }

    private static boolean opensDirectory(Op op) {
        return op == Op.WD || op == Op.WD_AT || op == Op.WD_FD;
    }

    /**
     * The value of a request that has opened a directory: composite requests get the internal object, others one of the
     * facade.
     */
    private Object directory(long address) {
        Directory directory = Directory.opened(pool, address);
        return op() == Op.WD_AT ? directory : PoolAccess.opened(directory);
    }

    /** Releases the memory and the directory that the request holds, and passes what was read to the caller's buffer. */
    final void deliver() {
        release(token, true);
        if (advance) {
            advance = false;
            if (token > 0) {
                ByteBuffer data = (ByteBuffer) value;
                data.position((int) Math.min(data.limit(), data.position() + token));
            }
        }
    }

    private void release(long result, boolean delivered) {
        if (hold != null) {
            Hold kept = hold;
            hold = null;
            try {
                kept.release(result, delivered);
            } catch (RuntimeException | InternalError e) {
                // the result can't be copied to the caller's memory: its arena is closed or confined to another thread, or
                // its file has become shorter
                if (delivered) {
                    token = -1;
                    errno = (short) Errno.EFAULT;
                }
            }
        }
    }

    final void dropBuffer() {
        if (kind == Kind.COUNT.ordinal() && !givenUp) {
            value = null;
        }
    }

    /**
     * Makes the request fail before its record has come. A worker may be executing it: what it holds, and the caller's
     * buffer, stay as they are until then.
     */
    final void failEarly(int error) {
        givenUp = true;
        token = -1;
        errno = (short) error;
    }

    /**
     * The record has come of a request that was cancelled or given up before. Nobody gets the outcome: what the request has
     * opened is closed, what it has allocated is freed.
     */
    final void discard(CompletionReader in) {
        long result = in.result();
        release(result, false);
        value = null;
        if (result >= 0 && !closeOrphan(result)) {
            Decoder.discard(op(), in);
        }
        token = -1; // so that giveBack() does not close it a second time
    }

    /** Like {@link #discard}, for a request that was cancelled after its record was read. */
    final void giveBack() {
        release(token, false);
        if (token >= 0 && !closeDirectory()) {
            closeOrphan(token);
        }
        value = null;
    }

    /** By the object that was made of it, which the garbage collector would have closed once more. */
    private boolean closeDirectory() {
        if (value == null || !opensDirectory(op())) {
            return false;
        }
        (value instanceof Directory opened ? opened : PoolAccess.directory(value)).close();
        return true;
    }

    /** Closes what the request has opened, as nobody will get it. False if it has opened nothing. */
    private boolean closeOrphan(long opened) {
        Op of = op();
        boolean descriptor = of == Op.OPEN || of == Op.OPENAT2;
        if (descriptor || opensDirectory(of)) {
            pool.submission.closeOrphan(descriptor ? Op.CLOSE_ORPHAN : Op.WD_CLOSE, opened);
            return true;
        }
        return false;
    }

    // for a group or a composite, which no record completes

    final void set(long result, int error, Object outcome) {
        token = result;
        errno = (short) error;
        value = outcome;
    }

    // the outcome

    @SuppressWarnings("unchecked")
    final void callBack(Object callback) {
        switch (kind()) {
            case COUNT -> ((LongConsumer) callback).accept(token);
            case DESCRIPTOR -> ((IntConsumer) callback).accept((int) token);
            case NOTHING -> ((Runnable) callback).run();
            case OBJECT, GROUP -> ((Consumer<Object>) callback).accept(value);
        }
    }

    /** Whether only the poller can end the request: a group and a composite have no record of their own. */
    final boolean endsInTurn() {
        return kind == Kind.GROUP.ordinal() || op == NO_OP;
    }

    /** The result as a number: the bytes transferred, if the request has read or written some. */
    final long size() {
        return token;
    }

    /** The errno of the outcome; 0 on success. */
    final int error() {
        return errno;
    }

    final boolean hasFailed() {
        return kind == Kind.OBJECT.ordinal() ? value == null : token < 0;
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

    // as text

    /** The name of the call that errors show. */
    public String call() {
        return op().call();
    }

    /** The call, and its paths or its descriptor. */
    public final String what() {
        return Subject.what(call(), subject);
    }

    final AioException exception() {
        return exception(errno);
    }

    /** For an error of the request itself, or of a wait for it. */
    AioException exception(int error) {
        AioException exception = error == errno ? Subject.failed(call(), subject, error) : Subject.waitEnded(call(), subject, error);
        if (givenUp && error == Errno.ETIMEDOUT) {
            exception.initCause(new TimeoutException(call() + " has not ended within its timeout"));
        }
        return exception;
    }
}
