package io.github.jeio.internal.pool;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waiting for results in the thread that handles them: pollWait, flush, and what closes a pool. */
public final class Flush {

    private static final int EXIT_MILLIS = 1;

    /** So long at exit results may be pending before the hook handles those that the thread which owns the pool does not. */
    private static final long OWNER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Pool pool;

    /** The exit hook's: what was outstanding when it looked last, and since when that has not changed while results were pending. */
    private int exitLeft;
    private long exitSince;

    Flush(Pool pool) {
        this.pool = pool;
    }

    /** Until a result is pending, or nothing is outstanding. */
    public void pollWait() {
        pool.checkOpen();
        pool.poller.checkNotInCallback("pollWait");
        pool.poller.own();
        for (;;) {
            int rings = pool.bell.rings();
            if (pool.isClosed() || nothingIsLeft() || pool.npending() > 0) {
                return;
            }
            pool.bell.awaitReadable(rings, Bell.FOREVER);
        }
    }

    private boolean nothingIsLeft() {
        return pool.submission.nreqs() == 0 && pool.openGroups.size() == 0;
    }

    /** Until nothing is outstanding and the last callback is over, interrupted or not. */
    public void flush() {
        pool.poller.checkNotInCallback("flush");
        boolean interrupted = false;
        try {
            for (;;) {
                pool.poller.own();
                pool.openGroups.sealAll();
                int rings = pool.bell.rings();
                if (pool.poller.tryCycle() < 0) {
                    interrupted |= awaitTurn();
                    if (pool.isClosed()) {
                        return;
                    }
                } else if (nothingIsLeft()) {
                    return;
                } else {
                    pool.bell.awaitReadable(rings, Bell.FOREVER);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until the thread that has the turn has ended it; true if an interrupt came in. */
    private boolean awaitTurn() {
        try {
            pool.turn.awaitEnd();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /**
     * Of a pool that takes no requests any more: handles what is outstanding. Gives what callbacks have thrown, with
     * {@code thrown} before it.
     *
     * @throws InterruptedException there is something left, and the thread was interrupted as it would have waited
     */
    Throwable last(Throwable thrown) throws InterruptedException {
        Throwable all = thrown;
        while (!pool.turn.begin()) {
            pool.turn.awaitEnd(); // another thread is in its last callback
        }
        try {
            for (;;) {
                pool.openGroups.sealAll();
                int rings = pool.bell.rings();
                try {
                    pool.poller.run();
                } catch (Throwable e) {
                    all = Callbacks.and(all, e);
                }
                if (nothingIsLeft()) {
                    return all;
                }
                new InterruptibleSleep(pool).during(() -> pool.bell.awaitReadable(rings, Bell.FOREVER));
            }
        } catch (InterruptedException e) {
            if (all != null) {
                Callbacks.report(all); // nobody else will
            }
            throw e;
        } finally {
            pool.turn.end();
        }
    }

    /**
     * By the exit hook, again and again: handles what there is, in this thread; true once nothing is outstanding and the
     * last callback is over. A thread of the application that polls and lives goes on doing so, and is only waited for; unless
     * it is the one that exits, or leaves results lying.
     */
    boolean atExit() {
        try {
            pool.unpause();
            Thread owner = pool.ownership.owner();
            Thread holder = pool.turn.holder();
            boolean atWork = isAtWork(holder);
            if (holder != null || atWork && owner != null && !exits(owner)) {
                if (exits(holder)) {
                    // it called exit from a callback and will not return: what it submitted is still executed
                    pool.results.flushBatch();
                    return pool.submission.nreqs() == pool.npending();
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(EXIT_MILLIS));
            } else {
                pool.openGroups.sealAll();
                int rings = pool.bell.rings();
                if (pool.poller.tryCycle() >= 0 && pool.submission.nreqs() > 0) {
                    pool.bell.sleep(rings, EXIT_MILLIS);
                }
            }
        } catch (Throwable e) {
            Callbacks.report(e); // the next callback is not to suffer for it
        }
        return isOver();
    }

    /** Whether the owner handles results: it is in a callback, fewer are outstanding than before, or there are none to handle. */
    private boolean isAtWork(Thread holder) {
        long now = System.nanoTime();
        int left = pool.submission.nreqs();
        if (exitSince == 0 || holder != null || left != exitLeft || pool.npending() == 0) {
            exitLeft = left;
            exitSince = now;
        }
        return now - exitSince < OWNER_NANOS;
    }

    /** Looks while nobody can be in a callback, which might submit something. */
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
