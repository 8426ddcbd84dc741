package io.github.jeio;

import io.github.jeio.internal.RequestWriter;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The calls of all threads that are not the poller: each belongs to one of them at a time.
 *
 * <p>A thread that finds none left sleeps, and does not try again and again: an owner may be a virtual thread that has
 * been stopped by a lock, and would never get a carrier back from virtual threads that only yield to each other.
 */
final class Calls {

    static final int COUNT = 16;

    private static final int BYTES = 1 << 10;
    private static final long CHECK_NANOS = 100_000;

    private final Call[] calls = new Call[COUNT];
    private final AtomicReferenceArray<Thread> owners = new AtomicReferenceArray<>(COUNT);

    /** Held by the thread that gets the next call to be given back: the others that have found none wait for it. */
    private final ReentrantLock turn = new ReentrantLock();
    /** Who holds it, or null. Set before that thread looks again, and read after a call is free: so it sees that call, or is woken. */
    private volatile Thread next;

    Calls(Pool pool) {
        for (int i = 0; i < COUNT; i++) {
            calls[i] = new Call(pool, new RequestWriter(BYTES), i);
        }
    }

    /** The calling thread's, with nothing in it, until it gives it back. */
    Call take() {
        Thread me = Thread.currentThread();
        Call call = tryTake(me);
        if (call == null) {
            call = await(me);
        }
        call.out().clear();
        return call;
    }

    private Call tryTake(Thread me) {
        int index = (int) me.getId() & COUNT - 1;
        for (int tries = 0; tries < COUNT; tries++, index = index + 1 & COUNT - 1) {
            // what a thread owns as it comes again, it has lost to an error (no stack left, no memory)
            if (owners.compareAndSet(index, null, me) || owners.get(index) == me) {
                return calls[index];
            }
        }
        return null;
    }

    private Call await(Thread me) {
        boolean interrupted = false;
        turn.lock();
        try {
            next = me;
            Call call;
            while ((call = tryTake(me)) == null) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted(); // an interrupted thread does not sleep
            }
            return call;
        } finally {
            next = null;
            turn.unlock();
            if (interrupted) {
                me.interrupt();
            }
        }
    }

    void give(Call call) {
        owners.set(call.index(), null);
        LockSupport.unpark(next);
    }

    /** Returns when no other thread owns one, but for those that have died with it. */
    void awaitOthers() {
        Thread me = Thread.currentThread();
        boolean interrupted = false;
        for (int i = 0; i < COUNT; i++) {
            for (Thread owner; (owner = owners.get(i)) != null && owner != me && owner.isAlive(); ) {
                LockSupport.parkNanos(this, CHECK_NANOS);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            me.interrupt();
        }
    }
}
