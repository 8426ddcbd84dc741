package io.github.jeio;

/** How much one pollCb may do. */
final class Limits {

    /**
     * Callbacks whose requests are answered without a thread can keep one pollCb going for ever: after so long it lets the
     * loop have its turn.
     */
    private static final long TURN_NANOS = 10_000_000;
    private static final int TURN_CHECK = 256;

    private final long nanos;
    private final long start = System.nanoTime();
    private int most;
    private int untilCheck = TURN_CHECK;
    private boolean answers;

    /** @param most requests, and @param nanos time; 0: no limit */
    Limits(int most, long nanos) {
        this.most = most;
        this.nanos = nanos;
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
