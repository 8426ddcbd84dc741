package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.nio.AioSelectable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who sleeps until there are results is woken for them, wherever it sleeps. */
class WakeupTest extends CoreTest {

    /** Waits for a result without handling it. */
    private Running<Integer> waiter(String name) {
        Running<Integer> waiter = start(() -> {
            Thread.currentThread().setName(name);
            while (io.npending() == 0) {
                io.pollWait();
            }
            return io.npending();
        });
        until(() -> sleeps(name));
        return waiter;
    }

    /** Whether the kernel has put the thread with this name to sleep. */
    private static boolean sleeps(String name) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.contains("(" + name + ")")) {
                    return stat.substring(stat.lastIndexOf(')')).startsWith(") S ");
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyWaiterIsWokenForOneResult() throws Exception {
        Stall stall = stallOne();
        List<Running<Integer>> waiters = List.of(waiter("waiter 1"), waiter("waiter 2"), waiter("waiter 3"));
        stall.release();
        for (Running<Integer> waiter : waiters) {
            assertThat(waiter.get()).isEqualTo(1);
        }
    }

    @Test
    void whoAlreadySleepsIsWokenAfterTheDescriptorWasAskedFor() throws Exception {
        Stall stall = stallOne();
        Running<Integer> before = waiter("before");
        assertThat(readable(io)).isFalse();
        Running<Integer> after = waiter("after");
        stall.release();
        assertThat(before.get()).isEqualTo(1);
        assertThat(after.get()).isEqualTo(1);
        awaitReadable(io);
    }

    @Test
    void whoAlreadySleepsIsWokenAfterASelectableWasOpened() throws Exception {
        Stall stall = stallOne();
        Running<Integer> waiter = waiter("waiter");
        try (Selector selector = Selector.open(); AioSelectable results = AioSelectable.open(io)) {
            results.register(selector, SelectionKey.OP_READ);
            stall.release();
            assertThat(waiter.get()).isEqualTo(1);
            assertThat(selector.select()).isEqualTo(1);
            selector.selectedKeys().clear();
            io.flush();
            assertThat(selector.selectNow()).isZero();
        }
    }

    @Test
    void descriptorIsReadableForWhatWasPendingBeforeItWasAskedFor() {
        io.aioNop();
        awaitPending(io, 1);
        assertThat(readable(io)).isTrue();
        assertThat(io.pollCb()).isZero();
        assertThat(readable(io)).isFalse();
    }

    @Test
    void descriptorIsReadableForWhatALimitHadLeftBeforeItWasAskedFor() {
        limitLeavesAResult(() -> { });
    }

    @Test
    void descriptorIsReadableForWhatALimitLeavesAfterACallbackAskedForIt() {
        limitLeavesAResult(io::pollFileno);
    }

    /** Who ends a daemon wakes it, and nobody else: there is no result. */
    @Test
    void theEndOfADaemonLeavesNothingToRead() throws Exception {
        List<Thread> called = new CopyOnWriteArrayList<>();
        assertThat(io.aioMkdir(path("d"), 0700, status -> called.add(Thread.currentThread())).future().get()).isZero();
        assertThat(called).singleElement().isNotSameAs(Thread.currentThread()); // a daemon, which ends when somebody else polls
        assertThat(readable(io)).isFalse();
        assertThat(io.pollCb()).isZero();
        assertThat(readable(io)).isFalse();
    }

    /** A turn takes no more from C at a time than it may handle. */
    @Test
    void descriptorIsReadableForWhatALimitHasLeftInC() {
        io.pollFileno();
        io.maxPollReqs(64);
        for (int i = 0; i < 100; i++) {
            io.aioNop(() -> { });
        }
        awaitPending(io, 100);
        io.pollCb();
        assertThat(PoolAccess.pool(io).nheld()).isZero();
        assertThat(io.npending()).isEqualTo(36);
        assertThat(readable(io)).isTrue();
        io.pollCb();
        assertThat(readable(io)).isFalse();
    }

    /** The next loop would be woken for nothing, again and again. */
    @Test
    void whatWokeALoopThatHasEndedIsNotReadByTheNext() {
        io.pollFileno();
        io.aioNop();
        awaitReadable(io);
        PoolAccess.pool(io).descriptor.unwatch();
        assertThat(io.pollCb()).isZero();
        assertThat(readable(io)).isFalse();
    }

    /** Each write would be a system call for nobody; who asks for the descriptor again finds it readable all the same. */
    @Test
    void nobodyWritesToTheDescriptorOfALoopThatHasEnded() {
        io.maxParallel(1);
        int fd = io.pollFileno();
        PoolAccess.pool(io).descriptor.unwatch();
        io.aioNop();
        io.aioNop();
        awaitPending(io, 2); // what the first would write was written before the second
        assertThat(readable(fd)).isFalse();
        assertThat(readable(io)).isTrue();
        assertThat(io.pollCb()).isZero();
        assertThat(readable(io)).isFalse();
    }

    private void limitLeavesAResult(Runnable callback) {
        io.maxPollReqs(1);
        io.aioNop(callback);
        io.aioNop(callback);
        awaitPending(io, 2);
        assertThat(io.pollCb()).isEqualTo(-1);
        assertThat(readable(io)).isTrue();
        assertThat(io.pollCb()).isZero();
        assertThat(readable(io)).isFalse();
    }

    @Test
    void resultBehindWhichNothingElseGetsDoneIsNotWaitedForInVain() throws Exception {
        Stall first = stallOne();
        List<String> called = new ArrayList<>();
        io.aioNop(() -> called.add("before"));
        queueStalls(io, 1);
        for (int i = 0; i < 1000; i++) {
            io.aioNop();
        }
        Running<Integer> waiter = waiter("waiter");
        first.release();
        waiter.get();
        while (called.isEmpty()) {
            io.pollWait();
            io.pollCb();
        }
        assertThat(io.nready()).isGreaterThanOrEqualTo(1000);
    }

    @Test
    void sleeperWakesForTheResultsOfRequestsThatWereSubmittedMeanwhile() throws Exception {
        Stall stall = stallOne();
        Running<Integer> waiter = waiter("waiter");
        for (int i = 0; i < 1000; i++) {
            io.aioNop();
        }
        stall.release();
        assertThat(waiter.get()).isPositive();
        io.flush();
        assertThat(io.nreqs()).isZero();
    }

    /** Nobody writes to a descriptor that nobody has. Who sleeps is woken: by itself it would look again after 100 ms. */
    @Test
    @Tag("unsanitized")
    void descriptorIsLeftAloneUntilItIsAskedForAndSleepersAreWokenBothWays() throws Exception {
        List<String> unwatched = calls("unwatched");
        assertThat(unwatched).noneMatch(call -> call.contains("<anon_inode:[eventfd]>"));
        assertThat(unwatched.stream().filter(WakeupTest::sleptInVain)).hasSizeLessThan(50);
        List<String> watched = calls("watched");
        assertThat(watched).anyMatch(call -> call.contains("<anon_inode:[eventfd]>"));
        assertThat(watched.stream().filter(WakeupTest::sleptInVain)).hasSizeLessThan(50);
    }

    private static boolean sleptInVain(String call) {
        return call.contains("tv_nsec=100000000}") && call.contains("ETIMEDOUT");
    }

    private List<String> calls(String scenario) throws Exception {
        String log = path(scenario);
        new ChildJvm().under("strace", "-ff", "-qq", "-y", "-e", "trace=read,write,futex", "-o", log)
                .run(Scenarios.class, scenario);
        List<String> calls = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(dir, scenario + ".*")) {
            for (Path thread : threads) {
                calls.addAll(Files.readAllLines(thread));
            }
        }
        return calls;
    }
}
