package io.github.jeio.internal.pool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Who waits for a request or a stage, and who works for them.
 *
 * <p>Of the platform threads that wait one is the {@link Leader}, and takes results over; the others are parked. Where there is
 * none, or it has left, a {@link PollDaemon} does so, so that nobody depends on the application's polling. In the thread that
 * owns the pool, waiting polls. Where no thread can be made, who waits drains by itself.
 */
public final class Waiting {

    /** Nobody wakes a thread that is alone: it looks again after so long. */
    private static final long ALONE_NANOS = 1_000_000;
    /** Making a thread that can't be made is not tried again before. */
    private static final long RETRY_NANOS = 1_000_000_000;

    private final Pool pool;
    /** Threads in {@link #await}. */
    private final AtomicInteger waiters = new AtomicInteger();
    /** Threads that sleep in the native pool until something has changed. */
    private final AtomicInteger sleepers = new AtomicInteger();
    /** The daemon sleeps in the native pool, or is about to: it need look again only where somebody is to be told of something. */
    private volatile boolean dozing;
    final Leader leader;
    /** The pool's owner, while it is in {@link #await}; else null. */
    private volatile Thread polling;
    /** Written under this. */
    private volatile PollDaemon daemon;
    /** Guarded by this: when making a thread failed, 0 if it did not. */
    private long failed;

    Waiting(Pool pool) {
        this.pool = pool;
        leader = new Leader(pool);
    }

    boolean anybody() {
        return waiters.get() > 0;
    }

    /**
     * Returns true once the request is over, or, where that is null, the future is complete; false when the time is up.
     *
     * @throws IllegalStateException the wait could not end
     * @throws InterruptedException only if it is {@code interruptible}; else the thread is interrupted afterwards
     */
    boolean await(Request<?> request, PoolFuture<?> future, boolean timed, long nanos, boolean interruptible)
            throws InterruptedException {
        BooleanSupplier over = request == null ? future::isDone : request::isOver;
        if (pool.turn.isMine()) {
            throw new IllegalStateException("await from inside a callback or a dependent stage of the pool, for what is not"
                    + " done: it would wait for itself; use a callback, a stage, or another thread");
        }
        if (request == null || request.needsTurn()) {
            AwaitChain.begin(pool);
        }
        Thread me = Thread.currentThread();
        long start = timed ? System.nanoTime() : 0;
        boolean interrupted = false;
        future.wakeWhenDone(me);
        waiters.getAndIncrement();
        try {
            ensureHandled();
            for (;;) {
                boolean served = work(me);
                if (over.getAsBoolean()) {
                    return true;
                }
                if (Thread.interrupted()) {
                    if (interruptible) {
                        throw new InterruptedException();
                    }
                    interrupted = true;
                }
                long left = timed ? nanos - (System.nanoTime() - start) : Long.MAX_VALUE;
                if (left <= 0) {
                    return false;
                }
                if (!served) {
                    LockSupport.parkNanos(this, Math.min(left, ALONE_NANOS));
                } else if (!leader.tryLead(me, over, left, interruptible)) {
                    if (timed) {
                        LockSupport.parkNanos(this, left);
                    } else {
                        LockSupport.park(this);
                    }
                }
            }
        } finally {
            polling = polling == me ? null : polling;
            waiters.getAndDecrement();
            future.forget(me);
            AwaitChain.end();
            if (interrupted) {
                me.interrupt();
            }
        }
    }

    /** What a thread does before it looks, and then parks; false if nobody wakes it. */
    private boolean work(Thread me) {
        if (pool.ownership.isMine()) {
            polling = me; // before looking: who drains afterwards wakes it
            pool.openGroups.sealMine();
            pool.poller.tryCycle();
        } else {
            pool.takeIfFree();
        }
        if (ensureDaemon()) {
            return true;
        }
        if (!pool.ownership.isOwned()) {
            pool.poller.tryCycle();
        }
        return false;
    }

    /** By who has drained: those who handle what is left to the poller, or sleep until something changes, look again. */
    void tellPoller() {
        Thread owner = polling;
        if (owner != null) {
            leader.wake(owner);
        }
        ringSleepers();
    }

    void ringSleepers() {
        if (sleepers.get() > 0 || dozing && pool.results.held() > 0) {
            pool.bell.ring();
        }
    }

    /** By the daemon of a pool that is nobody's: sleeps, unless somebody is to be told of something. */
    void doze(int rings) {
        dozing = true; // before looking: who takes results from C afterwards rings
        try {
            if (pool.npending() == 0) {
                pool.bell.doze(rings, Bell.FOREVER);
            }
        } finally {
            dozing = false;
        }
    }

    void sleeps(boolean begins) {
        if (begins) {
            sleepers.getAndIncrement();
        } else {
            sleepers.getAndDecrement();
        }
    }

    /** Somebody is to be told of something: where nobody owns the pool, a daemon will do so. */
    void ensureHandled() {
        if (!pool.ownership.isOwned() && !pool.turn.isMine()) {
            ensureDaemon();
        }
    }

    /** False if there is no daemon, and none can be made. */
    private boolean ensureDaemon() {
        PollDaemon running = daemon;
        if (running == null) {
            return startDaemon();
        }
        running.work();
        return true;
    }

    private synchronized boolean startDaemon() {
        if (daemon != null || pool.isClosed()) {
            return true; // who closes a pool handles what is left
        }
        if (failed != 0 && System.nanoTime() - failed < RETRY_NANOS) {
            return false;
        }
        PollDaemon made = PollDaemon.make(pool, pool.ownership.isOwned());
        try {
            made.start();
        } catch (OutOfMemoryError e) {
            // there are no threads left
            failed = System.nanoTime() | 1;
            return false;
        }
        failed = 0;
        daemon = made;
        return true;
    }

    /** By the daemon, that has nothing to do: true if it is to end. */
    synchronized boolean dismiss(PollDaemon idle) {
        if (daemon != idle || anybody() || !pool.ownership.isOwned()) {
            return daemon != idle;
        }
        daemon = null;
        return true;
    }

    /** Ends the daemon, if there is one, and waits until it has left; unless it is the caller. Another one works for who waits. */
    void retireDaemon() {
        PollDaemon retired;
        synchronized (this) {
            retired = daemon;
            daemon = null;
        }
        if (retired != null) {
            retired.end();
            if (anybody() && !pool.isClosed()) {
                startDaemon();
            }
        }
    }
}
