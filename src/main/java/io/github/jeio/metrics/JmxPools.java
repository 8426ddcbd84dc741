package io.github.jeio.metrics;

import io.github.jeio.AioStats;
import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.PoolAccess;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Shows pools to JMX, those that it is told to. */
public final class JmxPools {

    private JmxPools() { }

    /** What undoes {@link #register}. */
    public interface Registration extends AutoCloseable {

        /** The pool is no longer shown. A second call does nothing. */
        @Override
        void close();
    }

    /**
     * Registers a {@link PoolMXBean} with the platform's server, as {@code io.github.jeio:type=Pool,name="…"} with the pool's
     * name, until the pool is closed.
     *
     * @param io the pool; one of two with the same name gets a number behind it
     * @return takes it away before that
     * @throws IllegalStateException the pool is closed, or the server refuses
     */
    public static Registration register(IoAio io) {
        Objects.requireNonNull(io, "io");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        String label = PoolAccess.pool(io).label();
        try {
            ObjectName name = show(server, new Shown(io), label);
            AtomicBoolean over = new AtomicBoolean();
            Runnable end = () -> {
                if (over.compareAndSet(false, true)) { // later the name may be another pool's
                    unregister(server, name);
                }
            };
            return registration(io, end);
        } catch (JMException e) {
            throw new IllegalStateException("the pool " + label + " can't be shown: " + e, e);
        }
    }

    /** Registers it under the first name that is free, and returns that. */
    private static ObjectName show(MBeanServer server, Shown pool, String label) throws JMException {
        for (int number = 1; ; number++) {
            ObjectName name = new ObjectName("io.github.jeio:type=Pool,name=" + ObjectName.quote(number == 1 ? label : label + "-" + number));
            try {
                server.registerMBean(pool, name);
                return name;
            } catch (InstanceAlreadyExistsException e) {
                // another pool's, or one that another thread is just registering: the next one
            }
        }
    }

    private static Registration registration(IoAio io, Runnable end) {
        try {
            Runnable takeHookBack = io.onClose(end);
            return () -> {
                takeHookBack.run();
                end.run();
            };
        } catch (IllegalStateException e) {
            end.run(); // the pool is closed
            throw e;
        }
    }

    private static void unregister(MBeanServer server, ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            // somebody else has done so
        }
    }

    private record Shown(IoAio io) implements PoolMXBean {

        @Override
        public Map<String, Long> getRequests() {
            return io.stats().requests();
        }

        @Override
        public Map<String, Long> getInFlight() {
            return io.stats().inFlight();
        }

        @Override
        public int getQueued() {
            return io.nready();
        }

        @Override
        public int getExecuting() {
            return io.stats().executing();
        }

        @Override
        public int getPending() {
            return io.npending();
        }

        @Override
        public int getThreads() {
            return io.nthreads();
        }

        @Override
        public int getIdleThreads() {
            return io.stats().idleThreads();
        }

        @Override
        public long getAnswers() {
            return io.ninline();
        }

        @Override
        public Map<String, String> getLatencies() {
            Map<String, String> texts = new TreeMap<>();
            for (Map.Entry<String, AioStats.Latency> latency : io.stats().latencies().entrySet()) {
                texts.put(latency.getKey(), "queue wait " + latency.getValue().queueWait() + "\nexecution " + latency.getValue().execution()
                        + "\ncallback delay " + latency.getValue().callbackDelay());
            }
            return texts;
        }

        @Override
        public void measure(boolean on) {
            io.measure(on);
        }

        @Override
        public String dump() {
            return IoAio.dump();
        }
    }
}
