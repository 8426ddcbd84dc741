package io.github.jeio.internal.pool;

import java.security.PrivilegedAction;
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
 * collector, too, while threads that the collector does not know of work on them. With the last pool the hook goes as
 * well: the JVM would hold on to it, and by it to the class loader.
 */
public final class ExitFlush {

    private static final Set<Pool> POOLS = ConcurrentHashMap.newKeySet();

    /** The hook that is registered, or null. Guarded by the class. */
    private static Hook hook;

    /** The thread that handles results at exit. A class and no lambda, since it is needed for the first request: see {@link Submission}. */
    static final class Hook extends JeioThread {

        private static final class Made implements PrivilegedAction<Hook> {
            @Override
            public Hook run() {
                return new Hook();
            }
        }

        private Hook() {
            super("jeio-exit");
        }

        @Override
        public void run() {
            flush();
        }
    }

    private ExitFlush() { }

    /** The pools that are not closed, in no particular order. */
    public static List<Pool> pools() {
        return List.copyOf(POOLS);
    }

    public static void add(Pool pool) {
        enter(pool);
        Recorders.opened(pool);
    }

    private static synchronized void enter(Pool pool) {
        POOLS.add(pool);
        if (hook == null) {
            Hook made = JeioThread.make(new Hook.Made());
            try {
                Runtime.getRuntime().addShutdownHook(made);
                hook = made;
            } catch (IllegalStateException e) {
                // the JVM exits already: a pool made by a shutdown hook is that hook's to flush
            }
        }
    }

    public static synchronized void remove(Pool pool) {
        POOLS.remove(pool);
        if (POOLS.isEmpty()) {
            Recorders.unload();
        }
        if (hook != null && POOLS.isEmpty()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // the JVM exits: the hook runs, and finds nothing to do
            }
            hook = null;
        }
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
