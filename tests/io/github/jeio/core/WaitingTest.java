package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jeio.AioException;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.nio.AioSelectable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waiting never depends on somebody else's polling, whoever owns the pool. */
class WaitingTest extends CoreTest {

    /** How a pool comes to be another thread's, that lives and does not poll any more. */
    enum Taken {
        POLL {
            @Override
            void by(IoAio io) {
                io.poll();
            }
        },
        FILENO {
            @Override
            void by(IoAio io) {
                io.pollFileno();
            }
        },
        FLUSH {
            @Override
            void by(IoAio io) {
                io.flush();
            }
        },
        SELECTABLE {
            @Override
            void by(IoAio io) throws Exception {
                AioSelectable.open(io).close();
            }
        };

        abstract void by(IoAio io) throws Exception;
    }

    private final CountDownLatch end = new CountDownLatch(1);

    /** A thread that owns the pool, and does nothing until {@link #end}. */
    private Running<Void> owner(Taken taken) throws Exception {
        CountDownLatch owns = new CountDownLatch(1);
        Running<Void> owner = start(() -> {
            taken.by(io);
            owns.countDown();
            end.await();
            return null;
        });
        owns.await();
        return owner;
    }

    @ParameterizedTest
    @EnumSource
    void everyWayToWaitEndsThoughTheOwnerPollsNoMore(Taken taken) throws Exception {
        Running<Void> owner = owner(taken);
        try {
            io.inlineCached(false);
            assertThat(io.aioMkdir(path("a"), 0755).await()).isZero();
            assertThat(io.aioMkdir(path("b"), 0755).await(Duration.ofMinutes(1))).isZero();
            assertThat(io.aioMkdir(path("c"), 0755).future().get()).isZero();
            assertThat(io.aioMkdir(path("d"), 0755).future().get(1, TimeUnit.MINUTES)).isZero();
            assertThat(io.aioMkdir(path("e"), 0755).future().join()).isZero();
            assertThat(io.aioStat(path("e")).future().join().isDirectory()).isTrue();
            int fd = io.aioOpen(file("f", "five5"), O_RDONLY, 0).await();
            assertThat(io.aioRead(fd, 0, ByteBuffer.allocate(10)).await()).isEqualTo(5);
            io.aioClose(fd).await();
        } finally {
            end.countDown();
            owner.get();
        }
    }

    @Test
    void theNaturalOrderOfAFirstProgramWorks() throws Exception {
        io.pollFileno();
        assertThat(io.aioLoad(file("f", "five5")).await().remaining()).isEqualTo(5);
        try (AioSelectable selectable = AioSelectable.open(io)) {
            assertThat(selectable.isOpen()).isTrue();
            assertThat(io.aioLoad(path("f")).future().join().remaining()).isEqualTo(5);
        }
    }

    @Test
    void whatHasACallbackIsLeftToTheOwnerAndIsStillPending() throws Exception {
        List<Thread> callers = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch owns = new CountDownLatch(1);
        Running<Integer> owner = start(() -> {
            io.pollCb();
            owns.countDown();
            go.await();
            return io.pollCb();
        });
        owns.await();
        AioRequest<Void> told = io.aioNop(() -> callers.add(Thread.currentThread()));
        awaitPending(io, 1);
        io.aioBusy(0.001).await();
        assertThat(callers).isEmpty();
        assertThat(told.isDone()).isFalse();
        assertThat(io.nreqs()).isOne();
        assertThat(io.npending()).isOne();
        go.countDown();
        assertThat(owner.get()).isZero();
        assertThat(callers).containsExactly(owner.thread());
    }

