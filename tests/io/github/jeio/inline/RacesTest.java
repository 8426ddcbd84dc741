package io.github.jeio.inline;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.nio.AioSelectable;
import io.github.jeio.support.Threads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers at submission against everything else that happens to the same request, or the same pool, at that moment. */
class RacesTest extends InlineTest {

    private static final int ROUNDS = 4_000;

    private String path;
    private int fd;

    @BeforeEach
    void cachedFile() throws Exception {
        assumeAnswers();
        path = bytes("file", 8192);
        fd = open(path);
    }

    /** Something that a thread does over and over. */
    private interface Action {
        void run(int round) throws Exception;
    }

    /** Threads at their actions, in step, while the test's own thread polls until they are done. */
    private void together(int rounds, Action... actions) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CyclicBarrier step = new CyclicBarrier(actions.length);
        List<Thread> threads = new ArrayList<>();
        for (Action action : actions) {
            Thread thread = new Thread(() -> {
                try {
                    for (int i = 0; i < rounds; i++) {
                        step.await();
                        action.run(i);
                    }
                } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                    step.reset();
                }
            });
            threads.add(thread);
            thread.start();
        }
        try {
            while (threads.stream().anyMatch(Thread::isAlive)) {
                io.pollCb();
            }
        } finally {
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(failure.get()).isNull();
    }

    private static void spinUntil(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void awaitAgainstThePoller() throws Exception {
        ByteBuffer data = buffer(8192);
        together(ROUNDS, round -> {
            AioRequest<Long> request = io.aioRead(fd, 4096, data.clear());
            assertThat(request.await()).isEqualTo(4096);
            assertThat(data.position()).isEqualTo(4096);
        });
    }

    @Test
    void awaitAndCallbackAgainstThePoller() throws Exception {
        ByteBuffer data = buffer(8192);
        AtomicInteger position = new AtomicInteger();
        together(ROUNDS, round -> {
            position.set(-1);
            AioRequest<Long> request = io.aioRead(fd, 4096, data.clear(), count -> position.set(data.position()));
            assertThat(request.await()).isEqualTo(4096);
            spinUntil(() -> position.get() >= 0);
            assertThat(position.get()).isEqualTo(4096);
        });
    }

    @Test
    void aLateCallbackAgainstThePollerIsCalledOnceOrNever() throws Exception {
        AtomicInteger called = new AtomicInteger();
        together(ROUNDS, round -> io.aioRead(fd, 0, buffer(16)).cb(count -> called.incrementAndGet()));
        io.flush();
        assertThat(called.get()).isBetween(1, ROUNDS);
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void awaitAgainstCancelAgainstThePoller() throws Exception {
        AtomicReference<AioRequest<Integer>> shared = new AtomicReference<>();
        together(ROUNDS, round -> {
            AioRequest<Integer> request = io.aioOpen(path, O_RDONLY, 0);
            shared.set(request);
            try {
                io.aioClose(request.await());
            } catch (CancellationException e) {
                assertThat(request.isCancelled()).isTrue();
            }
        }, round -> {
            AioRequest<Integer> request = shared.getAndSet(null);
            if (request != null) {
                request.cancel();
            }
        });
    }

    @Test
    void aGroupAgainstAwaitAgainstThePoller() throws Exception {
        AtomicReference<AioRequest<Long>> shared = new AtomicReference<>();
        AtomicInteger done = new AtomicInteger();
        together(ROUNDS / 4, round -> {
            AioRequest<Long> request = io.aioRead(fd, 0, buffer(16));
            AioRequest<Void> keeps = io.aioNop();
            shared.set(request);
            AioGroup group = io.aioGroup(result -> done.incrementAndGet());
            try {
                group.add(keeps);
                group.add(request);
            } catch (IllegalStateException e) {
                // it was done already
            }
        }, round -> {
            AioRequest<Long> request = shared.getAndSet(null);
            if (request != null) {
                request.await();
                request.cancel();
            }
        });
        io.flush();
        assertThat(done.get()).isEqualTo(ROUNDS / 4);
    }

    @Test
    void noWakeUpIsLost() throws Exception {
        int inFlight = 3;
        Semaphore permits = new Semaphore(inFlight);
        io.maxPollReqs(1);
        try (AioSelectable channel = AioSelectable.open(io); Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            io.pollFileno();
            Thread submits = new Thread(() -> {
                for (int i = 0; i < 2 * ROUNDS; i++) {
                    permits.acquireUninterruptibly();
                    io.aioRead(fd, 0, buffer(16), count -> permits.release());
                }
            });
            submits.start();
            try {
                while (submits.isAlive() || io.nreqs() > 0) {
                    boolean readable = selector.select(10_000) > 0;
                    assertThat(readable || io.nreqs() == 0).as("told of %d pending requests", io.npending()).isTrue();
                    selector.selectedKeys().clear();
                    io.pollCb();
                }
            } finally {
                permits.release(ROUNDS * 2);
                submits.join();
            }
        }
    }

    @Test
    void closingThePoolAgainstSubmitting() throws Exception {
        for (int round = 0; round < 300; round++) {
            IoAio pool = IoAio.create();
            CyclicBarrier start = new CyclicBarrier(3);
            AtomicInteger calledBack = new AtomicInteger();
            AtomicInteger submitted = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Thread thread = new Thread(() -> {
                    ByteBuffer data = buffer(16);
                    try {
                        start.await();
                        for (;;) {
                            pool.aioRead(fd, 0, data, count -> calledBack.incrementAndGet());
                            submitted.incrementAndGet();
                        }
                    } catch (IllegalStateException e) {
                        // closed
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            start.await();
            pool.close();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(calledBack.get()).isEqualTo(submitted.get());
        }
    }

    @Test
    void reinitAgainstSubmitting() throws Exception {
        boolean[] ended = {false};
        Thread submits = new Thread(() -> {
            ByteBuffer data = buffer(4096);
            while (!ended[0]) {
                try {
                    assertThat(io.aioRead(fd, 0, data.clear()).await()).isEqualTo(4096);
                    assertThat(io.aioStat(path).await().size()).isEqualTo(8192);
                } catch (IllegalStateException e) {
                    // abandoned, or made on the pool that was
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        submits.start();
        for (int i = 0; i < 200; i++) {
            io.reinit();
        }
        ended[0] = true;
        submits.join();
        Threads.joinReinits();
    }
}
