package io.github.jeio.internal.pool;

import io.github.jeio.internal.memory.Hold;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.wire.Op;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/**
 * A buffer that a read may write to, and whose lender has to know when it is free again. Mostly it is when the callback comes. If the
 * read was late and given up, the system call goes on after that; if a reinit has cancelled the read, there is no callback.
 */
public final class LentBuffer implements Hold, LongConsumer {

    /** Who has lent the buffer. */
    public interface Lender {

        /**
         * The callback.
         *
         * @param free whether the buffer is free; else {@link #free} tells
         */
        void read(long count, int errno, boolean free);

        /** The buffer is free, and no callback has told so. In the poller's turn; or in any thread where a reinit abandons the pool. */
        void free();
    }

    private final Pool pool;
    private final Lender lender;
    /** By the poller: whether the request was done when it was told of. */
    private boolean done;
    /** Guarded by this object's monitor. */
    private boolean submitted;
    /** Guarded by this object's monitor: the buffer is free, and there will be no callback, or was one before. */
    private boolean discarded;

    private LentBuffer(Pool pool, Lender lender) {
        this.pool = pool;
        this.lender = lender;
    }

    /** Reads into the buffer's remaining range. If this throws, the buffer is free, and nothing is told. */
    public static void read(Pool pool, int fd, long offset, ByteBuffer into, Lender lender) {
        LentBuffer lent = new LentBuffer(pool, lender);
        Call.on(pool, Op.READ).fd(fd).offs(offset).readInto(into, into.position(), into.remaining()).hold(lent).count(lent);
        lent.submitted();
    }

    private void submitted() {
        boolean now;
        synchronized (this) {
            submitted = true;
            now = discarded;
        }
        if (now) {
            tell();
        }
    }

    @Override
    public void release(long result, boolean delivered) {
        if (delivered) {
            done = true;
            return;
        }
        boolean now;
        synchronized (this) {
            discarded = true;
            now = submitted;
        }
        if (now) {
            tell();
        }
    }

    /** Later, in the turn: the caller may hold the lock of {@link Results}, and the lender is the application's. */
    private void tell() {
        pool.submission.runInTurn(0, lender::free, true);
    }

    @Override
    public void accept(long count) {
        lender.read(count, ErrnoHolder.get(), done);
    }
}
