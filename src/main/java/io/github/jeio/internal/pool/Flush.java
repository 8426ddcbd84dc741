package io.github.jeio.internal.pool;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for results in the thread that handles them: pollWait, flush, and the end of a pool. */
public final class Flush {

    private static final int EXIT_MILLIS = 1;

    /** At exit, the hook handles results itself once the thread that owns the pool has left them pending for this long. */
    private static final long OWNER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Pool pool;

    /**
     * The exit hook's: the number of outstanding requests when it looked last, and since when that number has been the same
     * although results were pending.
     */
    private int exitLeft;
    private long exitSince;

    Flush(Pool pool) {
        this.pool = pool;
    }

    /** Waits until a result is pending, or nothing is outstanding. */
    public void pollWait() {
        pool.checkOpen();
        pool.poller.checkNotInCallback("pollWait");
        pool.poller.own();
        for (;;) {
            int seen = pool.events.read();
            boolean sealing = pool.openGroups.isSealing();
            if (pool.isClosed() || nothingIsLeft() || sleep(seen, sealing, false)) {
                return;
            }
        }
    }

    private boolean nothingIsLeft() {
        return pool.openGroups.isEmpty() && pool.submission.nreqs() == 0;
    }

    /**
     * Returns whether results are pending, or nothing is outstanding any more.
     *
     * @param sealing whether another thread was just sealing a group, so that something was left of which no event tells
     * @param seals whether the caller seals groups, so that it does not sleep for one that was made since it did
     */
    @SuppressWarnings("ThreadPriorityCheck") // that thread is between two lines: it needs a CPU, and nothing else
    boolean sleep(int seen, boolean sealing, boolean seals) {
        if (sealing) {
            Thread.yield();
            return pool.npending() > 0;
        }
        pool.waiting.sleeps(true); // before the check: another thread that has taken the last result tells sleepers only
        try {
            if (nothingIsLeft()) {
                return true;
            }
            // after that check: a group that another thread makes in between is seen here, and no event would tell of it
            if (seals && pool.submission.nreqs() == 0 && pool.openGroups.hasFilled()) {
                return false;
            }
            return pool.events.awaitReadable(seen, EventCount.FOREVER);
        } finally {
            pool.waiting.sleeps(false);
        }
    }

    /**
     * Waits until nothing is outstanding and the last callback has returned. An interrupt does not end the wait; the thread
     * is interrupted again afterwards.
     */
    public void flush() {
        pool.poller.checkNotInCallback("flush");
        boolean interrupted = false;
        try {
            for (;;) {
                pool.poller.own();
                int seen = pool.events.read();
                pool.openGroups.sealAll();
                if (pool.poller.tryCycle() < 0) {
                    interrupted |= awaitTurn();
                    if (pool.isClosed()) {
                        return;
                    }
                    continue;
                }
                boolean sealing = pool.openGroups.isSealing();
                if (nothingIsLeft()) {
                    return;
                }
                sleep(seen, sealing, true);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until the thread that has the turn has ended it. True if the calling thread was interrupted meanwhile. */
    private boolean awaitTurn() {
        try {
            pool.turn.awaitEnd();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /**
     * Handles what is outstanding in a pool that takes no new requests. Returns what callbacks have thrown, added to {@code
     * thrown}.
     *
     * @throws InterruptedException something is still outstanding, and the thread was interrupted when it would have waited
     */
    Throwable last(Throwable thrown) throws InterruptedException {
        Throwable all = thrown;
        while (!pool.turn.begin()) {
            pool.turn.awaitEnd(); // another thread is in its last callback
        }
        try {
            for (;;) {
                int seen = pool.events.read(); // before sealing: a thread that finds the pool closed gives its group back
                pool.openGroups.sealAll();
                try {
                    pool.poller.run();
                } catch (Throwable e) {
                    all = Callbacks.and(all, e);
                }
                Runnable task = pool.closing.takeLate();
                if (task != null) {
                    all = run(task, all);
                    continue; // it may have made requests
                }
                boolean sealing = pool.openGroups.isSealing();
                if (nothingIsLeft() && pool.closing.endsTurn()) {
                    return all;
                }
                new InterruptibleSleep(pool).during(() -> sleep(seen, sealing, true));
            }
        } catch (InterruptedException e) {
            if (all != null) {
                Callbacks.report(all); // the caller gets the InterruptedException, not these
            }
            throw e;
        } finally {
            pool.turn.end();
        }
    }

    private static Throwable run(Runnable task, Throwable thrown) {
        try {
            task.run();
            return thrown;
        } catch (Throwable e) {
            return Callbacks.and(thrown, e);
        }
    }

    /**
     * Called by the exit hook, again and again: handles the pending results. True once nothing is outstanding and the last
     * callback has returned. If a living thread of the application owns the pool and polls, the hook only waits for it;
     * unless that thread is the one that called exit, or leaves results pending.
     */
    boolean atExit() {
        try {
            pool.unpause();
            Thread owner = pool.ownership.owner();
            Thread holder = pool.turn.holder();
            boolean atWork = isAtWork(holder);
            if (holder != null || atWork && owner != null && !exits(owner)) {
                if (exits(holder)) {
                    // the poller has called System.exit() in a callback, which does not return: requests submitted so far
                    // are
                    // still executed
                    pool.results.flushBatch();
                    return pool.submission.nreqs() == pool.npending();
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(EXIT_MILLIS));
            } else {
                pool.openGroups.sealAll();
                int seen = pool.events.read();
                if (pool.poller.tryCycle() >= 0 && pool.submission.nreqs() > 0) {
                    pool.events.sleep(seen, EXIT_MILLIS);
                }
            }
        } catch (Throwable e) {
            Callbacks.report(e); // a callback that throws must not stop the others
        }
        return isOver();
    }

    /**
     * Whether results are being handled: a callback is running, fewer requests are outstanding than before, or no result is
     * pending.
     */
    private boolean isAtWork(Thread holder) {
        long now = System.nanoTime();
        int left = pool.submission.nreqs();
        if (exitSince == 0 || holder != null || left != exitLeft || pool.npending() == 0) {
            exitLeft = left;
            exitSince = now;
        }
        return now - exitSince < OWNER_NANOS;
    }

    /** Checks with the turn taken: no callback is running then that could submit something. */
    private boolean isOver() {
        if (!nothingIsLeft() || !pool.turn.begin()) {
            return false;
        }
        try {
            return nothingIsLeft();
        } finally {
            pool.turn.end();
        }
    }

    private static boolean exits(Thread poller) {
        return poller != null
                && Arrays.stream(poller.getStackTrace()).anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
    }
}
