package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.nio.AioSelectable;
import io.github.jeio.support.Leaks;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several pools, and the end of one. */
class PoolsTest extends CoreTest {

    @BeforeAll
    static void theSharedPoolIsOpenedForGood() throws Exception {
        IoAio.shared().aioNop().await();
    }

    // independence

    @Test
    void aSaturatedPoolDoesNotHoldUpAnother() throws Exception {
        stall(io, 8);
        for (int i = 0; i < 100; i++) {
            io.aioNop();
        }
        try (IoAio other = IoAio.create()) {
            other.inlineCached(false);
            AtomicInteger seen = new AtomicInteger();
            for (int i = 0; i < 100; i++) {
                other.aioStat(dir.toString(), st -> seen.incrementAndGet());
            }
            other.flush();
            assertThat(seen).hasValue(100);
            assertThat(other.aioStat(dir.toString()).await().isDirectory()).isTrue();
        }
        assertThat(io.nready()).isEqualTo(100);
        assertThat(io.npending()).isZero();
    }

    @Test
    void everyPoolHasItsOwnDescriptorThreadsAndLimits() throws Exception {
        try (IoAio other = IoAio.create()) {
            assertThat(other.pollFileno()).isNotEqualTo(io.pollFileno());
            other.maxParallel(1);
            stall(io, 5);
            assertThat(io.nthreads()).isEqualTo(5);
            assertThat(other.nthreads()).isZero();
            assertThat(other.nreqs()).isZero();
            other.aioNop();
            awaitPending(other, 1);
            awaitReadable(other);
            assertThat(readable(io)).isFalse();
        }
    }

    @Test
    void callbacksRunInThePollOfTheirOwnPool() {
        List<String> called = new ArrayList<>();
        try (IoAio other = IoAio.create()) {
            io.aioNop(() -> called.add("io"));
            other.aioNop(() -> called.add("other"));
            awaitPending(io, 1);
            awaitPending(other, 1);
            other.pollCb();
            assertThat(called).containsExactly("other");
            io.pollCb();
        }
        assertThat(called).containsExactly("other", "io");
    }

