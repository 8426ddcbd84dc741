package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioException;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.Errno;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two ways to wait for a request: {@code await()} and {@code future()}, with and without somebody who polls. */
class FutureAwaitTest extends CoreTest {

    /** How a value is waited for. */
    enum Way {
        AWAIT {
            @Override
            <T> T get(AioRequest<T> request) throws AioException {
                return request.await();
            }
        },
        FUTURE {
            @Override
            <T> T get(AioRequest<T> request) throws AioException {
                try {
                    return request.future().join();
                } catch (CompletionException e) {
                    throw (AioException) e.getCause();
                }
            }
        };

        abstract <T> T get(AioRequest<T> request) throws AioException;
    }

    private int others;

    @BeforeEach
    void otherPoolsDaemons() {
        others = daemons().size();
    }

    /** The platform threads that poll pools which nobody else polls. */
    private static List<Thread> daemons() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("jeio-poll")).toList();
    }

    private int ownDaemons() {
        return daemons().size() - others;
    }

    // every kind

    @ParameterizedTest
    @EnumSource
    void givesACount(Way way) throws Exception {
        int fd = io.aioOpen(file("f", "five5"), O_RDONLY, 0).await();
        assertThat(way.get(io.aioRead(fd, 0, ByteBuffer.allocateDirect(10)))).isEqualTo(5L);
        assertThat(way.get(io.aioClose(fd))).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void givesADescriptor(Way way) throws Exception {
        int fd = way.get(io.aioOpen(file("f", ""), O_RDONLY, 0));
        assertThat(run("readlink", "/proc/" + ProcessHandle.current().pid() + "/fd/" + fd)).isEqualTo(path("f"));
        io.aioClose(fd).await();
    }

    @ParameterizedTest
    @EnumSource
    void givesAnObject(Way way) throws Exception {
        assertThat(way.get(io.aioStat(file("f", "five5"))).size()).isEqualTo(5);
        assertThat(way.get(io.aioReaddir(dir.toString()))).containsExactly("f");
    }

    @ParameterizedTest
    @EnumSource
    void givesNull(Way way) throws Exception {
        assertThat(way.get(io.aioNop())).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void givesAGroupsResults(Way way) throws Exception {
        AioGroup group = io.aioGroup();
        group.add(io.aioStat(dir.toString(), st -> group.result("seen", st.isDirectory())));
        assertThat(way.get(group)).containsExactly("seen", true);
        assertThat(way.get(io.aioGroup())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void failsWithCallPathAndErrno(Way way) {
        String missing = path("missing");
        List<Function<Integer, AioRequest<?>>> calls = List.of(i -> io.aioUnlink(missing), i -> io.aioOpen(missing, O_RDONLY, 0),
                i -> io.aioReaddir(missing));
        List<String> names = new ArrayList<>();
        for (Function<Integer, AioRequest<?>> call : calls) {
            AioException e = catchThrowableOfType(AioException.class, () -> way.get(call.apply(0)));
            assertThat(e.errno()).isEqualTo(Errno.ENOENT);
            assertThat(e.getFile()).isEqualTo(missing);
            assertThat(e).hasMessageContaining("ENOENT").hasMessageContaining(missing).hasMessageContaining(e.call());
            names.add(e.call());
        }
        assertThat(names).containsExactly("unlink", "open", "readdir");
    }

    @ParameterizedTest
    @EnumSource
    void failsWhereTheRequestIsCancelled(Way way) throws Exception {
        stallOne();
        AioRequest<Void> nop = io.aioNop();
        Running<Throwable> waiting = start(() -> catchThrowable(() -> way.get(nop)));
        waiting.awaitBlocked();
        nop.cancel();
        assertThat(waiting.get()).isInstanceOf(CancellationException.class);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> way.get(nop));
    }

    @ParameterizedTest
    @EnumSource
    void canBeAskedAgain(Way way) throws Exception {
        AioRequest<AioStat> stat = io.aioStat(file("f", "five5"));
        for (int i = 0; i < 3; i++) {
            assertThat(way.get(stat).size()).isEqualTo(5);
        }
        AioRequest<Long> unlink = io.aioUnlink(path("missing"));
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(AioException.class).isThrownBy(() -> way.get(unlink));
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsTheCallbackToo(Way way) throws Exception {
        List<Long> called = Collections.synchronizedList(new ArrayList<>());
        AioGroup all = io.aioGroup();
        AioRequest<Long> mkdir = all.add(io.aioMkdir(path("d"), 0755, called::add));
        assertThat(way.get(mkdir)).isZero();
        way.get(all);
        assertThat(called).containsExactly(0L);
    }

    @Test
    void futureIsTheSameAtEachCall() {
        AioRequest<Void> nop = io.aioNop();
        CompletableFuture<Void> future = nop.future();
        assertThat(nop.future()).isSameAs(future);
        future.join();
        assertThat(nop.future()).isSameAs(future);
    }

    @Test
    void requestIsDoneWhenItsFutureIs() {
        AioRequest<Long> unlink = io.aioUnlink(path("missing"));
        assertThat(unlink.errno()).isZero();
        assertThat(unlink.future().handle((value, e) -> unlink.isDone()).join()).isTrue();
        assertThat(unlink.errno()).isEqualTo(Errno.ENOENT);
        assertThat(unlink.isCancelled()).isFalse();
    }

    /** {@code orTimeout}, say, completes the future and not the request. */
    @Test
    void awaitWaitsForTheRequestWhateverItsFutureWasGiven() throws Exception {
        stallOne();
        AioRequest<Long> mkdir = io.aioMkdir(path("d"), 0755);
        mkdir.future().completeExceptionally(new java.util.concurrent.TimeoutException());
        Running<Long> waiting = start(mkdir::await);
        waiting.awaitBlocked();
        releaseStalls();
        assertThat(waiting.get()).isZero();
        assertThat(dir.resolve("d")).isDirectory();
        assertThat(mkdir.await()).isZero();
    }

    @Test
    void manyThreadsWaitForOneRequest() throws Exception {
        stallOne();
        AioRequest<Long> mkdir = io.aioMkdir(path("d"), 0755);
        List<Running<Long>> waiters = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiters.add(start(mkdir::await));
        }
        releaseStalls();
        for (Running<Long> waiter : waiters) {
            assertThat(waiter.get()).isZero();
        }
    }

    @Test
    void manyThreadsWaitForRequestsOfTheirOwn() throws Exception {
        List<Running<Integer>> waiters = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String name = path("d" + i);
            waiters.add(start(() -> {
                for (int j = 0; j < 20; j++) {
                    io.aioMkdir(name, 0755).await();
                    io.aioRmdir(name).await();
                }
                return 20;
            }));
        }
        for (Running<Integer> waiter : waiters) {
            assertThat(waiter.get()).isEqualTo(20);
        }
    }

    // the thread that polls where nobody else does

    @Test
    void noThreadPollsUnlessSomebodyWaits() {
        io.aioNop(() -> { });
        io.flush();
        assertThat(ownDaemons()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void oneDaemonPlatformThreadPollsWhereNobodyElseDoes(Way way) throws Exception {
        way.get(io.aioNop());
        way.get(io.aioNop());
        assertThat(ownDaemons()).isEqualTo(1);
        assertThat(daemons()).allMatch(Thread::isDaemon);
    }

    @Test
    void callbacksRunInTheThreadThatFlushesWhateverAnEarlierAwaitDid() throws Exception {
        io.aioNop().await();
        io.flush();
        assertThat(ownDaemons()).isZero();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            io.aioNop(() -> callers.add(Thread.currentThread()));
        }
        io.flush();
        assertThat(callers).hasSize(100).containsOnly(Thread.currentThread());
    }

    @Test
    void theDaemonEndsWhenTheApplicationTakesTheDescriptor() throws Exception {
        io.aioNop().await();
        io.pollFileno();
        assertThat(ownDaemons()).isZero();
        AioRequest<Void> nop = io.aioNop();
        CompletableFuture<Void> future = nop.future();
        assertThat(ownDaemons()).isZero();
        awaitPending(io, 1);
        awaitReadable(io);
        assertThat(future).isNotDone();
        io.pollCb();
        assertThat(future).isDone();
    }

    @Test
    void theDaemonEndsWhenTheApplicationPolls() throws Exception {
        io.aioNop().await();
        io.pollCb();
        assertThat(ownDaemons()).isZero();
        assertThat(readable(io)).isFalse();
    }

    @Test
    void theDaemonWorksOnWhereACallbackOfItTriesToPoll() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AioGroup group = io.aioGroup();
        group.add(io.aioNop(() -> thrown.set(catchThrowable(() -> io.pollCb()))));
        group.await();
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
        io.aioNop().await();
        assertThat(ownDaemons()).isEqualTo(1);
    }

    @Test
    void theDaemonHandlesWhatWasOutstandingBefore() throws Exception {
        CountDownLatch called = new CountDownLatch(3);
        io.aioNop(called::countDown);
        io.aioStat(dir.toString(), st -> called.countDown());
        io.aioMkdir(path("d"), 0755, status -> called.countDown());
        io.aioNop().await();
        called.await();
    }

    @Test
    void anExceptionInTheDaemonIsReportedAndHarmsNobody() throws Exception {
        Semaphore told = new Semaphore(0);
        List<Throwable> reported = Collections.synchronizedList(new ArrayList<>());
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            reported.add(e);
            told.release();
            throw new IllegalStateException("the handler's own");
        });
        try {
            for (int i = 0; i < 2; i++) {
                io.aioNop(() -> {
                    throw new UnsupportedOperationException("a callback's");
                });
                io.aioNop().await();
                // else the flush below could be what calls back
                assertThat(told.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            }
            io.flush();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(reported).hasSize(2).allMatch(UnsupportedOperationException.class::isInstance);
    }

    // interrupts

    @Test
    void anInterruptEndsTheWaitingAndNotTheRequest() throws Exception {
        Stall stall = stallOne();
        AioRequest<Long> mkdir = io.aioMkdir(path("d"), 0755);
        Running<Boolean> waiting = start(() -> {
            AioException e = catchThrowableOfType(AioException.class, mkdir::await);
            assertThat(e.errno()).isEqualTo(Errno.EINTR);
            assertThat(e).hasMessageContaining("mkdir").hasMessageContaining(path("d"));
            return Thread.interrupted();
        });
        waiting.awaitBlocked();
        waiting.thread().interrupt();
        assertThat(waiting.get()).as("the thread is still interrupted").isTrue();
        assertThat(mkdir.isDone()).isFalse();
        stall.release();
        assertThat(mkdir.await()).isZero();
        assertThat(dir.resolve("d")).isDirectory();
    }

    @Test
    void anInterruptedThreadGetsWhatIsDone() throws Exception {
        AioRequest<Long> mkdir = io.aioMkdir(path("d"), 0755);
        mkdir.await();
        Thread.currentThread().interrupt();
        assertThat(mkdir.await()).isZero();
        assertThat(Thread.interrupted()).isTrue();
    }

    // virtual threads

    @Test
    void tenThousandVirtualThreadsWait() throws Exception {
        ExecutorService executor = virtualThreads();
        String file = file("f", "five5");
        List<Future<Long>> waiting = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            waiting.add(executor.submit(() -> {
                io.aioNop().await();
                int fd = io.aioOpen(file, O_RDONLY, 0).await();
                long count = io.aioRead(fd, 0, ByteBuffer.allocate(10)).await();
                io.aioClose(fd).await();
                return count;
            }));
        }
        for (Future<Long> one : waiting) {
            assertThat(one.get()).isEqualTo(5);
        }
        executor.shutdown();
        assertThat(ownDaemons()).as("platform threads that poll").isEqualTo(1);
    }

    /** With one carrier thread, a virtual thread that waits for a stuck request must not keep it. */
    @Test
    void aWaitingVirtualThreadDoesNotKeepItsCarrier() throws Exception {
        virtualThreads().shutdown();
        run("mkfifo", path("fifo"));
        assertThat(new ChildJvm().with("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .run(VirtualThreads.class, path("fifo"))).containsExactly("directory", "fifo");
    }

    // memory

    /** An arena that is closed, or another thread's, can't be given the data: the request fails, and does not hang. */
    @ParameterizedTest
    @EnumSource
    void readIntoAnArenaThatIsGoneFails(Way way) throws Exception {
        assumeTrue(Runtime.version().feature() >= 22, "arenas are there from JDK 22 on");
        run("mkfifo", path("fifo"));
        int fd = io.aioOpen(path("fifo"), O_RDWR, 0).await();
        Class<?> type = Class.forName("java.lang.foreign.Arena");
        Object arena = type.getMethod("ofShared").invoke(null);
        Object segment = type.getMethod("allocate", long.class).invoke(arena, 8L);
        ByteBuffer data = (ByteBuffer) Class.forName("java.lang.foreign.MemorySegment").getMethod("asByteBuffer").invoke(segment);
        List<Long> called = Collections.synchronizedList(new ArrayList<>());
        AioRequest<Long> read = io.aioRead(fd, -1, data, called::add);
        type.getMethod("close").invoke(arena);
        io.aioWrite(fd, -1, ByteBuffer.wrap(new byte[4])).await();
        AioException e = catchThrowableOfType(AioException.class, () -> way.get(read));
        assertThat(e.errno()).isEqualTo(Errno.EFAULT);
        io.flush();
        assertThat(called).containsExactly(-1L);
        io.aioClose(fd).await();
    }

    @Test
    void waitingForAStageAgainAndAgainLeavesNothingBehind() throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        CompletableFuture<Void> stage = io.aioNop().future().thenCompose(nothing -> never);
        for (int i = 0; i < 100; i++) {
            assertThat(catchThrowable(() -> stage.get(1, TimeUnit.NANOSECONDS))).isInstanceOf(TimeoutException.class);
        }
        assertThat(stage.getNumberOfDependents()).isLessThanOrEqualTo(1);
        Thread other = new Thread(() -> never.complete(null));
        other.start();
        assertThat(stage.get()).isNull();
        other.join();
    }
}
