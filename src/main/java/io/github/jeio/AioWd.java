package io.github.jeio;

import io.github.jeio.internal.Op;
import io.github.jeio.internal.Unreachable;
import java.lang.ref.Cleaner;

/**
 * A working directory: requests on it resolve relative paths against this directory, whatever the process's own is and
 * wherever the directory is moved to. Made by {@link FileRequests#aioWd(String) aioWd}; the manual's
 * {@code IO::AIO::WD}.
 *
 * <p>It holds a descriptor of the directory until {@link #close()}, or until it is unreachable; requests that are on
 * their way keep it open that long.
 */
public final class AioWd implements PathRequests, AutoCloseable {

    /** libeio's EIO_CWD and EIO_INVALID_WD. */
    static final long CURRENT = 0;
    static final long INVALID = -1;

    private final Directory directory;
    private final Cleaner.Cleanable cleanable;

    /** One of the two that are no directory of their own: on the shared pool, never closed. */
    AioWd(long address) {
        directory = new Directory(null, address, null);
        cleanable = null;
    }

    private AioWd(Directory directory) {
        this.directory = directory;
        cleanable = closedWhenUnreachable();
    }

    /** Where there is no thread to be had for that, the directory is closed by {@link #close} only. */
    private Cleaner.Cleanable closedWhenUnreachable() {
        Runnable close = directory::close;
        try {
            return Unreachable.then(this, close);
        } catch (OutOfMemoryError e) {
            return close::run;
        }
    }

    /** What a successful wd request gives. */
    static AioWd opened(Pool pool, long address) {
        return new AioWd(new Directory(pool, address, null));
    }

    /**
     * The same directory for a composite request, whose requests on it go to that pool, and which can use it until it is
     * done even if the caller closes this object.
     */
    AioWd borrow(Pool pool) {
        Hold lender = directory.use();
        return new AioWd(new Directory(pool, directory.address, lender == null ? (result, delivered) -> { } : lender));
    }

    Pool pool() {
        return directory.pool == null ? IoAio.shared().pool() : directory.pool;
    }

    long address() {
        return directory.address;
    }

    /** Keeps the directory open until the hold is released. */
    Hold use() {
        return directory.use();
    }

    /**
     * Closes the directory's descriptor, on a thread of the pool, once the requests that use it are done. New requests
     * on it throw {@code IllegalStateException}. A second call does nothing, and so does one on {@link IoAio#CWD} and
     * {@link IoAio#INVALID_WD}.
     */
    @Override
    public void close() {
        if (cleanable != null) {
            cleanable.clean();
        }
    }

    /** The native object and who uses it. */
    private static final class Directory implements Hold {

        final Pool pool;
        final long address;
        /** What closes the descriptor in place of this object, or null. */
        private final Hold lender;
        /** Guarded by this, as is the next. */
        private int uses;
        private boolean closed;

        Directory(Pool pool, long address, Hold lender) {
            this.pool = pool;
            this.address = address;
            this.lender = lender;
        }

        synchronized Hold use() {
            if (pool == null) {
                return null;
            }
            if (closed) {
                throw new IllegalStateException("the working directory is closed");
            }
            uses++;
            return this;
        }

        @Override
        public void release(long result, boolean delivered) {
            boolean last;
            synchronized (this) {
                last = --uses == 0 && closed;
            }
            if (last) {
                end();
            }
        }

        void close() {
            boolean last;
            synchronized (this) {
                last = uses == 0 && !closed;
                closed = true;
            }
            if (last) {
                end();
            }
        }

        private void end() {
            if (lender != null) {
                lender.release(0, true);
                return;
            }
            pool.submission.closeOrphan(Op.WD_CLOSE, address);
        }
    }
}
