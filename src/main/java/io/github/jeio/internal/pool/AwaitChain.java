package io.github.jeio.internal.pool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Detects threads that would wait for each other for ever. A thread that waits for a request with a listener waits for the
 * thread that polls the request's pool. If that thread is in a callback and itself waits, it waits for the thread that polls
 * another pool, and so on. If this chain leads back to the first thread, none of them would ever go on.
 */
public final class AwaitChain {

    /** A longer chain is not followed: it may be a circle among other threads that have yet to notice it. */
    private static final int MAX_LENGTH = 64;

    /** What each waiting thread waits for, by the thread's ID. */
    private static final Map<Long, Wait> AWAITED = new ConcurrentHashMap<>();

    /** A wait for the poller of a pool; {@code over} tells whether it is about to end. */
    private record Wait(Pool pool, BooleanSupplier over) { }

    private AwaitChain() { }

    /**
     * Records that the calling thread is going to wait for the poller of that pool. The caller has to call {@link #end}
     * afterwards.
     *
     * @param over tells whether what the thread waits for has come
     * @throws IllegalStateException the thread would wait for itself
     */
    static void begin(Pool pool, BooleanSupplier over) {
        long me = Thread.currentThread().getId();
        // before the check: of two threads that wait for each other, at least one sees the other's entry
        AWAITED.put(me, new Wait(pool, over));
        boolean circle = leadsBack(pool, me);
        if (circle) {
            circle = leadsBack(pool, me); // a circle stays; what was put together of links that came one after the other is gone then
        }
        if (circle) {
            end();
            throw new IllegalStateException("await for a pool whose polling thread, directly or through other pools,"
                    + " waits for this thread; use a callback or a future");
        }
    }

    private static boolean leadsBack(Pool pool, long me) {
        Pool next = pool;
        for (int i = 0; i < MAX_LENGTH; i++) {
            Thread polling = next.turn.holder();
            if (polling == null) {
                return false; // the pool's poller is in no callback, so it does not wait
            }
            if (polling.getId() == me) {
                return true;
            }
            Wait wait = AWAITED.get(polling.getId());
            if (wait == null || wait.over.getAsBoolean()) {
                return false;
            }
            next = wait.pool;
        }
        return false;
    }

    static void end() {
        AWAITED.remove(Thread.currentThread().getId());
    }
}
