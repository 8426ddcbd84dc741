package io.github.jeio.internal.pool;

import java.lang.ref.WeakReference;

/**
 * Whose a pool is: the application's thread that polled last, or that has asked for the descriptor to do so, as long as it
 * lives. Where a pool is nobody's, a daemon thread may call back.
 */
public final class Ownership {

    private static final WeakReference<Thread> NOBODY = new WeakReference<>(null);
    /** In place of the thread of a loop, which will poll and has not begun. */
    private static final WeakReference<Thread> PROMISED = new WeakReference<>(null);

    /** Weak: a thread that has ended is not kept, nor what it knows. */
    private volatile WeakReference<Thread> owner = NOBODY;
    private volatile String lastName;

    /** The thread that owns the pool, or null. */
    Thread owner() {
        Thread thread = owner.get();
        return thread != null && thread.isAlive() ? thread : null;
    }

    public boolean isOwned() {
        return owner == PROMISED || owner() != null;
    }

    boolean isMine() {
        return owner.get() == Thread.currentThread();
    }

    void take() {
        Thread me = Thread.currentThread();
        lastName = me.getName();
        owner = new WeakReference<>(me);
    }

    /** The name of the thread that was the last to own the pool, or null. */
    public String lastName() {
        return lastName;
    }

    /** The pool will be another thread's, the first to poll it: until then it is nobody else's, either. */
    void promise() {
        owner = PROMISED;
    }

    /** The pool is nobody's. */
    void drop() {
        owner = NOBODY;
    }

    /** After a reinit: the pool is whose the old one was. */
    void adopt(Ownership old) {
        owner = old.owner;
    }
}
