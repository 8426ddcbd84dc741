package io.github.jeio.internal.pool;

import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What the manual's END block does: a normal exit of the JVM waits until outstanding requests are handled, but no longer
 * than the system property {@code jeio.exit.seconds} says (5 by default), however stuck a device is.
 *
 * <p>So this class knows every pool that is not closed. That also keeps a pool, its requests and their buffers from the
 * garbage collector while native threads, which the collector does not see, work on them. The shutdown hook is removed with
 * the last pool: the JVM would otherwise hold on to the hook, and thereby to its class loader.
 */
public final class ExitFlush {

    private static final Set<Pool> POOLS = ConcurrentHashMap.newKeySet();

    /** The registered hook, or null. Guarded by the class's monitor. */
    private static Hook hook;

    /**
     * The thread that handles results at exit. It is no lambda, since it is made with the first pool: see {@link
     * Submission}.
     */
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
                // the JVM is exiting already: whoever makes a pool in a shutdown hook has to flush it
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
                // the JVM is exiting: the hook runs, and finds nothing to do
            }
            hook = null;
        }
    }

    /**
     * Handles the results of all pools in turn: a request that is stuck in one pool does not delay the callbacks of the
     * others.
     */
    private static void flush() {
        long start = System.nanoTime();
        long most = TimeUnit.SECONDS.toNanos(Long.getLong("jeio.exit.seconds", 5));
        List<Pool> left = new ArrayList<>(POOLS);
        do {
            // no lambda: making the first one would delay the end of every JVM
            for (Iterator<Pool> pools = left.iterator(); pools.hasNext();) {
                if (pools.next().flush.atExit()) {
                    pools.remove();
                }
            }
        } while (!left.isEmpty() && System.nanoTime() - start < most);
    }
}
