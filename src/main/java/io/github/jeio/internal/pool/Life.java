package io.github.jeio.internal.pool;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The native pool's life: whoever calls into it from outside enters, and it ends when nobody is inside. */
final class Life {

    /** Held for reading inside, for writing to end. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    /** Written under the lock. */
    private volatile boolean ended;

    /** False: it has ended. True: then comes {@link #leave}. */
    boolean enter() {
        lock.readLock().lock();
        return stay();
    }

    /** The same, but false also where it is about to end: waits for nobody. */
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

    /** Whether it has ended, at about this moment. */
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
