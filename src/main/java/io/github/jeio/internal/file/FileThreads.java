package io.github.jeio.internal.file;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for tasks that may block and belong to no pool: one per task, daemons, which end when they are idle. */
public final class FileThreads {

    private static final int IDLE_SECONDS = 10;
    private static final int RETRY_MILLIS = 20;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Executor THREADS = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
            new SynchronousQueue<>(), FileThreads::thread);

    private FileThreads() { }

    /** Runs the task in a thread of its own. If the process may start no more threads, the task runs as soon as it may. */
    public static void execute(Runnable task) {
        try {
            THREADS.execute(task);
        } catch (OutOfMemoryError e) {
            CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS, FileThreads::execute).execute(task);
        }
    }

    /** Makes a thread that inherits nothing from the thread that happens to need it. */
    @SuppressWarnings("ThreadPriorityCheck") // the normal priority, whatever the caller's is
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(null, task, "jeio-file-" + COUNT.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }
}
