package io.github.jeio.support;

import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Netty's leak detector, which remembers what it finds. The tests' JVM makes Netty take it, by the property
 * {@code io.netty.customResourceLeakDetector}, with {@code io.netty.leakDetection.level} paranoid.
 */
public final class LeakDetector<T> extends ResourceLeakDetector<T> {

    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    /** Called by Netty. */
    public LeakDetector(Class<?> type, int interval) {
        super(type, interval);
    }

    /** Called by Netty. */
    public LeakDetector(Class<?> type, int interval, long maxActive) {
        super(type, interval);
    }

    /** What has leaked since it was asked last. Netty looks for it when it allocates: so who asks allocates first, after a garbage collection. */
    public static List<String> found() {
        List<String> found = new ArrayList<>();
        for (String leak; (leak = FOUND.poll()) != null; ) {
            found.add(leak);
        }
        return found;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        FOUND.add(resourceType + records);
        super.reportTracedLeak(resourceType, records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        FOUND.add(resourceType);
        super.reportUntracedLeak(resourceType);
    }
}
