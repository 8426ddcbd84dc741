package io.github.jeio.internal.pool;

import java.security.PrivilegedAction;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that works for those who wait. Of a pool that is nobody's it is the poller; of one that the application polls it
 * only ends what concerns nobody but who waits, and goes when nobody waits any more.
 */
public final class PollDaemon extends JeioThread {

    /** Nobody says so when the thread that owns a pool ends: it is looked at after so long, while somebody waits. */
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

    @SuppressWarnings("ThreadPriorityCheck") // results are left: whoever waits for one may go first
    private void poll() {
        int rings = pool.bell.rings();
        if (pool.poller.tryCycle() < 0) {
            Thread.yield();
        } else if (!ended) {
            pool.waiting.doze(rings);
        }
    }

    private void drain() {
        int rings = pool.bell.rings();
        pool.results.take(); // a pool is not destroyed before its daemon has ended
        if (pool.waiting.anybody()) {
            if (!ended) {
                pool.bell.doze(rings, OWNER_MILLIS);
            }
            return;
        }
        idle = true;
        if (!pool.waiting.anybody()) {
            LockSupport.parkNanos(this, IDLE_NANOS);
        }
        idle = false;
        ended |= pool.waiting.dismiss(this);
    }

    /** There is somebody who waits. */
    void work() {
        if (idle) {
            LockSupport.unpark(this);
        }
    }

    /** Returns once this calls back no more, and drains no more; at once if it is the caller, who is in its last callback. */
    void end() {
        ended = true;
        if (Thread.currentThread() == this) {
            return;
        }
        pool.bell.ring();
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
