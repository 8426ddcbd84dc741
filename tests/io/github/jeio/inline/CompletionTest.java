package io.github.jeio.inline;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.Advanced;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.nio.AioSelectable;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a request ends that was answered at submission: by a callback, a future, an await, a cancellation, in a group. */
class CompletionTest extends InlineTest {

    private String path;
    private int fd;

    @BeforeEach
    void cachedFile() throws Exception {
        assumeAnswers();
        path = bytes("file", 8192);
        fd = open(path);
    }

    /** Whether a select would say so: the kernel tells the count of an eventfd. */
    private static boolean readable(int fileno) throws Exception {
        return Files.readAllLines(Path.of("/proc/self/fdinfo/" + fileno)).stream()
                .filter(line -> line.startsWith("eventfd-count:"))
                .anyMatch(line -> Long.parseLong(line.substring("eventfd-count:".length()).strip(), 16) > 0);
    }

    private <T> AioRequest<T> answered(AioRequest<T> request, long before) {
        assertThat(io.ninline()).as("answered without a thread").isEqualTo(before + 1);
        return request;
    }

    private AioRequest<Long> read(ByteBuffer data) {
        long before = io.ninline();
        return answered(io.aioRead(fd, 0, data), before);
    }

    @Test
    void aCallbackThatIsSetLateIsCalledThoughNobodyPolls() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        try (IoAio other = IoAio.create()) {
            other.aioRead(fd, 0, buffer(4096)).cb(count -> called.countDown());
            assertThat(called.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void awaitReturnsOnTheCallersOwnThreadAndStartsNone() throws Exception {
        long count = read(buffer(4096)).await();
        assertThat(count).isEqualTo(4096);
        AioStat stat = answered(io.aioStat(path), io.ninline() - 1).await();
        assertThat(stat.size()).isEqualTo(8192);
        closeLater(answered(io.aioOpen(path, O_RDONLY, 0), io.ninline() - 1).await());
        assertThat(daemonRuns()).as("a thread that polls").isFalse();
        assertThat(io.nreqs()).isZero();
        assertThat(io.npending()).isZero();
    }

    @Test
    void theFutureIsCompleteAtOnceAndStartsNoThread() {
        CompletableFuture<Long> future = read(buffer(4096)).future();
        assertThat(future).isCompletedWithValue(4096L);
        assertThat(daemonRuns()).as("a thread that polls").isFalse();
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void awaitInTheThreadThatPollsReturnsAtOnce() throws Exception {
        io.pollCb();
        assertThat(read(buffer(4096)).await()).isEqualTo(4096);
    }

    @Test
    void awaitWithAnInterruptPendingReturnsTheValueAndKeepsTheInterrupt() throws Exception {
        AioRequest<Long> request = read(buffer(4096));
        Thread.currentThread().interrupt();
        assertThat(request.await()).isEqualTo(4096);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void awaitInTheThreadThatPollsCallsTheCallbackFirst() throws Exception {
        io.pollFileno();
        List<Object> seen = new ArrayList<>();
        AioRequest<Long> request = io.aioRead(fd, 0, buffer(4096), count -> {
            seen.add(count);
            seen.add(IoAio.errno());
            seen.add(Thread.currentThread());
        });
        assertThat(request.future()).isNotDone();
        assertThat(seen).isEmpty();
        assertThat(io.nreqs()).isEqualTo(1);
        assertThat(io.npending()).isEqualTo(1);
        assertThat(request.await()).isEqualTo(4096);
        assertThat(seen).containsExactly(4096L, 0, Thread.currentThread());
        assertThat(request.future()).isCompletedWithValue(4096L);
        assertThat(io.pollCb()).isZero();
        assertThat(io.pollCb()).isZero();
        assertThat(seen).hasSize(3);
    }

    @Test
    void aCallbackThatIsSetLaterIsCalled() {
        List<Object> seen = new ArrayList<>();
        read(buffer(4096)).cb(seen::add);
        io.flush();
        assertThat(seen).containsExactly(4096L);
    }

    @Test
    void aRequestIsDoneWhenTheCallReturnsAndStillTakesACallbackOnce() {
        List<Object> seen = new ArrayList<>();
        AioRequest<Long> request = read(buffer(4096));
        assertThat(request.isDone()).isTrue();
        assertThat(request.cancel()).isFalse();
        assertThat(io.nreqs()).isZero();
        request.cb(value -> seen.add("replaced")).cb(seen::add);
        assertThat(io.nreqs()).isOne();
        assertThat(seen).as("only in pollCb").isEmpty();
        io.flush();
        request.cb(seen::add);
        io.flush();
        assertThat(seen).containsExactly(4096L);
    }

    @Test
    void aCallbackThatIsSetLaterFindsTheRequestsErrno() {
        AioRequest<AioStat> stat = io.aioStat(path("none"));
        io.flush();
        Advanced.fadvise(-1, 0, 0, 0);
        assertThat(IoAio.errno()).isEqualTo(Errno.EBADF);
        List<Integer> seen = new ArrayList<>();
        stat.cb(none -> seen.add(IoAio.errno()));
        io.flush();
        assertThat(seen).containsExactly(Errno.ENOENT);
    }

    @Test
    void thePositionAdvancesBeforeTheCallbackAndOnlyOnce() throws Exception {
        ByteBuffer handled = buffer(4096);
        read(handled);
        io.flush();
        assertThat(handled.position()).isEqualTo(4096);

        ByteBuffer awaited = ByteBuffer.allocate(10000);
        List<Integer> inCallback = java.util.Collections.synchronizedList(new ArrayList<>());
        AioRequest<Long> request = io.aioRead(fd, 0, awaited, count -> inCallback.add(awaited.position()));
        request.await();
        request.future().get();
        assertThat(awaited.position()).isEqualTo(8192);
        io.flush();
        assertThat(awaited.position()).isEqualTo(8192);
        assertThat(inCallback).containsExactly(8192);
    }

    @Test
    void theDescriptorIsReadableWhileACallbackIsPending() throws Exception {
        int fileno = io.pollFileno();
        assertThat(readable(fileno)).isFalse();
        Thread other = new Thread(() -> io.aioRead(fd, 0, buffer(4096), count -> { }));
        other.start();
        other.join();
        assertThat(io.npending()).isEqualTo(1);
        assertThat(readable(fileno)).isTrue();
        io.pollCb();
        assertThat(readable(fileno)).isFalse();
    }

    @Test
    void theDescriptorBecomesReadableForWhatIsGivenACallbackOrAGroupLater() throws Exception {
        int fileno = io.pollFileno();
        read(buffer(4096)).cb(count -> { });
        assertThat(readable(fileno)).isTrue();
        io.pollCb();
        assertThat(readable(fileno)).isFalse();

        AioGroup group = io.aioGroup();
        io.pollCb();
        assertThat(group.isDone()).isTrue();
        boolean[] done = {false};
        AioGroup another = io.aioGroup(result -> done[0] = true);
        another.add(read(buffer(4096)));
        assertThat(readable(fileno)).isTrue();
        io.pollCb();
        assertThat(done[0]).isTrue();
        assertThat(readable(fileno)).isFalse();
    }

    @Test
    void thePollerIsNotWokenForAnAnswerThatIsAwaited() throws Exception {
        int fileno = io.pollFileno();
        CompletableFuture<Long> got = CompletableFuture.supplyAsync(() -> {
            try {
                return read(buffer(4096)).await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(got.get()).isEqualTo(4096);
        assertThat(readable(fileno)).isFalse();
    }

    @Test
    void whatWasPendingBeforeThePoolWasPolledIsSeenByWhoPolls() throws Exception {
        boolean[] called = {false};
        io.aioRead(fd, 0, buffer(4096), count -> called[0] = true);
        assertThat(readable(io.pollFileno())).isTrue();
        assertThat(io.pollCb()).isZero();
        assertThat(called[0]).isTrue();
    }

    @Test
    void aSelectorSeesAnswersOfOtherThreads() throws Exception {
        try (AioSelectable channel = AioSelectable.open(io); Selector selector = Selector.open()) {
            io.pollFileno();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            assertThat(selector.selectNow()).isZero();
            boolean[] called = {false};
            Thread other = new Thread(() -> io.aioRead(fd, 0, buffer(4096), count -> called[0] = true));
            other.start();
            assertThat(selector.select()).isOne();
            selector.selectedKeys().clear();
            io.pollCb();
            other.join();
            assertThat(called[0]).isTrue();
            assertThat(selector.selectNow()).isZero();
        }
    }

    @Test
    void aDaemonCallsBack() throws Exception {
        try (IoAio nobodys = IoAio.create()) {
            nobodys.aioNop().await();
            assertThat(daemonRuns()).isTrue();
            CompletableFuture<Thread> where = new CompletableFuture<>();
            nobodys.aioRead(fd, 0, buffer(4096), count -> where.complete(Thread.currentThread()));
            assertThat(where.get().getName()).isEqualTo("jeio-poll");
        }
    }

    @Test
    void awaitingARequestWithACallbackHasADaemonCallIt() throws Exception {
        CompletableFuture<Long> called = new CompletableFuture<>();
        io.aioRead(fd, 0, buffer(4096), called::complete).await();
        assertThat(called.get()).isEqualTo(4096);
    }

    /** The leak check after the test sees the descriptor if it stays. */
    @Test
    void aCancelledAnswerIsGivenBackAndItsCallbackNotCalled() {
        List<Object> seen = new ArrayList<>();
        long before = io.ninline();
        AioRequest<Integer> open = answered(io.aioOpen(path, O_RDONLY, 0, seen::add), before);
        assertThat(open.cancel()).isTrue();
        assertThat(open.cancel()).isFalse();
        assertThat(open.isCancelled()).isTrue();
        assertThat(open.isDone()).isTrue();
        assertThatThrownBy(open::await).isInstanceOf(CancellationException.class);
        assertThat(open.future()).isCancelled();
        io.flush();
        assertThat(seen).isEmpty();
    }

    @Test
    void whatIsDoneIsTheCallersEvenIfItIsCancelledThen() throws Exception {
        AioRequest<Integer> open = io.aioOpen(path, O_RDONLY, 0);
        int opened = closeLater(open.await());
        assertThat(open.cancel()).isFalse();
        io.flush();
        assertThat(Files.readSymbolicLink(Path.of("/proc/self/fd/" + opened))).hasToString(path);
    }

    @Test
    void cancellingAFutureThatIsCompleteChangesNothing() {
        AioRequest<Long> request = read(buffer(4096));
        CompletableFuture<Long> future = request.future();
        assertThat(future).isCompletedWithValue(4096L);
        assertThat(future.cancel(true)).isFalse();
        assertThat(request.isCancelled()).isFalse();
    }

    @Test
    void aGroupIsDoneWithWhatWasAnsweredInIt() {
        List<Object> order = new ArrayList<>();
        AioGroup group = io.aioGroup(result -> order.add("group"));
        group.add(io.aioRead(fd, 0, buffer(4096), order::add));
        group.add(io.aioStat(path, stat -> order.add(stat.size())));
        group.add(read(buffer(100)));
        assertThat(order).isEmpty();
        io.flush();
        assertThat(order).containsExactlyInAnyOrder(4096L, 8192L, "group").endsWith("group");
    }

    @Test
    void cancellingAGroupCancelsTheAnswersInIt() {
        List<Object> seen = new ArrayList<>();
        AioGroup group = io.aioGroup(result -> seen.add("group"));
        AioRequest<Integer> open = group.add(io.aioOpen(path, O_RDONLY, 0, seen::add));
        assertThat(group.cancel()).isTrue();
        assertThat(open.isCancelled()).isTrue();
        io.flush();
        assertThat(seen).isEmpty();
    }

    @Test
    void cancellingWhatIsInAGroupLetsTheGroupEnd() {
        List<Object> seen = new ArrayList<>();
        AioGroup group = io.aioGroup(result -> seen.add("group"));
        group.add(io.aioOpen(path, O_RDONLY, 0, seen::add));
        AioRequest<Integer> cancelled = group.add(io.aioOpen(path, O_RDONLY, 0, seen::add));
        cancelled.cancel();
        group.cancelSubs();
        io.flush();
        assertThat(seen).containsExactly("group");
    }

    @Test
    void aRequestThatIsDoneAddsNothingToAGroup() throws Exception {
        boolean[] done = {false};
        AioRequest<Long> awaited = read(buffer(4096));
        awaited.await();
        AioGroup group = io.aioGroup(result -> done[0] = true);
        group.add(awaited, read(buffer(4096)));
        io.flush();
        assertThat(done[0]).isTrue();
    }

    @Test
    void awaitingAMemberLeavesItToTheGroup() throws Exception {
        boolean[] done = {false};
        io.pollFileno();
        AioGroup group = io.aioGroup(result -> done[0] = true);
        AioRequest<Long> member = group.add(read(buffer(4096)));
        assertThat(member.await()).isEqualTo(4096);
        assertThat(done[0]).isFalse();
        io.pollCb();
        assertThat(done[0]).isTrue();
    }

    @Test
    void anExceptionOfACallbackLeavesTheOthersPending() throws Exception {
        int fileno = io.pollFileno();
        List<Object> seen = new ArrayList<>();
        io.aioRead(fd, 0, buffer(4096), count -> {
            throw new IllegalStateException("mine");
        });
        io.aioRead(fd, 0, buffer(4096), seen::add);
        assertThatThrownBy(io::pollCb).hasMessage("mine");
        assertThat(seen).isEmpty();
        assertThat(io.npending()).isEqualTo(1);
        assertThat(readable(fileno)).isTrue();
        assertThat(io.pollCb()).isZero();
        assertThat(seen).containsExactly(4096L);
    }

    @Test
    void theLimitOfRequestsHoldsForAnswersToo() {
        List<Object> seen = new ArrayList<>();
        io.maxPollReqs(2);
        for (int i = 0; i < 5; i++) {
            io.aioRead(fd, 0, buffer(4096), seen::add);
        }
        assertThat(io.pollCb()).isEqualTo(-1);
        assertThat(seen).hasSize(2);
        assertThat(io.nreqs()).isEqualTo(3);
        assertThat(io.npending()).isEqualTo(3);
        assertThat(io.poll()).isEqualTo(2);
        assertThat(io.poll()).isEqualTo(1);
        assertThat(seen).hasSize(5);
    }

    @Test
    void manyThreadsAwaitAtOnce() throws Exception {
        var executor = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                all.add(CompletableFuture.runAsync(() -> {
                    ByteBuffer data = buffer(4096);
                    for (int i = 0; i < 500; i++) {
                        try {
                            assertThat(io.aioRead(fd, 0, data.clear()).await()).isEqualTo(4096);
                            assertThat(io.aioStat(path).await().size()).isEqualTo(8192);
                        } catch (java.io.IOException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }, executor));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
        } finally {
            executor.shutdown();
        }
    }
}
