package io.github.jeio.internal.pool;

import java.security.PrivilegedAction;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A daemon thread that works for threads that wait for requests. It polls a pool that has no owner. In a pool with an owner
 * it only drains results, which ends requests without a listener, and it ends itself when no thread waits any more.
 */
public final class PollDaemon extends JeioThread {

    /** The end of the owner's thread is not announced: while threads wait, the daemon checks for it at this interval. */
    private static final int OWNER_MILLIS = 100;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Pool pool;
    private volatile boolean ended;
    private volatile boolean idle;

    private PollDaemon(Pool pool, boolean owned) {
        super(pool.threadName(owned ? "jeio-wait" : "jeio-poll"));
        setDaemon(true);
        this.pool = pool;
    }

    static PollDaemon make(Pool pool, boolean owned) {
        return make(new PrivilegedAction<PollDaemon>() {
            @Override
            public PollDaemon run() {
                return new PollDaemon(pool, owned);
            }
        });
    }

    @Override
    public void run() {
        while (!ended) {
            try {
                if (pool.ownership.isOwned()) {
                    drain();
                } else {
                    poll();
                }
            } catch (Throwable e) {
                Callbacks.report(e); // the next callback is not to suffer for it
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // another thread has the turn: it goes first
    private void poll() {
        int seen = pool.events.read();
        if (pool.poller.tryCycle() < 0) {
            Thread.yield();
        } else if (!ended) {
            pool.waiting.sleepAsDaemon(seen);
        }
    }

    private void drain() {
        int seen = pool.events.read();
        pool.take(); // which enters Life: while one thread retires this daemon, another one may close the pool
        if (pool.waiting.anybody()) {
            if (!ended) {
                pool.events.sleepUncounted(seen, OWNER_MILLIS);
            }
            return;
        }
        idle = true;
        if (!pool.waiting.anybody()) {
            LockSupport.parkNanos(this, IDLE_NANOS);
        }
        idle = false;
        if (pool.waiting.mayEnd(this)) {
            ended = true; // no |=, which would take back what another thread has set meanwhile
        }
    }

    /** A thread has begun to wait. */
    void wake() {
        if (idle) {
            LockSupport.unpark(this);
        }
    }

    /**
     * Ends the daemon. Returns when it calls no callbacks and drains no results any more; at once if the caller is the
     * daemon, in its last callback.
     */
    void end() {
        ended = true;
        if (Thread.currentThread() == this) {
            return;
        }
        pool.events.advance();
        LockSupport.unpark(this);
        boolean interrupted = false;
        for (;;) {
            try {
                join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
