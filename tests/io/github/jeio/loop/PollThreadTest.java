package io.github.jeio.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioConstants;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.support.Fifos;
import io.github.jeio.support.Meeting;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Threads;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thread that waits, and an executor that calls back. */
class PollThreadTest extends PoolTest {

    private final Queue<Throwable> errors = new LinkedBlockingQueue<>();
    private IoAio polled;
    private ExecutorService executor;
    private Thread loop;

    @BeforeEach
    void aLoop() throws Exception {
        polled = IoAio.create();
        executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "loop"));
        loop = executor.submit(Thread::currentThread).get();
    }

    @AfterEach
    void end() throws Exception {
        polled.close();
        executor.shutdown();
        assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private PollThread start() {
        PollThread thread = new PollThread(polled, executor, errors::add);
        thread.start();
        return thread;
    }

    @Test
    void everyCallbackRunsInTheExecutor() throws Exception {
        PollThread thread = start();
        List<Thread> others = new CopyOnWriteArrayList<>();
        int each = 5_000;
        CountDownLatch done = new CountDownLatch(4 * each);
        String path = file("f", "12345");

        for (int i = 0; i < 4; i++) {
            new Thread(() -> {
                for (int n = 0; n < each; n++) {
                    polled.aioStat(path, st -> {
                        if (Thread.currentThread() != loop || st.size() != 5) {
                            others.add(Thread.currentThread());
                        }
                        done.countDown();
                    });
                }
            }).start();
        }

        done.await();
        assertThat(others).isEmpty();
        assertThat(thread.isAlive()).isTrue();
        assertThat(errors).isEmpty();
    }

    @Test
    void aChainGoesOnInTheLoop() throws Exception {
        start();
        CompletableFuture<Integer> steps = new CompletableFuture<>();
        String path = file("f", "12345");

        executor.execute(() -> step(path, 20_000, steps));

        assertThat(steps.get()).isZero();
    }

    private void step(String path, int left, CompletableFuture<Integer> steps) {
        if (left == 0) {
            steps.complete(left);
        } else {
            polled.aioStat(path, st -> step(path, left - 1, steps));
        }
    }

    @Test
    void anExceptionGoesToTheHandlerAndTheNextCallbackRuns() throws Exception {
        start();
        CountDownLatch done = new CountDownLatch(2);
        IllegalStateException first = new IllegalStateException("of a callback");
        StackOverflowError second = new StackOverflowError("of another");

        polled.aioNop(() -> {
            throw first;
        });
        polled.aioNop(() -> {
            done.countDown();
            throw second;
        });
        polled.aioNop(done::countDown);

        done.await();
        polled.flush();
        executor.submit(() -> { }).get();
        assertThat(errors).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void aHandlerThatThrowsEndsNothing() throws Exception {
        new PollThread(polled, executor, error -> {
            throw new IllegalStateException("of the handler");
        }).start();
        CountDownLatch done = new CountDownLatch(1);

        polled.aioNop(() -> {
            throw new IllegalStateException("of a callback");
        });
        polled.aioNop(done::countDown);

        done.await();
    }

    @Test
    void isADaemonUnlessItIsToldOtherwise() {
        PollThread daemon = new PollThread(polled, executor);
        assertThat(daemon.isDaemon()).isTrue();
        daemon.setDaemon(false);
        daemon.start();
        assertThat(daemon.isDaemon()).isFalse();
    }

    @Test
    void endsWithThePool() throws Exception {
        PollThread thread = start();
        AtomicBoolean called = new AtomicBoolean();
        polled.aioBusy(0.05, () -> called.set(true));

        polled.close();

        thread.join();
        assertThat(called).isTrue();
        assertThat(errors).isEmpty();
    }

    @Test
    void leavesThePoolToSomebodyElse() throws Exception {
        PollThread thread = start();
        CountDownLatch first = new CountDownLatch(1);
        polled.aioNop(first::countDown);
        first.await();

        thread.close();
        thread.close();
        thread.join();

        AtomicReference<Thread> called = new AtomicReference<>();
        CountDownLatch second = new CountDownLatch(1);
        new PollThread(polled, Runnable::run, errors::add).start();
        polled.aioNop(() -> {
            called.set(Thread.currentThread());
            second.countDown();
        });
        second.await();
        assertThat(called.get()).isInstanceOf(PollThread.class).isNotSameAs(thread);
    }

    @Test
    void endsFromInsideACallback() throws Exception {
        PollThread thread = start();

        polled.aioNop(thread::close);

        thread.join();
    }

    @Test
    void anInterruptEndsNothing() throws Exception {
        PollThread thread = start();
        thread.interrupt();
        CountDownLatch done = new CountDownLatch(1);
        polled.aioNop(() -> {
            thread.interrupt();
            polled.aioNop(done::countDown);
        });
        done.await();
    }

    /** The results wait for an executor that is full. */
    @Test
    void asksAgainWhereTheExecutorRefuses() throws Exception {
        AtomicInteger refusals = new AtomicInteger();
        new PollThread(polled, task -> {
            if (refusals.getAndIncrement() < 3) {
                throw new RejectedExecutionException("full");
            }
            executor.execute(task);
        }, errors::add).start();
        CountDownLatch done = new CountDownLatch(1);

        polled.aioNop(done::countDown);

        done.await();
        assertThat(errors).singleElement().isInstanceOf(RejectedExecutionException.class);
    }

    /** As on Swing: who closes the pool is the thread that would have to run the task. */
    @Test
    void thePoolMayBeClosedInTheLoop() throws Exception {
        Queue<Runnable> tasks = new LinkedBlockingQueue<>();
        PollThread thread = new PollThread(polled, tasks::add, errors::add);
        thread.start();
        AtomicInteger called = new AtomicInteger();
        polled.aioNop(called::incrementAndGet);
        while (tasks.isEmpty()) {
            Thread.onSpinWait(); // the thread's task is with the loop, and never begins before the pool is closed
        }

        polled.close();

        thread.join();
        new ArrayDeque<>(tasks).forEach(Runnable::run);
        assertThat(called).hasValue(1);
        assertThat(errors).isEmpty();
    }

    @Test
    void errnoIsThereForTheCallback() throws Exception {
        start();
        CompletableFuture<Integer> errno = new CompletableFuture<>();
        polled.aioStat(path("nothing"), st -> errno.complete(IoAio.errno()));
        assertThat(errno.get()).isEqualTo(Errno.ENOENT);
    }

    @Test
    void badArgumentsThrow() {
        assertThatThrownBy(() -> new PollThread(null, executor)).isInstanceOf(NullPointerException.class).hasMessage("io");
        assertThatThrownBy(() -> new PollThread(polled, null)).isInstanceOf(NullPointerException.class).hasMessage("executor");
        assertThatThrownBy(() -> new PollThread(polled, executor, null)).isInstanceOf(NullPointerException.class).hasMessage("handler");
        polled.close();
        assertThatThrownBy(() -> new PollThread(polled, executor)).isInstanceOf(IllegalStateException.class);
    }

    /** A thread is about to poll as another one ends the task: the pool is nobody's then, whichever comes first, and not that thread's. */
    @Test
    void aPoolThatWasLeftIsNobodys() {
        AtomicReference<PollTask> task = new AtomicReference<>();
        Meeting.meet(5_000, round -> task.set(new PollTask(polled, errors::add, () -> { })), round -> task.get().run(), round -> task.get().end(),
                round -> CompletableFuture.supplyAsync(() -> polled.aioNop(() -> { }).future().join()).get(1, TimeUnit.MINUTES));
        assertThat(errors).isEmpty();
    }

    /** It goes on with what has come in the abandoned one's place, whose last request still executes. */
    @Test
    void goesOnWhileAnotherThreadBeginsAnew() throws Exception {
        run("mkfifo", path("fifo"));
        AtomicReference<Runnable> last = new AtomicReference<>();
        PollThread thread = new PollThread(polled, task -> executor.execute(() -> {
            last.set(task);
            task.run();
        }), errors::add);
        thread.start();
        CountDownLatch first = new CountDownLatch(1);
        polled.aioNop(first::countDown);
        first.await();
        polled.aioOpen(path("fifo"), AioConstants.O_WRONLY, 0, fd -> errors.add(new AssertionError("called back")));
        while (!Threads.waits(thread)) {
            Thread.onSpinWait();
        }
        Thread other = new Thread(polled::reinit);
        try {
            Object descriptor = PoolAccess.pool(polled).descriptor;
            synchronized (descriptor) {
                other.start();
                while (other.getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait();
                }
                executor.submit(last.get()).get(); // while the other thread is at it
            }
            other.join();
            CountDownLatch second = new CountDownLatch(1);
            polled.aioNop(second::countDown);
            assertThat(second.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(errors).isEmpty();
        } finally {
            Fifos.open(dir).close();
            Threads.joinReinits();
        }
    }

    /** The second thread finds nothing that is to be run before the pool is closed, as the first one is just at it. */
    @Test
    void twoThreadsCloseThePool() throws Exception {
        AtomicReference<PollTask> task = new AtomicReference<>();
        AtomicBoolean told = new AtomicBoolean();
        polled.onClose(() -> {
            CompletableFuture.runAsync(polled::close, other -> new Thread(other).start()).join();
            try {
                executor.submit(task.get()).get();
            } catch (Exception e) {
                errors.add(e);
            }
        });
        task.set(new PollTask(polled, errors::add, () -> told.set(true)));
        polled.close();
        assertThat(told).isTrue();
        assertThat(errors).isEmpty();
    }
}
