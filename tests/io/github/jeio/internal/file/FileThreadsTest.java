package io.github.jeio.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Threads that outlive what has needed them first. */
class FileThreadsTest {

    /** So many that some are new, whatever was run before. */
    private static final int MANY = 20;

    /** An application that is unloaded would stay in memory while its threads serve others, and be what those find by them. */
    @Test
    void aThreadKeepsNothingOfWhoNeedsItFirst() throws Exception {
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        int priority = caller.getPriority();
        CountDownLatch all = new CountDownLatch(MANY);
        List<CompletableFuture<Thread>> threads = new ArrayList<>();
        try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
            caller.setContextClassLoader(application);
            caller.setPriority(Thread.MIN_PRIORITY);
            for (int i = 0; i < MANY; i++) {
                CompletableFuture<Thread> thread = new CompletableFuture<>();
                threads.add(thread);
                FileThreads.execute(() -> {
                    all.countDown();
                    try {
                        all.await(); // so that each has a thread
                        thread.complete(Thread.currentThread());
                    } catch (InterruptedException e) {
                        thread.completeExceptionally(e);
                    }
                });
            }
        } finally {
            caller.setContextClassLoader(before);
            caller.setPriority(priority);
        }
        for (CompletableFuture<Thread> each : threads) {
            Thread thread = each.get();
            assertThat(thread.getContextClassLoader()).isSameAs(ClassLoader.getSystemClassLoader());
            assertThat(thread.getPriority()).isEqualTo(Thread.NORM_PRIORITY);
            assertThat(thread.isDaemon()).isTrue();
        }
    }
}
