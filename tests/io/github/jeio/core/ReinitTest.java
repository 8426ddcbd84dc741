package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTree;
import io.github.jeio.AioWd;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.nio.AioSelectable;
import io.github.jeio.support.Threads;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReinitTest extends CoreTest {

    private final List<RandomAccessFile> gates = new ArrayList<>();

    @BeforeAll
    static void theJvmsFirstSocketMakesAnotherOneThatStays() throws Exception {
        SocketChannel.open(StandardProtocolFamily.UNIX).close();
    }

    /** Lets what is stuck go on, and waits for the threads that end abandoned pools. */
    @AfterEach
    void endAbandonedPools() throws Exception {
        Threads.joinReinits();
        for (RandomAccessFile gate : gates) {
            gate.close();
        }
    }

    private static void never() {
        throw new AssertionError("the callback of an abandoned request");
    }

    /** Has every thread of the pool open a FIFO that nobody reads until {@link #release}. */
    private AioRequest<Integer> stick(int threads) {
        run("mkfifo", path("stuck"));
        AioRequest<Integer> last = null;
        for (int i = 0; i < threads; i++) {
            last = io.aioOpen(path("stuck"), O_WRONLY, 0, fd -> never());
        }
        awaitExecution(io);
        return last;
    }

    private void release() throws Exception {
        gates.add(new RandomAccessFile(path("stuck"), "rw"));
    }

    @Test
    void requestsThatExecuteOrWaitAreAbandoned() throws Exception {
        AioRequest<Integer> executing = stick(8);
        AioRequest<Long> queued = io.aioUnlink(file("f", ""), status -> never());
        CompletableFuture<Long> future = queued.future();
        AioRequest<Object[]> group = io.aioGroup(results -> never());
        io.reinit();
        assertThat(List.of(executing, queued, group)).allMatch(AioRequest::isCancelled);
        assertThat(future).isCancelled();
        assertThat(List.of(io.nreqs(), io.nready(), io.npending(), io.nthreads())).containsOnly(0);
        release();
        io.flush();
        endAbandonedPools();
        assertThat(dir.resolve("f")).exists();
    }

    /** The leak check after the test sees what stays open. */
    @Test
    void whatNobodyHasAnyMoreIsClosedAllTheSame() throws Exception {
        AioRequest<AioWd> directory = io.aioWd(dir.toString());
        io.flush();
        io.inlineCached(false);
        Files.createDirectories(dir.resolve("tree/in/it"));
        AioRequest<Long> walk = io.aioTree(path("tree"), AioTree.WHOLE, batch -> { });
        awaitPending(io, 1);
        io.maxPollReqs(1);
        io.pollCb(); // the tree's root is open, and a directory in it is being opened
        AioRequest<Integer> opened = io.aioOpen(file("f", ""), O_RDONLY, 0, fd -> never());
        awaitPending(io, 2);
        io.maxPollReqs(0);
        opened.cancel();
        walk.cancel();
        stick(8);
        io.pollCb();
        directory.await().close();
        assertThat(io.nready()).as("two descriptors and a tree wait for a thread that closes them").isEqualTo(3);
        io.reinit();
        release();
        io.flush();
    }

    @Test
    void answersThatWereNotHandledAreAbandoned() {
        io.pollFileno();
        AioRequest<?> stat = io.aioStat(dir.toString(), st -> never());
        AioRequest<?> open = io.aioOpen(dir.toString(), O_RDONLY, 0, fd -> never());
        awaitPending(io, 2);
        io.reinit();
        assertThat(stat.isCancelled()).isTrue();
        assertThat(open.isCancelled()).isTrue();
        io.flush();
    }

    @Test
    void thePoolWorksAtOnceWhateverIsStuck() throws Exception {
        stick(8);
        io.reinit();
        assertThat(io.aioMkdir(path("d"), 0755).await()).isZero();
        assertThat(dir.resolve("d")).isDirectory();
        release();
    }

    @Test
    void descriptorStaysTheSameAndGoesOn() {
        int fd = io.pollFileno();
        for (int i = 0; i < 3; i++) {
            io.aioNop(ReinitTest::never);
            awaitPending(io, 1);
            awaitReadable(io);
            io.reinit();
            assertThat(io.pollFileno()).isEqualTo(fd);
            assertThat(readable(io)).isFalse();
            io.aioNop();
            awaitPending(io, 1);
            awaitReadable(io);
            io.pollCb();
            assertThat(readable(io)).isFalse();
        }
    }

    @Test
    void selectableGoesOn() throws Exception {
        try (Selector selector = Selector.open(); AioSelectable results = AioSelectable.open(io)) {
            results.register(selector, SelectionKey.OP_READ);
            for (int i = 0; i < 3; i++) {
                io.aioNop(ReinitTest::never);
                awaitPending(io, 1);
                io.reinit();
                assertThat(selector.selectNow()).isZero();
                io.aioNop();
                assertThat(selector.select()).isEqualTo(1);
                selector.selectedKeys().clear();
                io.pollCb();
            }
        }
    }

    @Test
    void whatIsMeasuredIsMeasuredStill() {
        io.measure(true);
        io.reinit();
        assertThat(PoolAccess.pool(io).measuring.isOn()).isTrue();
    }

    @Test
    void limitsAreTheDefaultsAgain() throws Exception {
        io.minParallel(12);
        io.maxParallel(2);
        io.maxPollReqs(1);
        io.reinit();
        stall(io, 8);
        io.aioNop();
        assertThat(io.nthreads()).isEqualTo(8);
        assertThat(io.nready()).isEqualTo(1);
    }

    @Test
    void aPoolWithoutThreadsGetsThemAgain() {
        io.maxParallel(0);
        io.aioNop(ReinitTest::never);
        io.reinit();
        AioRequest<Void> nop = io.aioNop();
        io.flush();
        assertThat(nop.isDone()).isTrue();
        assertThat(nop.isCancelled()).isFalse();
    }

    @Test
    void workingDirectoriesOfTheTimeBeforeAreClosedForGood() throws Exception {
        AioWd before = io.aioWd(dir.toString()).await();
        stick(1);
        io.reinit();
        assertThatIllegalStateException().isThrownBy(() -> before.aioStat("."));
        AioWd after = io.aioWd(dir.toString()).await();
        assertThat(after.aioStat(".").await().isDirectory()).isTrue();
        before.close();
        after.close();
        release();
    }

    @Test
    void whoWaitsForAnAbandonedRequestIsTold() throws Exception {
        AioRequest<Integer> open = stick(1);
        Running<Throwable> waiting = start(() -> catchThrowable(open::await));
        waiting.awaitBlocked();
        io.reinit();
        assertThat(waiting.get()).isInstanceOf(CancellationException.class);
        assertThat(io.aioNop().await()).isNull();
        release();
    }

    @Test
    void groupsThatAreOpenForMoreAreAbandonedToo() {
        AioGroup group = io.aioGroup(results -> never());
        io.reinit();
        assertThat(group.isCancelled()).isTrue();
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void compositesAndTheirGroupsAreAbandonedToo() throws Exception {
        for (int i = 0; i < 200; i++) {
            io.aioMkdirs(path("tree/" + i + "/below"), 0755).await();
        }
        io.pollFileno();
        AioRequest<Long> remove = io.aioRmtree(path("tree"), status -> never());
        AioGroup fed = io.aioGroup(results -> never());
        fed.feed(group -> group.add(io.aioMkdir(path("fed" + io.nreqs()), 0755)));
        for (int i = 0; i < 3; i++) {
            io.poll();
        }
        Assumptions.assumeFalse(remove.isDone());
        io.reinit();
        assertThat(List.of(remove, fed)).allMatch(AioRequest::isCancelled);
        endAbandonedPools();
        List<String> left = io.aioReaddir(dir.toString()).await();
        assertThat(io.nreqs()).as("requests that the abandoned ones have made").isZero();
        io.aioBusy(0.01).await();
        assertThat(io.aioReaddir(dir.toString()).await()).containsExactlyInAnyOrderElementsOf(left);
    }

    @Test
    void stagesOfAbandonedRequestsAreToldInTheThreadThatReinits() throws Exception {
        io.pollFileno();
        AioRequest<Long> done = io.aioUnlink(file("f", ""));
        done.await();
        List<Object> told = new ArrayList<>();
        AioRequest<Integer> stuck = stick(1);
        stuck.future().whenComplete((fd, e) -> told.add(Thread.currentThread()));
        done.future().thenAccept(told::add);
        io.reinit();
        assertThat(told).containsExactlyInAnyOrder(Thread.currentThread(), 0L);
        release();
    }

    @Test
    void awaitInTheThreadThatPolledBeforePolls() throws Exception {
        io.pollFileno();
        io.reinit();
        List<Thread> callers = new ArrayList<>();
        assertThat(io.aioMkdir(path("d"), 0755, status -> callers.add(Thread.currentThread())).await()).isZero();
        assertThat(callers).containsExactly(Thread.currentThread());
    }

    @Test
    void reinitWhileAnotherThreadPollsIsRefused() throws Exception {
        Pause pause = new Pause();
        io.aioNop(pause);
        Running<Integer> poller = start(io::poll);
        AioRequest<Void> nop;
        try (pause) {
            pause.await();
            nop = io.aioNop();
            assertThatIllegalStateException().isThrownBy(() -> io.reinit()).withMessageContaining("another thread");
        }
        poller.get();
        io.flush();
        assertThat(nop.isCancelled()).isFalse();
    }

    @Test
    void reinitsInARowLeaveNothing() throws Exception {
        io.pollFileno();
        for (int i = 0; i < 50; i++) {
            io.inlineCached(i % 2 == 0);
            io.aioNop(ReinitTest::never);
            io.aioOpen(dir.toString(), O_RDONLY, 0, fd -> never());
            io.aioWd(dir.toString(), wd -> never());
            io.aioReaddir(dir.toString(), names -> never());
            io.reinit();
        }
    }

    @Test
    void reinitsWhileADaemonPollsLeaveNothing() throws Exception {
        for (int i = 0; i < 50; i++) {
            io.aioNop().await();
            io.aioNop();
            io.reinit();
        }
    }
}
