package io.github.jeio.internal.pool;

import java.lang.ref.WeakReference;

/**
 * Whose a pool is: the application's thread that polled last, or that has asked for the descriptor to do so, as long as it
 * lives. Where a pool is nobody's, a daemon thread may call back.
 */
public final class Ownership {

    private static final WeakReference<Thread> NOBODY = new WeakReference<>(null);

    /** Weak: a thread that has ended is not kept, nor what it knows. */
    private volatile WeakReference<Thread> owner = NOBODY;

    /** The thread that owns the pool, or null. */
    Thread owner() {
        Thread thread = owner.get();
        return thread != null && thread.isAlive() ? thread : null;
    }

    boolean isOwned() {
        return owner() != null;
    }

    boolean isMine() {
        return owner.get() == Thread.currentThread();
    }

    void take() {
        owner = new WeakReference<>(Thread.currentThread());
    }

    /** After a reinit: the pool is whose the old one was. */
    void adopt(Ownership old) {
        owner = old.owner;
    }
}
