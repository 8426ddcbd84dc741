package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_WRONLY;

import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Threads;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the core share: ways to keep a pool's threads where a test wants them, and to look at its descriptor. */
abstract class CoreTest extends PoolTest {

    private final List<Stall> stalls = new ArrayList<>();

    @AfterEach
    void releaseStalls() throws IOException {
        for (Stall stall : stalls) {
            stall.release();
        }
        for (Stall stall : stalls) {
            stall.io.flush();
            stall.gate.close();
        }
    }

    /** Of a pool that the test has closed. */
    void forgetStalls() throws IOException {
        for (Stall stall : stalls) {
            stall.release();
            stall.gate.close();
        }
        stalls.clear();
    }

    /** Returns once that many threads of the pool execute a request that does not end before {@link Stall#release}. */
    Stall stall(IoAio io, int threads) {
        Stall stall = queueStalls(io, threads);
        awaitExecution(io);
        return stall;
    }

    /** Queues that many requests of which each stalls a thread. */
    Stall queueStalls(IoAio io, int count) {
        String fifo = path("fifo" + stalls.size());
        run("mkfifo", fifo);
        Stall stall = new Stall(io, fifo);
        stalls.add(stall);
        for (int i = 0; i < count; i++) {
            io.aioOpen(fifo, O_WRONLY, 0, fd -> io.aioClose(fd));
        }
        return stall;
    }

    /** A pool with one thread, which is stalled. */
    Stall stallOne() {
        io.maxParallel(1);
        return stall(io, 1);
    }

    /** Returns once it is so, which nobody announces; the test's timeout ends it. */
    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted");
            }
            Thread.onSpinWait();
        }
    }

    /** Returns once no request waits for a thread. */
    static void awaitExecution(IoAio io) {
        until(() -> io.nready() == 0);
    }

    /** Returns once that many results are pending. */
    static void awaitPending(IoAio io, int count) {
        until(() -> io.npending() >= count);
    }

    /** Whether the poll descriptor is readable, as the kernel sees it. */
    static boolean readable(IoAio io) {
        return readable(io.pollFileno());
    }

    /** Whether it is, without asking the pool for it. */
    static boolean readable(int pollFileno) {
        try {
            return Files.readAllLines(Path.of("/proc/self/fdinfo/" + pollFileno)).stream()
                    .filter(line -> line.startsWith("eventfd-count:"))
                    .mapToLong(line -> Long.parseLong(line.substring(14).strip(), 16))
                    .findFirst().orElseThrow() != 0;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Returns once the poll descriptor is readable: it becomes so an instant after the result can be seen. */
    static void awaitReadable(IoAio io) {
        until(() -> readable(io));
    }

    /** Runs it in a thread of its own. */
    static <T> Running<T> start(Callable<T> task) {
        Running<T> running = new Running<>(task);
        running.thread.start();
        return running;
    }

    /** A task in a thread of its own. */
    static final class Running<T> extends FutureTask<T> {

        private final Thread thread = new Thread(this);

        private Running(Callable<T> task) {
            super(task);
        }

        Thread thread() {
            return thread;
        }

        /** Returns once the task waits for something, or has ended. */
        void awaitBlocked() {
            until(() -> Threads.waits(thread));
        }
    }

    /** A callback that returns when it is told to: closing it does so whatever has failed meanwhile. */
    static final class Pause implements Runnable, AutoCloseable {

        private final CountDownLatch inside = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);

        @Override
        public void run() {
            inside.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Returns once the callback was called. */
        void await() throws InterruptedException {
            inside.await();
        }

        @Override
        public void close() {
            go.countDown();
        }
    }

    /** Threads that wait in open(2) of a FIFO for somebody to read it. */
    static final class Stall {

        private final IoAio io;
        private final String fifo;
        private RandomAccessFile gate;

        private Stall(IoAio io, String fifo) {
            this.io = io;
            this.fifo = fifo;
        }

        /** Lets them go on. */
        void release() throws IOException {
            if (gate == null) {
                gate = new RandomAccessFile(fifo, "rw"); // a reader and a writer: this open does not wait
            }
        }
    }
}
