package io.github.jeio;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What the manual's END block does: a normal exit of the JVM waits until outstanding requests are handled, but for no
 * longer than the system property {@code jeio.exit.seconds} says (5), however stuck a device is.
 *
 * <p>So it knows every pool that is not closed. That keeps a pool, its requests and their buffers from the garbage
 * collector, too, while threads that the collector does not know of work on them.
 */
final class ExitFlush {

    private static final Set<Pool> POOLS = ConcurrentHashMap.newKeySet();

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Hook());
        } catch (IllegalStateException e) {
            // the JVM exits already: a pool made by a shutdown hook is that hook's to flush
        }
    }

    /** A class and no lambda, since it is needed for the first request: see {@link Submission}. */
    private static final class Hook extends Thread {

        Hook() {
            super("jeio-exit");
        }

        @Override
        public void run() {
            flush();
        }
    }

    private ExitFlush() { }

    static void add(Pool pool) {
        POOLS.add(pool);
    }

    static void remove(Pool pool) {
        POOLS.remove(pool);
    }

    /** All in turn: what is stuck in one does not keep the others' callbacks from being called. */
    private static void flush() {
        long start = System.nanoTime();
        long most = TimeUnit.SECONDS.toNanos(Long.getLong("jeio.exit.seconds", 5));
        List<Pool> left = new ArrayList<>(POOLS);
        do {
            for (Iterator<Pool> pools = left.iterator(); pools.hasNext();) { // no lambda: making one would delay every exit
                if (pools.next().flush.atExit()) {
                    pools.remove();
                }
            }
        } while (!left.isEmpty() && System.nanoTime() - start < most);
    }
}
