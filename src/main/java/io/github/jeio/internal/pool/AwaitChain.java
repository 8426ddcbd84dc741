package io.github.jeio.internal.pool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which pool's poller each waiting thread waits for. Who waits for a request that somebody is to be told of waits for the
 * thread that polls its pool; if that one waits as well, in a callback, it does so for the thread that polls another pool; and
 * so on. Where the chain comes back to the first thread, nobody in it would ever go on.
 */
public final class AwaitChain {

    /** A longer chain is not followed: it may be a circle of others, who have yet to be told. */
    private static final int LONGEST = 64;

    /** By the thread's ID. */
    private static final Map<Long, Pool> AWAITED = new ConcurrentHashMap<>();

    private AwaitChain() { }

    /**
     * The calling thread is going to wait until the poller of that pool has handled a request; then comes {@link #end}.
     *
     * @throws IllegalStateException it would wait for itself
     */
    static void begin(Pool pool) {
        long me = Thread.currentThread().getId();
        AWAITED.put(me, pool); // before looking: of two threads that wait for each other, one sees it
        Pool next = pool;
        for (int i = 0; i < LONGEST && next != null; i++) {
            Thread polling = next.turn.holder();
            if (polling == null) {
                return; // nobody is in a callback that could wait
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
