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
 * What a request is for, what it keeps meanwhile, and what comes of it. States and threads are {@link Request}'s matter: one
 * thread at a time is here, by the state that it has brought the request into.
 *
 * @param <T> what the request gives
 */
abstract class Outcome<T> {

    private static final Kind[] KINDS = Kind.values();
    private static final Op[] OPS = Op.values();
    private static final int NO_OP = -1;

    static {
        Advice.prepare();
    }

    public final Pool pool;
    // small numbers are small: a request is 56 bytes, and not 64
    private final byte op;
    private final byte kind;
    private short errno;
    /** Whether the buffer's position is to advance by the result. */
    private boolean advance;
    /** It was told that it has failed, before its record came; the record is discarded. */
    private boolean givenUp;

    /** A path, two of them, or a descriptor's number, for the message of an error; null where there is none. */
    Object subject;
    /** Kept until the request is done. */
    private Hold hold;
    /** The caller's buffer, kept reachable while the kernel may use it; then the value of a request that gives an object. */
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

    // while it is made

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

    /** The number of its operation, of one that comes up. */
    final int type() {
        return op;
    }

    /** A request of jeio's own, or the carrier of a group. */
    boolean isCarrier() {
        return op == Op.GROUP.ordinal();
    }

    /** A group that is a part of a request, and no one's. */
    boolean isInner() {
        return false;
    }

    // when its record comes

    /** Takes over what the record says. */
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

    /** What the caller gets of a directory that was opened: composite requests want no object of the facade. */
    private Object directory(long address) {
        Directory directory = Directory.opened(pool, address);
        return op() == Op.WD_AT ? directory : PoolAccess.opened(directory);
    }

    /** Lets go of the memory and the directory that the request has kept, and gives the caller's buffer what was read. */
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
                // the caller's memory: its arena is closed, or is another thread's, or its file has become shorter
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

    /** It has failed, before its record has come: what it holds, and the caller's buffer, stay as they are until then. */
    final void failEarly(int error) {
        givenUp = true;
        token = -1;
        errno = (short) error;
    }

    /** The outcome of a request that was cancelled, or given up, before its record came is nobody's: it goes back. */
    final void discard(CompletionReader in) {
        long result = in.result();
        release(result, false);
        value = null;
        if (result >= 0 && !closeOrphan(result)) {
            Decoder.discard(op(), in);
        }
        token = -1; // so that it does not go back once more; of one that was given up, so it is already
    }

    /** The same for one that was cancelled after its record was read. */
    final void giveBack() {
        release(token, false);
        if (token >= 0) {
            closeOrphan(token);
        }
        value = null;
    }

    /** Closes what the request has opened, which nobody knows; false where that is nothing. */
    private boolean closeOrphan(long opened) {
        Op of = op();
        boolean descriptor = of == Op.OPEN || of == Op.OPENAT2;
        if (descriptor || opensDirectory(of)) {
            pool.submission.closeOrphan(descriptor ? Op.CLOSE : Op.WD_CLOSE, opened);
            return true;
        }
        return false;
    }

    // of one that no record completes

    final void set(long result, int error, Object outcome) {
        token = result;
        errno = (short) error;
        value = outcome;
    }

    // what has come of it

    @SuppressWarnings("unchecked")
    final void callBack(Object callback) {
        switch (kind()) {
            case COUNT -> ((LongConsumer) callback).accept(token);
            case DESCRIPTOR -> ((IntConsumer) callback).accept((int) token);
            case NOTHING -> ((Runnable) callback).run();
            case OBJECT, GROUP -> ((Consumer<Object>) callback).accept(value);
        }
    }

    /** Whether only the poller can end it: no record of its own does. */
    final boolean endsInTurn() {
        return kind == Kind.GROUP.ordinal() || op == NO_OP;
    }

    /** The bytes that it has read, if any, once it is told; or some other number. */
    final long size() {
        return token;
    }

    /** The errno of the outcome; 0 where it has succeeded. */
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

    // in words

    /** The name of the call that errors show. */
    public String call() {
        return op().call();
    }

    /** The call, and its paths or its descriptor. */
    public final String what() {
        String about = subject instanceof String[] both ? " " + String.join(" ", both) : subject instanceof Integer fd ? " descriptor " + fd
                : subject == null ? "" : " " + subject;
        return call() + about;
    }

    final AioException exception() {
        return exception(errno);
    }

    /** Of an error of the request's own, or of who waits for it. */
    private String advice(int error) {
        if (error != errno) {
            return Advice.ofWait(error);
        }
        return subject instanceof Integer fd ? Advice.of(fd, error) : Advice.of(error);
    }

    AioException exception(int error) {
        AioException exception = subject instanceof String[] both ? new AioException(call(), both[0], both[1], error, advice(error))
                : subject instanceof Integer fd ? new AioException(call(), fd, error, advice(error))
                : new AioException(call(), (String) subject, null, error, advice(error));
        if (givenUp && error == Errno.ETIMEDOUT) {
            exception.initCause(new TimeoutException(call() + " has not ended within its timeout"));
        }
        return exception;
    }
}
