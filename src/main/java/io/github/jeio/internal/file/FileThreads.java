package io.github.jeio.internal.file;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for what may block and belongs to no pool: as many as there are tasks, daemons, ended when they idle. */
public final class FileThreads {

    private static final int IDLE_SECONDS = 10;
    private static final int RETRY_MILLIS = 20;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Executor THREADS = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
            new SynchronousQueue<>(), FileThreads::thread);

    private FileThreads() { }

    /** Runs the task in a thread of its own; where the process may have no more threads, as soon as it may. */
    public static void execute(Runnable task) {
        try {
            THREADS.execute(task);
        } catch (OutOfMemoryError e) {
            CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS, FileThreads::execute).execute(task);
        }
    }

    /** Nothing of the thread that happens to need the first one stays with it. */
    @SuppressWarnings("ThreadPriorityCheck") // it has no priority but everybody's
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(null, task, "jeio-file-" + COUNT.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }
}
