package io.github.jeio.internal.pool;

/** How much one call of pollCb may do. */
public final class Limits {

    /**
     * The longest time for a call of pollCb, where the caller has set none. Callbacks that are slow, or make requests which
     * are answered at once, could otherwise keep the event loop from its other work.
     */
    private static final long TURN_NANOS = 10_000_000;
    /** Callbacks between two readings of the clock: a reading takes as long as a fast callback. */
    private static final int CHECK = 16;
    /** After a result of this many bytes the clock is read at once, since copying it has taken a while. */
    private static final long LARGE = 1 << 16;

    private volatile int maxReqs;
    private volatile long maxNanos;
    private volatile int maxOutstanding = Integer.MAX_VALUE;

    private long nanos;
    /** When the poller's turn began, as {@link System#nanoTime}; other threads read it, too. */
    private long start;
    private int callbacksLeft;
    private int untilCheck;

    /** The most requests that one call handles; 0: no limit. */
    public void maxReqs(int max) {
        maxReqs = max;
    }

    /** The time after which no callback is begun; 0: no limit. */
    public void maxNanos(long max) {
        maxNanos = max;
    }

    /** While more requests than this are outstanding, pollCb waits; 0: no limit. */
    public void maxOutstanding(int max) {
        maxOutstanding = max == 0 ? Integer.MAX_VALUE : max;
    }

    public int maxOutstanding() {
        return maxOutstanding;
    }

    /** By the poller, when its turn begins. */
    public void begin() {
        nanos = maxNanos;
        start = System.nanoTime();
        callbacksLeft = maxReqs;
        untilCheck = CHECK;
    }

    /** When the last turn began, as {@link System#nanoTime}; 0: there was none. By any thread, as of about this moment. */
    public long begun() {
        return start;
    }

    /** By the poller after each callback, with the request's result. True if the turn is to end. */
    public boolean reached(long result) {
        if (--callbacksLeft == 0 || nanos != 0 && System.nanoTime() - start >= nanos) {
            return true;
        }
        if (--untilCheck > 0 && result < LARGE) {
            return false;
        }
        untilCheck = CHECK;
        return System.nanoTime() - start >= TURN_NANOS;
    }
}
