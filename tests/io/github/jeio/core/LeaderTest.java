package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.internal.pool.PoolAccess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of the threads that wait, one takes the results over itself; nobody is forgotten for it. */
class LeaderTest extends CoreTest {

    private static final int ROUNDS = 500;
    private static final int BUSY = 200;

    /** A worker wakes who waits: the daemon, which would have to wake it once more, sleeps on. */
    @Test
    void theDaemonIsNotWokenForWhatAnotherThreadWaitsFor() throws Exception {
        io.aioBusy(0.001).await(); // makes the daemon
        long before = switches("jeio-poll");
        for (int i = 0; i < BUSY; i++) {
            io.aioBusy(0.001).await(); // long enough for the thread to lead before there is a result
        }
        assertThat(switches("jeio-poll") - before).isLessThan(BUSY / 2);
    }

    /** How often the threads of that name have gone to sleep. */
    private static long switches(String name) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.filter(task -> content(task.resolve("comm")).equals(name + "\n"))
                    .flatMap(task -> content(task.resolve("status")).lines())
                    .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                    .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip())).sum();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoIsParkedGoesOnWhenTheLeaderHasLeft() throws Exception {
        Stall stall = stallOne();
        List<Running<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            AioRequest<Void> nop = io.aioNop();
            waiting.add(start(nop::await));
            waiting.get(i).awaitBlocked();
        }
        stall.release();
        for (Running<Void> waiter : waiting) {
            waiter.get();
        }
    }

    /** What has a callback is the daemon's or the owner's, whoever took it over. */
    @Test
    void callbacksRunWhileOthersLead() throws Exception {
        io.inlineCached(false);
        AtomicInteger called = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(4 * ROUNDS);
        List<Running<Integer>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(start(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    io.aioStat("/", st -> {
                        called.incrementAndGet();
                        all.countDown();
                    });
                    io.aioStat("/").await();
                }
                return ROUNDS;
            }));
        }
        for (Running<Integer> thread : threads) {
            assertThat(thread.get()).isEqualTo(ROUNDS);
        }
        all.await();
        assertThat(called).hasValue(4 * ROUNDS);
    }

    @Test
    void anOwnerThatPollsAndThreadsThatWaitBothGoOn() throws Exception {
        io.inlineCached(false);
        io.pollCb();
        AtomicInteger called = new AtomicInteger();
        List<Running<Integer>> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            threads.add(start(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    io.aioStat("/").await();
                }
                return ROUNDS;
            }));
        }
        for (int round = 0; round < ROUNDS; round++) {
            io.aioStat("/", st -> called.incrementAndGet());
            while (called.get() <= round) {
                io.poll();
            }
        }
        for (Running<Integer> thread : threads) {
            assertThat(thread.get()).isEqualTo(ROUNDS);
        }
    }

    /** The time and the interrupt end the leader's sleep, and what came meanwhile is not lost. */
    @Test
    void aLeaderThatGivesUpLosesNothing() throws Exception {
        Stall stall = stallOne();
        AioRequest<Void> first = io.aioNop();
        Running<Void> leader = start(first::await);
        leader.awaitBlocked();
        AioRequest<Void> second = io.aioNop();
        Running<Void> other = start(second::await);
        other.awaitBlocked();
        leader.thread().interrupt();
        assertThat(catchThrowable(leader::get)).hasRootCauseInstanceOf(AioException.class);
        assertThat(catchThrowable(() -> first.await(Duration.ofMillis(5))))
                .isInstanceOf(AioException.class);
        stall.release();
        other.get();
        first.await();
    }

    /** An event loop learns from the descriptor of what it is to call, also where a thread that waits has taken that from C. */
    @Test
    void theDescriptorStaysReadableForWhatTheLeaderHasTaken() throws Exception {
        AtomicInteger called = new AtomicInteger();
        run("mkfifo", path("leaders"), path("loops"));
        io.pollFileno();
        AioRequest<Integer> leaders = io.aioOpen(path("leaders"), O_WRONLY, 0);
        io.aioOpen(path("loops"), O_WRONLY, 0, fd -> {
            io.aioClose(fd);
            called.incrementAndGet();
        });
        Running<Integer> leader = start(leaders::await);
        leader.awaitBlocked();
        try (RandomAccessFile end = new RandomAccessFile(path("loops"), "r")) {
            until(() -> PoolAccess.pool(io).nheld() == 1);
            leader.awaitBlocked();
            assertThat(readable(io)).isTrue();
            io.pollCb();
            assertThat(called).hasValue(1);
        }
        try (RandomAccessFile end = new RandomAccessFile(path("leaders"), "r")) {
            io.aioClose(leader.get());
        }
    }

    /** The owner of the pool sleeps as well, for what has a callback, and that is the owner's to call. */
    @Test
    void anOwnerThatWaitsIsToldOfWhatTheLeaderHasTaken() throws Exception {
        run("mkfifo", path("leaders"), path("owners"));
        AioRequest<Integer> leaders = io.aioOpen(path("leaders"), O_WRONLY, 0);
        Running<Integer> leader = start(leaders::await);
        leader.awaitBlocked();
        Running<Integer> owner = start(() -> {
            io.pollCb();
            return io.aioOpen(path("owners"), O_WRONLY, 0, fd -> { }).await();
        });
        owner.awaitBlocked();
        try (RandomAccessFile end = new RandomAccessFile(path("owners"), "r")) {
            io.aioClose(owner.get());
        }
        try (RandomAccessFile end = new RandomAccessFile(path("leaders"), "r")) {
            io.aioClose(leader.get());
        }
    }

    /** The leader's request is ended by a pollCb whose callback does not return: it goes on all the same. */
    @Test
    void aLeaderDoesNotWaitForTheCallbackOfTheThreadThatTookItsResult() throws Exception {
        io.inlineCached(false);
        io.pollCb();
        CountDownLatch go = new CountDownLatch(1);
        Stall stall = stallOne();
        io.aioNop(() -> {
            try {
                assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        AioRequest<Void> nop = io.aioNop();
        Running<Void> leader = start(nop::await);
        leader.awaitBlocked();
        Running<Void> release = start(() -> {
            leader.get();
            go.countDown();
            return null;
        });
        stall.release();
        io.flush();
        release.get();
    }
}
