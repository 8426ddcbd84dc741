package io.github.jeio.internal.pool;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps the native pool alive while threads are in it: a thread enters before it calls C, and the pool is destroyed only
 * when no thread is inside and none can enter any more.
 */
final class Life {

    /** Held for reading by threads that are inside, for writing to end the pool. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    /** Written under the lock. */
    private volatile boolean ended;

    /** True if the caller is inside and has to call {@link #leave}; false if the pool has ended. */
    boolean enter() {
        lock.readLock().lock();
        return stay();
    }

    /** Like {@link #enter}, but waits for no lock: false also if the pool is about to end. */
    boolean tryEnter() {
        return lock.readLock().tryLock() && stay();
    }

    private boolean stay() {
        if (ended) {
            lock.readLock().unlock();
        }
        return !ended;
    }

    void leave() {
        lock.readLock().unlock();
    }

    /** Whether the pool has ended, as of about this moment. */
    boolean isOver() {
        return ended;
    }

    void end() {
        lock.writeLock().lock();
        try {
            ended = true;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
