package io.github.jeio.internal.pool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets threads wait for a request or a future, and finds a thread that drains results for them.
 *
 * <p>Of the platform threads that wait, one is the {@link Leader} and drains results; the others are parked. If there is no
 * leader, a {@link PollDaemon} drains, so that waiting never depends on the application's polling. A thread whose request is
 * over only after callbacks have run leaves the draining to a daemon, which has to call them. If the thread that owns the
 * pool waits, it polls. If no daemon can be started, threads that wait drain by themselves.
 */
public final class Waiting {

    /** A thread that waits without a daemon is not woken: it checks at this interval. */
    private static final long ALONE_NANOS = 1_000_000;
    /** After a thread could not be started, none is started for this long. */
    private static final long RETRY_NANOS = 1_000_000_000;

    private final Pool pool;
    /** Threads in {@link #await}. */
    private final AtomicInteger waiters = new AtomicInteger();
    /** Threads that sleep in C until the event count changes. */
    private final AtomicInteger sleepers = new AtomicInteger();
    /** Whether the daemon sleeps in C, or is about to: it has to be woken only if a result has a listener. */
    private volatile boolean daemonSleeps;
    final Leader leader;
    /** The pool's owner while it is in {@link #await}, else null. */
    private volatile Thread polling;
    /** Written under this object's monitor. */
    private volatile PollDaemon daemon;
    /** Guarded by this object's monitor: when starting a thread failed; 0: it did not. */
    private long failed;

    Waiting(Pool pool) {
        this.pool = pool;
        leader = new Leader(pool);
    }

    boolean anybody() {
        return waiters.get() > 0;
    }

    /**
     * Waits. Returns true once the request is over, or if that is null, the future is complete; false when the time is up.
     *
     * @throws IllegalStateException the wait could not end
     * @throws InterruptedException only if {@code interruptible}; else the thread is interrupted again at the end of the wait
     */
    boolean await(Request<?> request, PoolFuture<?> future, boolean timed, long nanos, boolean interruptible)
            throws InterruptedException {
        BooleanSupplier over = request == null ? future::isDone : request::isOver;
        if (pool.turn.isMine()) {
            throw new IllegalStateException("await from inside a callback or a dependent stage of the pool, for what is not"
                    + " done: it would wait for itself; use a callback, a stage, or another thread");
        }
        boolean needsTurn = request == null || request.needsTurn();
        if (needsTurn) {
            AwaitChain.begin(pool, over);
        }
        Thread me = Thread.currentThread();
        long start = timed ? System.nanoTime() : 0;
        boolean interrupted = false;
        future.wakeWhenDone(me);
        waiters.getAndIncrement();
        try {
            ensureHandled();
            for (;;) {
                boolean served = drainOrPoll(me);
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
                } else if (needsTurn && !pool.ownership.isOwned() || !leader.tryLead(me, over, left, interruptible)) {
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

    /**
     * Polls or drains once, before the thread checks what it waits for and parks. False if no daemon works for the thread,
     * so that it must not park for long.
     */
    private boolean drainOrPoll(Thread me) {
        if (pool.ownership.isMine()) {
            polling = me; // before the check: a thread that drains afterwards wakes this one
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

    /** By a thread that has drained results: wakes the owner if it waits, and threads that sleep until something changes. */
    void tellPoller() {
        Thread owner = polling;
        if (owner != null) {
            leader.wake(owner);
        }
        signalSleepers();
    }

    void signalSleepers() {
        if (sleepers.get() > 0 || daemonSleeps && pool.results.held() > 0) {
            pool.events.advance();
        }
    }

    /** By the daemon of a pool without an owner: sleeps, unless a result has a listener. */
    void sleepAsDaemon(int seen) {
        daemonSleeps = true; // before looking: who takes results from C afterwards rings
        try {
            if (pool.results.held() == 0) {
                pool.events.sleepUncounted(seen, EventCount.FOREVER);
            }
        } finally {
            daemonSleeps = false;
        }
    }

    /** From when a thread begins until it ends, other threads that take results from C advance the event count. */
    void sleeps(boolean begins) {
        if (begins) {
            sleepers.getAndIncrement();
        } else {
            sleepers.getAndDecrement();
        }
    }

    /** Called when a request has got a listener: starts a daemon if the pool has no owner. */
    void ensureHandled() {
        if (!pool.ownership.isOwned() && !pool.turn.isMine()) {
            ensureDaemon();
        }
    }

    /** False if there is no daemon and none can be started. */
    private boolean ensureDaemon() {
        PollDaemon running = daemon;
        if (running == null) {
            return startDaemon();
        }
        running.wake();
        return true;
    }

    private synchronized boolean startDaemon() {
        if (daemon != null || pool.isClosed()) {
            return true; // the thread that closes a pool handles what is left
        }
        if (failed != 0 && System.nanoTime() - failed < RETRY_NANOS) {
            return false;
        }
        PollDaemon made = PollDaemon.make(pool, pool.ownership.isOwned());
        try {
            made.start();
        } catch (OutOfMemoryError e) {
            // the process may start no more threads
            failed = System.nanoTime() | 1;
            return false;
        }
        failed = 0;
        daemon = made;
        return true;
    }

    /** By the daemon when it has nothing to do: true if it has to end. */
    synchronized boolean mayEnd(PollDaemon idle) {
        if (daemon == idle && pool.ownership.isOwned()) {
            daemon = null; // before the check: a thread that begins to wait afterwards starts another daemon
            if (anybody()) {
                daemon = idle;
            }
        }
        return daemon != idle;
    }

    /**
     * Ends the daemon, if there is one, and waits until it has left, unless the caller is the daemon. Threads that wait get
     * a new one.
     */
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
