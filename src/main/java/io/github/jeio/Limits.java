package io.github.jeio;

/** How much one pollCb may do. */
final class Limits {

    /**
     * Callbacks whose requests are answered without a thread can keep one pollCb going for ever: after so long it lets the
     * loop have its turn.
     */
    private static final long TURN_NANOS = 10_000_000;
    private static final int TURN_CHECK = 256;

    private volatile int maxReqs;
    private volatile long maxNanos;

    private long nanos;
    private long start;
    private int most;
    private int untilCheck;
    private boolean answers;

    /** At most so many requests; 0: no limit. */
    void maxReqs(int max) {
        maxReqs = max;
    }

    /** No callback is begun after so long; 0: no limit. */
    void maxNanos(long max) {
        maxNanos = max;
    }

    /** By the poller, when it begins. */
    void begin() {
        nanos = maxNanos;
        start = System.nanoTime();
        most = maxReqs;
        untilCheck = TURN_CHECK;
        answers = false;
    }

    /** Callbacks have made requests that were answered at once. */
    void answered(boolean any) {
        answers |= any;
    }

    /** After each callback: true if it was the last one. */
    boolean reached() {
        if (--most == 0 || nanos != 0 && System.nanoTime() - start >= nanos) {
            return true;
        }
        if (--untilCheck > 0) {
            return false;
        }
        untilCheck = TURN_CHECK;
        return answers && System.nanoTime() - start >= TURN_NANOS;
    }
}
