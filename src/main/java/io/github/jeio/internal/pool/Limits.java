package io.github.jeio.internal.pool;

/** How much one pollCb may do. */
public final class Limits {

    /**
     * One pollCb could go on for long, where callbacks make requests that are answered at once, or are slow themselves: after
     * so long it lets the loop have its turn.
     */
    private static final long TURN_NANOS = 10_000_000;
    /** Callbacks between two looks at the clock, which costs as much as a fast one. */
    private static final int CHECK = 16;
    /** A result of so many bytes is copied for long enough to look at the clock after it. */
    private static final long LARGE = 1 << 16;

    private volatile int maxReqs;
    private volatile long maxNanos;
    private volatile int maxOutstanding = Integer.MAX_VALUE;

    private long nanos;
    /** When the poller began, as {@link System#nanoTime}; read by others, too. */
    private long start;
    private int most;
    private int untilCheck;

    /** At most so many requests; 0: no limit. */
    public void maxReqs(int max) {
        maxReqs = max;
    }

    /** No callback is begun after so long; 0: no limit. */
    public void maxNanos(long max) {
        maxNanos = max;
    }

    /** A pollCb waits while more are outstanding; 0: no limit. */
    public void maxOutstanding(int max) {
        maxOutstanding = max == 0 ? Integer.MAX_VALUE : max;
    }

    public int maxOutstanding() {
        return maxOutstanding;
    }

    /** By the poller, when it begins. */
    public void begin() {
        nanos = maxNanos;
        start = System.nanoTime();
        most = maxReqs;
        untilCheck = CHECK;
    }

    /** When the poller began last, as {@link System#nanoTime}; 0: never. For any thread, at about this moment. */
    public long begun() {
        return start;
    }

    /** After each callback, whose request's result was that number: true if it was the last one. */
    public boolean reached(long result) {
        if (--most == 0 || nanos != 0 && System.nanoTime() - start >= nanos) {
            return true;
        }
        if (--untilCheck > 0 && result < LARGE) {
            return false;
        }
        untilCheck = CHECK;
        return System.nanoTime() - start >= TURN_NANOS;
    }
}
