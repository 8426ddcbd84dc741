package io.github.jeio.internal.pool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Detects threads that would wait for each other for ever. A thread that waits for a request with a listener waits for the
 * thread that polls the request's pool. If that thread is in a callback and itself waits, it waits for the thread that polls
 * another pool, and so on. If this chain leads back to the first thread, none of them would ever go on.
 */
public final class AwaitChain {

    /** A longer chain is not followed: it may be a circle among other threads that have yet to notice it. */
    private static final int MAX_LENGTH = 64;

    /** The pool that each waiting thread waits for, by the thread's ID. */
    private static final Map<Long, Pool> AWAITED = new ConcurrentHashMap<>();

    private AwaitChain() { }

    /**
     * Records that the calling thread is going to wait for the poller of that pool. The caller has to call {@link #end}
     * afterwards.
     *
     * @throws IllegalStateException the thread would wait for itself
     */
    static void begin(Pool pool) {
        long me = Thread.currentThread().getId();
        AWAITED.put(me, pool); // before the check: of two threads that wait for each other, at least one sees the other's entry
        Pool next = pool;
        for (int i = 0; i < MAX_LENGTH && next != null; i++) {
            Thread polling = next.turn.holder();
            if (polling == null) {
                return; // the pool's poller is in no callback, so it does not wait
            }
            if (polling.getId() == me) {
                end();
                throw new IllegalStateException("await for a pool whose polling thread, directly or through other pools,"
                        + " waits for this thread; use a callback or a future");
            }
            next = AWAITED.get(polling.getId());
        }
    }

    static void end() {
        AWAITED.remove(Thread.currentThread().getId());
    }
}
