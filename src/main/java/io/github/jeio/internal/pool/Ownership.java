package io.github.jeio.internal.pool;

import java.lang.ref.WeakReference;

/**
 * Which thread of the application owns a pool: the one that polled last, or that has asked for the descriptor in order to
 * poll; as long as it lives. If a pool has no owner, a daemon thread may poll it.
 */
public final class Ownership {

    private static final WeakReference<Thread> NOBODY = new WeakReference<>(null);
    /** Stands for the thread of an event loop that will poll the pool but has not begun. */
    private static final WeakReference<Thread> PROMISED = new WeakReference<>(null);

    /** A weak reference, so that a thread that has ended can be collected with all that it refers to. Written under the monitor. */
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

    synchronized void take() {
        Thread me = Thread.currentThread();
        lastName = me.getName();
        owner = new WeakReference<>(me);
    }

    /** The name of the thread that was the last to own the pool, or null. */
    public String lastName() {
        return lastName;
    }

    /** The first thread that polls will own the pool. Until then no other thread does, nor a daemon. */
    synchronized void promise() {
        owner = PROMISED;
    }

    /** The pool has no owner any more. */
    synchronized void drop() {
        owner = NOBODY;
    }

    /** The calling thread does not own the pool any more, if it did. */
    synchronized void dropMine() {
        if (isMine()) {
            owner = NOBODY;
        }
    }

    /** After a reinit: the new pool has the owner of the old one. */
    synchronized void adopt(Ownership old) {
        owner = old.owner;
    }
}
