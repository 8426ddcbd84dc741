package io.github.jeio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which pool each waiting thread waits for. A thread in {@code await()} waits for the thread that polls the request's pool;
 * if that one waits as well, in a callback, say, it does so for the thread that polls another pool; and so on. Where the
 * chain comes back to the first thread, nobody in it would ever go on.
 */
final class AwaitChain {

    /** A longer chain is not followed: it may be a circle of others, who have yet to be told. */
    private static final int LONGEST = 64;

    /** By the thread's ID. */
    private static final Map<Long, Poller> AWAITED = new ConcurrentHashMap<>();

    private AwaitChain() { }

    /**
     * The calling thread is going to wait until a request of that poller's pool is done; then comes {@link #end}.
     *
     * @throws IllegalStateException it would wait for itself
     */
    static void begin(Poller poller) {
        long me = Thread.currentThread().getId();
        AWAITED.put(me, poller); // before looking: of two threads that wait for each other, one sees it
        Poller next = poller;
        for (int i = 0; i < LONGEST && next != null; i++) {
            long polling = next.pollingThread();
            if (polling == me) {
                end();
                throw new IllegalStateException("await for a pool whose polling thread, directly or through other pools,"
                        + " waits for this thread; use a callback or a future");
            }
            next = AWAITED.get(polling);
        }
    }

    static void end() {
        AWAITED.remove(Thread.currentThread().getId());
    }
}
