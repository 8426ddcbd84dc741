package io.github.jeio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jeio.internal.Op;
import io.github.jeio.support.PoolTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads that make requests while others are making as many as a pool can have made at once. */
class CallsTest extends PoolTest {

    private static final int WAITING = 200;

    private Pool pool;
    private final List<Future<?>> owners = new ArrayList<>();
    private final ReentrantLock stop = new ReentrantLock();

    @BeforeEach
    void usePool() {
        pool = io.pool();
    }

    private void call() {
        pool.abandon(pool.begin(Op.NOP));
    }

    /** Every call has an owner that needs the lock to go on, which this thread has. */
    private void takeAll(ExecutorService executor) throws Exception {
        stop.lock();
        CountDownLatch begun = new CountDownLatch(Calls.COUNT);
        for (int i = 0; i < Calls.COUNT; i++) {
            owners.add(executor.submit(() -> {
                Call call = pool.begin(Op.NOP);
                begun.countDown();
                stop.lock();
                pool.abandon(call);
                stop.unlock();
            }));
        }
        begun.await();
    }

    private void awaitAll(List<Future<?>> all) throws Exception {
        for (Future<?> one : all) {
            one.get();
        }
    }

    /** Those that wait must not keep the carriers from those that they wait for. */
    @Test
    void virtualThreadsGetTheirTurnHoweverManyWait() throws Exception {
        ExecutorService executor = virtualThreads();
        takeAll(executor);
        CountDownLatch begun = new CountDownLatch(WAITING);
        List<Future<?>> waiting = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            waiting.add(executor.submit(() -> {
                begun.countDown();
                call();
            }));
        }
        begun.await();
        stop.unlock();
        awaitAll(owners);
        awaitAll(waiting);
        executor.shutdown();
    }

    private List<Thread> startWaiting(int count, Runnable what) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(what);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        return threads;
    }

    @Test
    void whoWaitsSleepsUntilItsTurn() throws Exception {
        ExecutorService executor = Executors.newCachedThreadPool();
        takeAll(executor);
        List<Thread> threads = startWaiting(WAITING, this::call);
        stop.unlock();
        awaitAll(owners);
        for (Thread thread : threads) {
            thread.join();
        }
        executor.shutdown();
    }

    @Test
    void anInterruptIsKeptForTheCaller() throws Exception {
        ExecutorService executor = Executors.newCachedThreadPool();
        takeAll(executor);
        List<Boolean> interrupted = new ArrayList<>();
        Thread thread = startWaiting(1, () -> {
            call();
            interrupted.add(Thread.interrupted());
        }).get(0);
        thread.interrupt();
        while (thread.isInterrupted()) { // it sleeps on
            Thread.onSpinWait();
        }
        assertThat(thread.isAlive()).isTrue();
        stop.unlock();
        thread.join();
        awaitAll(owners);
        assertThat(interrupted).containsExactly(true);
        executor.shutdown();
    }

    @Test
    void whoWaitsWhenThePoolIsClosedIsRefused() throws Exception {
        IoAio other = IoAio.create();
        pool = other.pool();
        ExecutorService executor = Executors.newCachedThreadPool();
        takeAll(executor);
        List<Throwable> thrown = new ArrayList<>();
        List<Thread> threads = startWaiting(1, () -> {
            try {
                call();
            } catch (Throwable e) {
                thrown.add(e);
            }
        });
        Future<?> closing = executor.submit(other::close);
        while (!pool.isClosed()) {
            Thread.onSpinWait();
        }
        assertThat(closing.isDone()).isFalse();
        stop.unlock();
        closing.get();
        threads.get(0).join();
        awaitAll(owners);
        assertThatIllegalStateException().isThrownBy(() -> {
            throw thrown.get(0);
        }).withMessageContaining("closed");
        executor.shutdown();
    }
}