    @Test
    void aHundredPoolsWorkAtATime() {
        List<IoAio> pools = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            IoAio pool = IoAio.create();
            pools.add(pool);
            pool.aioMkdir(path("d" + i), 0755);
            pool.aioNop();
        }
        pools.forEach(IoAio::close);
        assertThat(dir.toFile().list()).hasSize(100);
    }

    @Test
    void hundredsOfPoolsOneAfterTheOtherLeaveNothing() throws Exception {
        for (int i = 0; i < 300; i++) {
            try (IoAio pool = IoAio.create()) {
                pool.aioStat(dir.toString());
                pool.aioNop(() -> pool.aioNop());
                if (i % 3 == 0) {
                    pool.aioNop().await(); // with a thread that polls
                }
            }
        }
    }

    @Test
    void theSharedPoolIsOneAndCantBeClosed() throws Exception {
        assertThat(IoAio.shared()).isSameAs(IoAio.shared()).isNotSameAs(io);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> IoAio.shared().close());
    }

    @Test
    void aPoolWithoutDescriptorsLeftSaysSo() throws Exception {
        assertThat(new ChildJvm().under("prlimit", "--nofile=64").run(Scenarios.class, "descriptors"))
                .singleElement().asString().contains("eventfd").contains("EMFILE");
    }

    // close

    @Test
    void closeHandlesWhatIsOutstanding() {
        AtomicInteger called = new AtomicInteger();
        try (IoAio other = IoAio.create()) {
            for (int i = 0; i < 50; i++) {
                String name = path("d" + i);
                other.aioMkdir(name, 0755, status -> other.aioRmdir(name, removed -> called.incrementAndGet()));
            }
        }
        assertThat(called).hasValue(50);
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void closeTwiceIsCloseOnce() {
        IoAio other = IoAio.create();
        other.close();
        other.close();
    }

    @Test
    void closeEndsThreadsAndDescriptor() throws Exception {
        long threads = Leaks.eioThreads();
        Map<String, String> descriptors = new TreeMap<>(Leaks.openDescriptors());
        IoAio other = IoAio.create();
        other.aioNop().await();
        assertThat(Leaks.openDescriptors()).isNotEqualTo(descriptors);
        other.close();
        assertThat(Leaks.openDescriptors()).isEqualTo(descriptors);
        until(() -> Leaks.eioThreads() <= threads);
    }

    @Test
    void closeWorksOnAPoolThatHasNoThreads() {
        AtomicInteger called = new AtomicInteger();
        try (IoAio other = IoAio.create()) {
            other.maxParallel(0);
            other.aioNop(called::incrementAndGet);
        }
        assertThat(called).hasValue(1);
    }

    @Test
    void exceptionsOfCallbacksComeOutOfACloseThatIsComplete() {
        AtomicInteger called = new AtomicInteger();
        IoAio other = IoAio.create();
        for (int i = 0; i < 3; i++) {
            other.aioNop(() -> {
                called.incrementAndGet();
                throw new UnsupportedOperationException("a callback's");
            });
        }
        Throwable thrown = catchThrowable(other::close);
        assertThat(thrown).isInstanceOf(UnsupportedOperationException.class);
        assertThat(thrown.getSuppressed()).hasSize(2);
        assertThat(called).hasValue(3);
        assertThatIllegalStateException().isThrownBy(() -> other.aioNop());
    }

    @Test
    void closeInACallbackIsRefusedWhileAnotherThreadCloses() throws Exception {
        IoAio other = IoAio.create();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<Throwable> refused = new ArrayList<>();
        other.aioNop(() -> {
            inside.countDown();
            refused.add(catchThrowable(go::await));
            refused.add(catchThrowable(other::close));
            refused.add(catchThrowable(other::reinit));
        });
        Running<Integer> poller = start(other::poll);
        inside.await();
        Running<Integer> closer = start(() -> {
            other.close();
            return 0;
        });
        closer.awaitBlocked();
        go.countDown();
        poller.get();
        closer.get();
        assertThat(refused.get(0)).isNull();
        assertThat(refused.subList(1, 3)).allMatch(IllegalStateException.class::isInstance);
    }

    @Test
    void everyCallOnAClosedPoolIsRefused() throws Exception {
        IoAio other = IoAio.create();
        AioWd wd = other.aioWd(dir.toString()).await();
        other.close();
        ByteBuffer data = ByteBuffer.allocateDirect(8);
        List<ThrowingCallable> calls = List.of(() -> other.aioNop(), () -> other.aioBusy(0), () -> other.aioGroup(),
                () -> other.aioStat("/"), () -> other.aioStat(0), () -> other.aioOpen("/", O_RDONLY, 0),
                () -> other.aioRead(0, 0, data), () -> other.aioRead(0, 0, ByteBuffer.allocate(8)), () -> other.aioWrite(1, 0, data),
                () -> other.aioSlurp("/", 0, 0), () -> other.aioReaddir("/"), () -> other.aioWd("/"), () -> other.aioSync(),
                () -> other.aioMtouch(data, 0, 8, 0), () -> other.aioFcntl(0, AioConstants.F_GETFD, 0), () -> other.aioLoad("/"),
                () -> other.aioCopy("/a", "/b"), () -> other.aioRmtree("/nowhere"), () -> wd.aioStat("."), () -> wd.aioUnlink("f"),
                () -> other.pollFileno(), () -> other.pollCb(), () -> other.pollWait(), () -> other.poll(), () -> other.flush(),
                () -> other.minParallel(1), () -> other.maxParallel(1), () -> other.maxIdle(1), () -> other.idleTimeout(1),
                () -> other.inlineCached(true), () -> other.reinit(), () -> AioSelectable.open(other));
        for (ThrowingCallable call : calls) {
            assertThatIllegalStateException().isThrownBy(call).withMessageContaining("closed");
        }
        assertThat(List.of(other.nreqs(), other.nready(), other.npending(), other.nthreads())).containsOnly(0);
        wd.close();
    }

    @Test
    void requestsOfAClosedPoolKeepTheirOutcome() throws Exception {
        AioRequest<Long> mkdir;
        AioRequest<Long> failed;
        try (IoAio other = IoAio.create()) {
            mkdir = other.aioMkdir(path("d"), 0755);
            failed = other.aioRmdir(path("missing"));
        }
        assertThat(mkdir.await()).isZero();
        assertThat(mkdir.future()).isCompletedWithValue(0L);
        assertThat(failed.future()).isCompletedExceptionally();
    }

    /** Every request that was accepted while the pool was being closed is handled, every other one is refused. */
    @Test
    void closeRacesWithSubmissions() throws Exception {
        for (int round = 0; round < 100; round++) {
            IoAio other = IoAio.create();
            AtomicInteger called = new AtomicInteger();
            List<Running<Integer>> submitters = new ArrayList<>();
            for (int thread = 0; thread < 3; thread++) {
                boolean stat = thread == 0;
                submitters.add(start(() -> {
                    for (int accepted = 0; ; accepted++) {
                        try {
                            if (stat) {
                                other.aioStat(dir.toString(), st -> called.incrementAndGet());
                            } else {
                                other.aioNop(called::incrementAndGet);
                            }
                        } catch (IllegalStateException e) {
                            return accepted;
                        }
                    }
                }));
            }
            until(() -> other.nreqs() >= 10);
            Thread closer = new Thread(other::close);
            closer.start();
            closer.join();
            int accepted = 0;
            for (Running<Integer> submitter : submitters) {
                accepted += submitter.get();
            }
            assertThat(called).hasValue(accepted);
        }
    }

    @Test
    void closeRacesWithPollsWaitsAndAwaits() throws Exception {
        for (int round = 0; round < 100; round++) {
            IoAio other = IoAio.create();
            List<Running<Integer>> others = new ArrayList<>();
            List<ThrowingCallable> loops = List.of(() -> other.flush(), () -> other.pollWait(), () -> other.aioNop().await(),
                    () -> other.aioStat("/").future().join());
            CountDownLatch begun = new CountDownLatch(loops.size());
            for (ThrowingCallable loop : loops) {
                others.add(start(() -> {
                    begun.countDown();
                    try {
                        for (int i = 0; ; i++) {
                            loop.call();
                        }
                    } catch (IllegalStateException e) {
                        return 0;
                    } catch (Throwable e) {
                        throw new AssertionError(e);
                    }
                }));
            }
            begun.await();
            other.aioNop(() -> other.aioNop());
            other.close();
            for (Running<Integer> one : others) {
                one.get();
            }
        }
    }

    @Test
    void descriptorOfAClosedPoolIsNotTouchedWhenItsNumberIsSomebodyElses() throws Exception {
        IoAio other = IoAio.create();
        int fd = other.pollFileno();
        other.aioNop();
        other.close();
        int reused = io.aioOpen(Files.writeString(dir.resolve("f"), "content").toString(), O_RDONLY, 0).await();
        assertThat(reused).isEqualTo(fd);
        other.close();
        assertThat(io.aioRead(reused, 0, ByteBuffer.allocate(10)).await()).isEqualTo(7);
        io.aioClose(reused);
    }
}
