package bench.peer;

import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** The Java systems by name. */
final class Peers {

    private Peers() { }

    static Peer create(String name, Data data, int threads) throws Exception {
        return switch (name) {
            case "jeio" -> new Jeio(data, threads, true);
            case "jeio-noinline" -> new Jeio(data, threads, false);
            case "jeio-2pools" -> new JeioTwoPools(data, threads);
            case "jeio-await" -> new JeioAwait(data, threads, Thread::new);
            case "jeio-await-virtual" -> new JeioAwait(data, threads, VirtualThreads.factory());
            case "jeio-tree" -> new JeioWalks(data, threads);
            case "blocking" -> new InPlace(data, null);
            case "executor" -> new Pooled(data, Executors.newFixedThreadPool(threads, Peers::daemon));
            case "virtual-loop" -> new Pooled(data, VirtualThreads.executor());
            case "platform" -> new InPlace(data, Thread::new);
            case "virtual" -> new InPlace(data, VirtualThreads.factory());
            case "afc" -> new Channels(data, Executors.newFixedThreadPool(threads, Peers::daemon));
            case "afc-default" -> new Channels(data, null);
            case "jasyncfio" -> new Jasyncfio(data, false);
            case "jasyncfio-ring" -> new Jasyncfio(data, true);
            case "vertx" -> new VertxFiles(data, threads);
            default -> throw new IllegalArgumentException("no system is called " + name);
        };
    }

    static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a task a number of times, each with its own index, in threads of a kind, and waits for all. */
    static void inThreads(ThreadFactory factory, int count, ThreadTask task) throws Exception {
        Thread[] threads = new Thread[count];
        Throwable[] failures = new Throwable[count];
        for (int i = 0; i < count; i++) {
            int index = i;
            threads[i] = factory.newThread(() -> {
                try {
                    task.run(index);
                } catch (Throwable e) {
                    failures[index] = e;
                }
            });
            threads[i].start();
        }
        for (int i = 0; i < count; i++) {
            threads[i].join();
            if (failures[i] != null) {
                throw new Exception(failures[i]);
            }
        }
    }

    /**
     * Shares operations among threads. Each gets consecutive ones, as a window has them: with one in {@code count} of them
     * a thread would read the same few blocks again and again, which a CPU's cache holds.
     */
    static void inThreads(ThreadFactory factory, int count, long ops, Share share) throws Exception {
        inThreads(factory, count, index -> share.run(index, ops * index / count, ops * (index + 1) / count));
    }

    /** The operations that one of several threads does: from {@code begin} to before {@code end}. */
    @FunctionalInterface
    interface Share {
        void run(int index, long begin, long end) throws Exception;
    }

    /** What one of several threads does. */
    @FunctionalInterface
    interface ThreadTask {
        void run(int index) throws Exception;
    }
}