    @Test
    void theDescriptorIsReadableExactlyForWhatWaitersHaveLeft() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        assertThat(readable(io)).isFalse();
        Running<Void> waiter = start(() -> {
            io.aioBusy(0.001).await();
            return null;
        });
        waiter.get();
        until(() -> !readable(io));
        io.aioNop(called::countDown);
        awaitReadable(io);
        start(() -> {
            io.aioBusy(0.001).await();
            return null;
        }).get();
        awaitReadable(io);
        assertThat(called.getCount()).isOne();
        assertThat(io.pollCb()).isZero();
        assertThat(called.getCount()).isZero();
        assertThat(readable(io)).isFalse();
    }

    @Test
    void whoWaitsGoesOnWhileTheOwnerIsInACallback() throws Exception {
        Pause pause = new Pause();
        io.aioNop(pause);
        Running<Void> owner = start(() -> {
            io.poll();
            return null;
        });
        try (pause) {
            pause.await();
            assertThat(io.aioMkdir(path("d"), 0755).await()).isZero();
            assertThat(io.aioMkdir(path("e"), 0755).future().join()).isZero();
        }
        owner.get();
    }

    @Test
    void virtualThreadsWaitThoughTheOwnerPollsNoMore() throws Exception {
        ExecutorService executor = virtualThreads();
        Running<Void> owner = owner(Taken.POLL);
        try {
            List<java.util.concurrent.Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                all.add(executor.submit(() -> io.aioNop().await()));
            }
            for (java.util.concurrent.Future<Void> one : all) {
                one.get();
            }
        } finally {
            end.countDown();
            owner.get();
            executor.shutdown();
        }
    }

    // the thread that polls

    @Test
    void theOwnersWaitPollsForAStageToo() {
        io.pollFileno();
        List<Object> order = new ArrayList<>();
        io.aioNop(() -> order.add("callback"));
        CompletableFuture<String> stage = io.aioMkdir(path("d"), 0755).future().thenApply(status -> {
            order.add(Thread.currentThread());
            return "stage";
        });
        assertThat(stage.join()).isEqualTo("stage");
        io.flush();
        assertThat(order).containsExactlyInAnyOrder("callback", Thread.currentThread());
    }

    @Test
    void whatACallbackThrowsComesOutOfTheOwnersWaitAndTheRequestCanBeAwaitedAgain() throws Exception {
        io.maxParallel(1);
        io.pollFileno();
        io.aioNop(() -> {
            throw new UnsupportedOperationException("a callback's");
        });
        AioRequest<Long> mkdir = io.aioMkdir(path("d"), 0755);
        Throwable thrown = catchThrowable(() -> {
            mkdir.await();
            io.flush(); // where the mkdir was over before this thread had its turn
        });
        assertThat(thrown).isInstanceOf(UnsupportedOperationException.class);
        assertThat(mkdir.await()).isZero();
    }

    @Test
    void theOwnersWaitForAGroupPolls() throws Exception {
        io.pollFileno();
        AioGroup group = io.aioGroup();
        group.add(io.aioStat(dir.toString(), st -> group.result(st.isDirectory())));
        assertThat(group.await()).containsExactly(true);
    }

    // inside a callback, a feeder, a stage

    private static void waits(IoAio io, List<Throwable> thrown) {
        thrown.add(catchThrowable(() -> io.aioNop().await()));
        thrown.add(catchThrowable(() -> io.aioNop().await(Duration.ofSeconds(1))));
        thrown.add(catchThrowable(() -> io.aioNop().future().join()));
        thrown.add(catchThrowable(() -> io.aioNop().future().get()));
        thrown.add(catchThrowable(() -> io.aioNop().future().get(1, TimeUnit.SECONDS)));
        thrown.add(catchThrowable(() -> io.aioNop().future().thenRun(() -> { }).join()));
        thrown.add(catchThrowable(() -> io.aioGroup().await()));
    }

    @Test
    void insideCallbacksFeedersAndStagesNothingIsWaitedForThatIsNotThere() {
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        io.aioNop(() -> waits(io, thrown));
        io.aioGroup(results -> waits(io, thrown));
        io.aioGroup().feed(group -> waits(io, thrown));
        io.flush();
        CompletableFuture<Void> stage = io.aioMkdir(path("d"), 0755).future().thenRun(() -> waits(io, thrown));
        io.flush();
        assertThat(stage).isCompleted();
        assertThat(thrown).hasSize(28).allSatisfy(e -> assertThat(e).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("callback"));
        io.flush();
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void insideADaemonsStageTooAndThePoolWorksOn() throws Exception {
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        io.aioMkdir(path("d"), 0755).future().thenRun(() -> waits(io, thrown)).join();
        assertThat(thrown).hasSize(7).allMatch(IllegalStateException.class::isInstance);
        assertThat(io.aioNop().await()).isNull();
    }

    @Test
    void insideACallbackWhatIsThereIsGiven() throws Exception {
        io.pollFileno();
        io.inlineCached(false);
        AioRequest<Long> before = io.aioMkdir(path("d"), 0755);
        assertThat(before.await()).isZero();
        List<Object> got = new ArrayList<>();
        List<AioRequest<Long>> own = new ArrayList<>();
        own.add(io.aioMkdir(path("e"), 0755, status -> {
            try {
                got.add(before.await());
                got.add(before.future().join());
                got.add(own.get(0).await());
                got.add(own.get(0).future().get());
                got.add(own.get(0).future().join());
                got.add(own.get(0).future().get(1, TimeUnit.SECONDS));
            } catch (Exception e) {
                got.add(e);
            }
        }));
        io.flush();
        assertThat(got).containsExactly(0L, 0L, 0L, 0L, 0L, 0L);
    }

    // ownership

    @Test
    void ownershipEndsWithTheThreadAndStagesRunOnTheDaemon() throws Exception {
        Running<Integer> owner = start(io::pollCb);
        owner.get();
        owner.thread().join();
        Thread caller = io.aioMkdir(path("d"), 0755).future().thenApply(status -> Thread.currentThread()).join();
        assertThat(caller.getName()).isEqualTo("jeio-poll");
    }

    @Test
    void whoWaitsForWhatTheOwnerHasLeftIsServedWhenTheOwnerEnds() throws Exception {
        Running<Void> owner = owner(Taken.POLL);
        Running<Void> waiter = start(() -> io.aioNop(() -> { }).await());
        waiter.awaitBlocked();
        end.countDown();
        owner.get();
        assertThat(waiter.get()).isNull();
    }

    @Test
    void aWaiterGoesOnWhenTheApplicationBeginsToPoll() throws Exception {
        Stall stall = stallOne();
        AioRequest<Long> mkdir = io.aioMkdir(path("d"), 0755);
        Running<Long> waiter = start(mkdir::await);
        waiter.awaitBlocked();
        io.pollFileno();
        stall.release();
        assertThat(waiter.get()).isZero();
    }

    // time and errno

    @Test
    void awaitEndsWithETIMEDOUTAndTheRequestGoesOn() throws Exception {
        Stall stall = stallOne();
        AioRequest<Long> mkdir = io.aioMkdir(path("d"), 0755);
        for (Duration none : List.of(Duration.ofMillis(1), Duration.ofMillis(150), Duration.ZERO, Duration.ofSeconds(-1))) {
            AioException e = catchThrowableOfType(AioException.class, () -> mkdir.await(none));
            assertThat(e.errno()).isEqualTo(Errno.ETIMEDOUT);
            assertThat(e).hasMessageContaining("mkdir").hasMessageContaining(path("d"));
            assertThat(IoAio.errno()).isEqualTo(Errno.ETIMEDOUT);
        }
        assertThatThrownBy(() -> mkdir.future().get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(mkdir.isDone()).isFalse();
        assertThatThrownBy(() -> mkdir.await(null)).isInstanceOf(NullPointerException.class);
        stall.release();
        assertThat(mkdir.await(Duration.ofSeconds(Long.MAX_VALUE))).isZero();
        assertThat(mkdir.await(Duration.ZERO)).as("what is done").isZero();
    }

    @Test
    void errnoAfterAFailedAwaitIsTheRequests() {
        String file = file("f", "");
        for (boolean inline : new boolean[] {true, false}) {
            io.inlineCached(inline);
            assertThatThrownBy(() -> io.aioStat(path("missing")).await()).isInstanceOf(AioException.class);
            assertThat(IoAio.errno()).isEqualTo(Errno.ENOENT);
            assertThatThrownBy(() -> io.aioRmdir(file).await()).isInstanceOf(AioException.class);
            assertThat(IoAio.errno()).isEqualTo(Errno.ENOTDIR);
        }
    }

    // the callback comes first

    @Test
    void aCallbackHasRunBeforeItsAwaitReturnsAndBeforeItsStagesRun() throws Exception {
        for (int i = 0; i < 300; i++) {
            boolean[] called = new boolean[1];
            AioRequest<Void> nop = io.aioNop(() -> called[0] = true);
            CompletableFuture<Boolean> stage = nop.future().thenApply(value -> called[0]);
            nop.await();
            assertThat(called[0]).isTrue();
            assertThat(stage.join()).isTrue();
            AioGroup group = io.aioGroup(results -> called[0] = false);
            group.add(io.aioNop());
            stage = group.future().thenApply(results -> !called[0]);
            group.await();
            assertThat(called[0]).isFalse();
            assertThat(stage.join()).isTrue();
        }
    }

    @Test
    void aCompositesCallbackHasRunBeforeItsAwaitReturns() throws Exception {
        for (int i = 0; i < 50; i++) {
            boolean[] called = new boolean[1];
            io.aioMkdirs(path("a/b/c"), 0755).await();
            io.aioRmtree(path("a"), status -> called[0] = status == 0).await();
            assertThat(called[0]).isTrue();
        }
    }

    @Test
    void closeMakesTheCallerTheOneThatPolls() throws Exception {
        List<Thread> callers = Collections.synchronizedList(new ArrayList<>());
        try (IoAio other = IoAio.create()) {
            other.aioNop().await();
            other.maxParallel(0);
            other.aioNop(() -> callers.add(Thread.currentThread()));
        }
        assertThat(callers).containsExactly(Thread.currentThread());
    }

    @Test
    void pollWaitMakesTheCallerTheOneThatPolls() throws Exception {
        io.aioNop().await();
        List<Thread> callers = new ArrayList<>();
        io.pollWait();
        for (int i = 0; i < 100; i++) {
            io.aioNop(() -> callers.add(Thread.currentThread()));
        }
        while (io.nreqs() > 0) {
            io.pollWait();
            io.pollCb();
        }
        assertThat(callers).hasSize(100).containsOnly(Thread.currentThread());
    }

    @Test
    void pollCbInACallbackOfTheDaemonIsStillRefused() throws Exception {
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        io.aioNop(() -> thrown.add(catchThrowable(io::pollCb))).await();
        assertThat(thrown).singleElement().isInstanceOf(IllegalStateException.class);
        assertThatIllegalStateException().isThrownBy(() -> {
            throw thrown.get(0);
        });
    }

    /** Nobody needs the thread any more that takes results for those who wait while the owner does something else. */
    @Test
    void theThreadThatTakesResultsForOthersEndsWithTheLastOfThem() throws Exception {
        Running<Void> owner = owner(Taken.POLL);
        io.inlineCached(false);
        io.aioStat("/").await();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("jeio-wait")) {
                thread.join(TimeUnit.MINUTES.toMillis(1));
                assertThat(thread.isAlive()).isFalse();
            }
        }
        end.countDown();
        owner.get();
    }
}
