package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A thread waits until nothing is outstanding, and another one, which waits for the last request, takes up its result just as the first
 * is about to sleep: no result will come any more that could wake it.
 */
class LastResultTest extends PoolTest {

    private static final int ROUNDS = 2000;
    private static final int POOLS = 200;
    private static final int TOO_LONG = 20;

    private final CyclicBarrier both = new CyclicBarrier(2);
    private ExecutorService other;

    @BeforeEach
    void startThread() {
        other = Executors.newSingleThreadExecutor();
        io.pollCb(); // this thread polls, and no daemon
    }

    @AfterEach
    void endThread() {
        other.shutdownNow();
    }

    /** In each round the other thread runs {@code waits} while this one runs {@code ends}. */
    private void rounds(Callable<?> waits, Runnable ends) throws Exception {
        Future<?> waiter = other.submit(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                both.await();
                waits.call();
                wakeIfNotBack();
            }
            return null;
        });
        for (int round = 0; round < ROUNDS; round++) {
            both.await();
            pause(round);
            ends.run();
            both.await();
        }
        waiter.get();
    }

    /** By the other thread: lets the test fail and end, if the first thread sleeps for ever. */
    private void wakeIfNotBack() throws Exception {
        try {
            both.await(TOO_LONG, TimeUnit.SECONDS);
        } finally {
            if (both.isBroken()) {
                io.maxOutstanding(0);
                io.aioNop(() -> { });
            }
        }
    }

    /** A different moment each time. */
    private static void pause(int round) {
        for (int i = round % 97; i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    @Test
    void flushReturns() throws Exception {
        rounds(() -> io.aioBusy(0).await(), io::flush);
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void pollWaitReturns() throws Exception {
        rounds(() -> io.aioBusy(0).await(), io::pollWait);
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void aPollThatWaitsForFewerRequestsReturns() throws Exception {
        io.maxOutstanding(1);
        rounds(() -> {
            io.aioBusy(0);
            return io.aioBusy(0).await();
        }, io::pollCb);
        io.flush();
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void closeReturns() throws Exception {
        Thread closer = Thread.currentThread();
        for (int round = 0; round < POOLS; round++) {
            IoAio pool = IoAio.create();
            pool.pollCb();
            Future<?> waiter = other.submit(() -> {
                both.await();
                try {
                    pool.aioBusy(0).await();
                    pool.aioBusy(0).await();
                } catch (IllegalStateException e) {
                    // it was closed before
                }
                return interruptIfNotBack(closer);
            });
            both.await();
            pause(round);
            pool.close();
            both.await();
            waiter.get();
        }
    }

    /** A thread waits for a stage that nobody completes before the pool is closed: it must not keep the pool open. */
    @Test
    void closeReturnsWhileSomebodyWaitsForAStage() throws Exception {
        for (int round = 0; round < POOLS; round++) {
            IoAio pool = IoAio.create();
            pool.pollCb();
            CompletableFuture<Void> last = new CompletableFuture<Void>().completeOnTimeout(null, TOO_LONG, TimeUnit.SECONDS);
            CompletableFuture<Void> stage = pool.aioNop().future().thenCompose(nothing -> last);
            pool.flush();
            Future<?> waiter = other.submit(() -> {
                both.await();
                return stage.get();
            });
            both.await();
            pause(10 * round);
            pool.close();
            assertThat(last.complete(null)).as("the pool was closed before the stage was complete").isTrue();
            waiter.get();
        }
    }

    private Void interruptIfNotBack(Thread closer) throws Exception {
        try {
            both.await(TOO_LONG, TimeUnit.SECONDS);
        } finally {
            if (both.isBroken()) {
                closer.interrupt();
            }
        }
        return null;
    }
}
