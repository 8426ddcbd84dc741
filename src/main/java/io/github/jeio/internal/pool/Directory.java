package io.github.jeio.internal.pool;

import io.github.jeio.internal.memory.Hold;
import io.github.jeio.internal.wire.Op;

/** An open directory that paths are relative to, libeio's {@code eio_wd}, and who uses it. */
public final class Directory implements Hold {

    /** libeio's EIO_CWD and EIO_INVALID_WD. */
    private static final long CWD = 0;
    static final long NONE = -1;

    /** The process's directory: on the shared pool, never closed. */
    public static final Directory CURRENT = new Directory(null, CWD, null);
    /** A directory that is none: a request relative to it fails with ENOENT. */
    public static final Directory INVALID = new Directory(null, NONE, null);

    private final Pool pool;
    private final long address;
    /** What closes the descriptor in place of this object, or null. */
    private final Hold lender;
    /** Guarded by this. */
    private int uses;
    /** Written under this. */
    private volatile boolean closed;

    private Directory(Pool pool, long address, Hold lender) {
        this.pool = pool;
        this.address = address;
        this.lender = lender;
    }

    /** What a successful request has opened. */
    static Directory opened(Pool pool, long address) {
        return new Directory(pool, address, null);
    }

    /**
     * The same directory for a composite request, whose requests on it go to that pool, and which can use it until it is
     * done even if the caller closes this object.
     */
    Directory borrow(Pool by) {
        Hold inUse = use();
        return new Directory(by, address, inUse == null ? (result, delivered) -> { } : inUse);
    }

    /** The pool that requests on it go to. */
    public Pool pool() {
        return pool == null ? PoolAccess.shared() : pool;
    }

    public Scope scope() {
        return new Scope(pool(), this);
    }

    public boolean isClosed() {
        return closed;
    }

    long address() {
        return address;
    }

    /** Keeps the directory open until the hold is released; null where there is nothing to keep open. */
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

    /** Closes the descriptor, on a thread of the pool, once nothing uses it any more; once. */
    public void close() {
        boolean last;
        synchronized (this) {
            last = uses == 0 && !closed && pool != null;
            closed = true;
        }
        if (last) {
            end();
        }
    }

    @Override
    public String toString() {
        return this == CURRENT ? "the process's directory" : this == INVALID ? "no directory" : closed ? "closed" : "open";
    }

    private void end() {
        if (lender != null) {
            lender.release(0, true);
            return;
        }
        pool.submission.closeOrphan(Op.WD_CLOSE, address);
    }
}
