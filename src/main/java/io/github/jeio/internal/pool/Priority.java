package io.github.jeio.internal.pool;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The priority of a thread's next request. Most programs never set one, and a look-up of a thread-local would cost more than
 * the rest of a submission's bookkeeping: so it is looked up only while some thread has set one.
 */
public final class Priority {

    public static final int MIN = -4;
    public static final int MAX = 4;

    private static final ThreadLocal<Integer> NEXT = new ThreadLocal<>();
    private static final AtomicInteger SET = new AtomicInteger();

    private Priority() { }

    public static int get() {
        if (SET.getPlain() == 0) {
            return 0;
        }
        Integer next = NEXT.get();
        return next == null ? 0 : next;
    }

    /**
     * Sets the priority of the calling thread's next request; values out of range are clamped, as by libeio. Returns the old
     * one.
     */
    public static int set(int priority) {
        int before = get();
        if (NEXT.get() == null) {
            SET.incrementAndGet();
        }
        NEXT.set(Math.max(MIN, Math.min(MAX, priority)));
        return before;
    }

    /** Returns the priority for the request that is being submitted, and resets it to the default for the next one. */
    static int take() {
        if (SET.getPlain() == 0) {
            return 0;
        }
        Integer next = NEXT.get();
        if (next == null) {
            return 0;
        }
        NEXT.remove();
        SET.decrementAndGet();
        return next;
    }
}
