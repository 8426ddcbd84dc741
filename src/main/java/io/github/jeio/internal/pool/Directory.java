package io.github.jeio.internal.pool;

import io.github.jeio.internal.memory.Hold;
import io.github.jeio.internal.wire.Op;

/** An open directory that paths are relative to, libeio's {@code eio_wd}, with a count of the requests that use it. */
public final class Directory implements Hold {

    /** libeio's EIO_CWD and EIO_INVALID_WD. */
    private static final long CWD = 0;
    static final long NONE = -1;

    /** The process's working directory. It is never closed, and requests on it go to the shared pool. */
    public static final Directory CURRENT = new Directory(null, CWD, null);
    /** An invalid directory: a request relative to it fails with ENOENT. */
    public static final Directory INVALID = new Directory(null, NONE, null);

    private final Pool pool;
    private final long address;
    /** The directory that this one was borrowed from, which closes the descriptor; or null. */
    private final Hold lender;
    /** Guarded by this object's monitor. */
    private int uses;
    /** Written under this object's monitor. */
    private volatile boolean closed;

    private Directory(Pool pool, long address, Hold lender) {
        this.pool = pool;
        this.address = address;
        this.lender = lender;
    }

    /** A directory that a request of the pool has opened. */
    static Directory opened(Pool pool, long address) {
        return new Directory(pool, address, null);
    }

    /**
     * The same directory for a composite request of the pool {@code by}. It can be used until that request is done, even if
     * the caller closes this object before.
     */
    Directory borrow(Pool by) {
        Hold inUse = use();
        return new Directory(by, address, inUse == null ? (result, delivered) -> { } : inUse);
    }

    /** The pool that requests on this directory go to. */
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

    /** Keeps the directory open until the hold is released. Null for a directory that is never closed. */
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

    /** Closes the descriptor in a worker, as soon as no request uses the directory any more. A second call does nothing. */
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
