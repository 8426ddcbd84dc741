package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_WRONLY;

import io.github.jeio.IoAio;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A program of virtual threads: one waits for the other end of a FIFO, which another one opens when a third had its turn. */
final class VirtualThreads {

    private VirtualThreads() { }

    public static void main(String[] args) throws Exception {
        ExecutorService executor = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        IoAio io = IoAio.shared();
        CountDownLatch waiting = new CountDownLatch(1);
        Future<Integer> reader = executor.submit(() -> {
            waiting.countDown();
            return io.aioOpen(args[0], O_RDONLY, 0).await();
        });
        executor.submit(() -> {
            waiting.await();
            io.aioNop().await();
            System.out.println(io.aioStat("/").await().isDirectory() ? "directory" : "what?");
            return io.aioOpen(args[0], O_WRONLY, 0).await();
        }).get();
        reader.get();
        System.out.println("fifo");
    }
}
