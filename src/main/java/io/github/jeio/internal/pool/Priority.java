package io.github.jeio.internal.pool;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The priority of a thread's next request. Most programs never set one, and looking up a thread-local for every
 * request would cost more than all other bookkeeping: so it is looked up only while some thread has one set.
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

    /** Values beyond the range are brought into it, as by libeio. */
    public static int set(int priority) {
        int before = get();
        if (NEXT.get() == null) {
            SET.incrementAndGet();
        }
        NEXT.set(Math.max(MIN, Math.min(MAX, priority)));
        return before;
    }

    /** The priority for the request that is being submitted; the next one has the default again. */
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
