package bench.peer;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** Virtual threads, where this JDK has them: the benchmark is compiled for JDK 17. */
final class VirtualThreads {

    private VirtualThreads() { }

    static ThreadFactory factory() throws ReflectiveOperationException {
        Object builder;
        try {
            builder = Thread.class.getMethod("ofVirtual").invoke(null);
        } catch (NoSuchMethodException e) {
            throw new UnsupportedOperationException("this JDK has no virtual threads", e);
        }
        return (ThreadFactory) Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    }

    /** A virtual thread a task. */
    static Executor executor() throws ReflectiveOperationException {
        ThreadFactory factory = factory();
        return task -> factory.newThread(task).start();
    }
}
