package io.github.jeio;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What the manual's END block does: a normal exit of the JVM waits until outstanding requests are handled, but for no
 * longer than the system property {@code jeio.exit.seconds} says (5), however stuck a device is.
 */
final class ExitFlush {

    private static final Set<Pool> POOLS = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(ExitFlush::flush, "jeio-exit"));
        } catch (IllegalStateException e) {
            // the JVM exits already: a pool made by a shutdown hook is that hook's to flush
        }
    }

    private ExitFlush() { }

    static void add(Pool pool) {
        POOLS.add(pool);
    }

    /** The new pool is flushed, and the abandoned one is not. */
    static void replace(Pool abandoned, Pool fresh) {
        POOLS.remove(abandoned);
        POOLS.add(fresh);
    }

    private static void flush() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("jeio.exit.seconds", 5));
        List<Pool> pools;
        synchronized (POOLS) {
            pools = List.copyOf(POOLS);
        }
        for (Pool pool : pools) {
            pool.poller.flushAtExit(deadline);
        }
    }
}
