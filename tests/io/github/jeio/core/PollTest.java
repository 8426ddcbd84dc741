package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioGroup;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.nio.AioSelectable;
import io.github.jeio.support.Threads;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PollTest extends PendingTest {

    @BeforeAll
    static void theJvmsFirstSocketMakesAnotherOneThatStays() throws IOException {
        SocketChannel.open(StandardProtocolFamily.UNIX).close();
    }

    private static void fail() {
        throw new UnsupportedOperationException("a callback's");
    }

    // the descriptor

    @Test
    void descriptorIsReadableExactlyWhileResultsArePending() {
        assertThat(readable(io)).isFalse();
        for (int i = 0; i < 3; i++) {
            pending(2);
            awaitReadable(io);
            assertThat(io.pollCb()).isZero();
            assertThat(readable(io)).isFalse();
        }
    }

    @Test
    void descriptorIsNotReadableWhileARequestIsExecuting() throws Exception {
        Stall stall = stallOne();
        assertThat(readable(io)).isFalse();
        assertThat(io.pollCb()).isZero();
        stall.release();
        io.pollWait();
        awaitReadable(io);
    }

    @Test
    void descriptorStaysTheSame() {
        int fd = io.pollFileno();
        pending(1);
        io.pollCb();
        assertThat(io.pollFileno()).isEqualTo(fd);
        assertThat(run("readlink", "/proc/" + ProcessHandle.current().pid() + "/fd/" + fd)).isEqualTo("anon_inode:[eventfd]");
    }

    @Test
    void selectableIsReadableExactlyWhileResultsArePending() throws Exception {
        try (Selector selector = Selector.open(); AioSelectable results = AioSelectable.open(io)) {
            SelectionKey key = results.register(selector, SelectionKey.OP_READ);
            for (int i = 0; i < 3; i++) {
                assertThat(selector.selectNow()).isZero();
                pending(2);
                assertThat(selector.select()).isEqualTo(1);
                assertThat(key.isReadable()).isTrue();
                selector.selectedKeys().clear();
                assertThat(selector.selectNow()).isEqualTo(1);
                selector.selectedKeys().clear();
                assertThat(io.pollCb()).isZero();
            }
            assertThat(selector.selectNow()).isZero();
        }
    }

    @Test
    void selectableIsReadableForWhatWasPendingBeforeItWasOpened() throws Exception {
        pending(1);
        try (Selector selector = Selector.open(); AioSelectable results = AioSelectable.open(io)) {
            results.register(selector, SelectionKey.OP_READ);
            assertThat(selector.selectNow()).isEqualTo(1);
            selector.selectedKeys().clear();
            io.pollCb();
            assertThat(selector.selectNow()).isZero();
        }
    }

    @Test
    void selectableStaysReadableWhileALimitLeavesResults() throws Exception {
        try (Selector selector = Selector.open(); AioSelectable results = AioSelectable.open(io)) {
            results.register(selector, SelectionKey.OP_READ);
            io.maxPollReqs(1);
            pending(3);
            for (int left = 3; left > 0; left--) {
                assertThat(selector.selectNow()).as("with %s left", left).isEqualTo(1);
                selector.selectedKeys().clear();
                io.pollCb();
            }
            assertThat(selector.selectNow()).isZero();
        }
    }

    @Test
    void selectableOutlivesPollsOfAnInterruptedThread() throws Exception {
        try (Selector selector = Selector.open(); AioSelectable results = AioSelectable.open(io)) {
            results.register(selector, SelectionKey.OP_READ);
            pending(1);
            Thread.currentThread().interrupt();
            io.pollCb();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(selector.selectNow()).isZero();
            pending(1);
            assertThat(selector.select()).isEqualTo(1);
            io.pollCb();
        }
    }

    @Test
    void secondSelectableTakesOverFromTheFirst() throws Exception {
        AioSelectable first = AioSelectable.open(io);
        try (Selector selector = Selector.open(); AioSelectable second = AioSelectable.open(io)) {
            first.close();
            second.register(selector, SelectionKey.OP_READ);
            pending(1);
            assertThat(selector.select()).isEqualTo(1);
            selector.selectedKeys().clear();
            io.pollCb();
            assertThat(selector.selectNow()).isZero();
        }
    }

    @Test
    void poolWorksOnAfterItsSelectableWasClosed() throws Exception {
        AioSelectable.open(io).close();
        for (int i = 0; i < 3; i++) {
            pending(1);
            awaitReadable(io);
            io.pollCb();
            assertThat(readable(io)).isFalse();
        }
        assertThat(called).hasSize(3);
    }

    /** As the wrappers of an eventfd do. */
    @Test
    void descriptorMayBeReadByWhoWatchesIt() {
        int fd = io.pollFileno();
        ByteBuffer count = ByteBuffer.allocateDirect(8);
        for (int i = 0; i < 200; i++) {
            pending(1);
            awaitReadable(io);
            read(fd, count.clear());
            assertThat(readable(io)).isFalse();
            assertThat(io.pollCb()).isZero();
            assertThat(readable(io)).isFalse();
        }
        assertThat(called).hasSize(200);
    }

    @Test
    void descriptorThatWasReadIsReadableAgainForWhatALimitLeaves() {
        int fd = io.pollFileno();
        io.maxPollReqs(1);
        pending(3);
        for (int left = 2; left > 0; left--) {
            awaitReadable(io);
            read(fd, ByteBuffer.allocateDirect(8));
            assertThat(io.pollCb()).isEqualTo(-1);
            assertThat(readable(io)).as("with %s left", left).isTrue();
        }
        assertThat(io.pollCb()).isZero();
    }

    /** By another pool: what is read is the descriptor's own counter. */
    private static void read(int fd, ByteBuffer count) {
        try (IoAio other = IoAio.create()) {
            other.inlineCached(false);
            other.aioRead(fd, -1, count).await();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    // exceptions

    @Test
    void exceptionOfACallbackComesOutAndTheRestStaysPending() {
        io.aioNop(PollTest::fail);
        awaitPending(io, 1);
        pending(2);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> io.pollCb());
        assertThat(called).isEmpty();
        assertThat(io.nreqs()).isEqualTo(2);
        assertThat(io.npending()).isEqualTo(2);
        awaitReadable(io);
        assertThat(io.pollCb()).isZero();
        assertThat(called).containsExactlyInAnyOrder(0, 1);
        assertThat(readable(io)).isFalse();
    }

    @Test
    void errorOfTheLastCallbackComesOutAndNothingIsPending() {
        io.aioNop(() -> {
            throw new AssertionError("a callback's");
        });
        awaitPending(io, 1);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> io.pollCb());
        assertThat(io.nreqs()).isZero();
        assertThat(readable(io)).isFalse();
    }

    @Test
    void whatACallbackSubmittedBeforeItThrewIsExecuted() {
        io.aioNop(() -> {
            nops(1);
            fail();
        });
        awaitPending(io, 1);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> io.pollCb());
        assertThat(io.nreqs()).isEqualTo(1);
        awaitPending(io, 1);
        awaitReadable(io);
    }

    @Test
    void exceptionsOfARequestAndOfItsGroupBothComeOut() {
        io.pollFileno(); // where nobody polls, the group stays open for more
        AioGroup group = io.aioGroup(results -> {
            throw new IllegalArgumentException("the group's");
        });
        group.add(io.aioNop(PollTest::fail));
        awaitPending(io, 2);
        List<Throwable> seen = new ArrayList<>();
        while (io.nreqs() > 0) {
            try {
                io.pollCb();
            } catch (RuntimeException e) {
                seen.add(e);
                seen.addAll(List.of(e.getSuppressed()));
            }
        }
        assertThat(seen).extracting(Object::getClass).containsExactly(UnsupportedOperationException.class,
                IllegalArgumentException.class);
    }

    @Test
    void errnoIsTheRequestsInItsCallback() {
        List<Integer> errnos = new ArrayList<>();
        io.aioStat(path("missing"), st -> errnos.add(IoAio.errno()));
        io.flush();
        io.aioStat(dir.toString(), st -> errnos.add(IoAio.errno()));
        io.flush();
        assertThat(errnos).containsExactly(Errno.ENOENT, 0);
    }

    // one poller at a time

    private List<Throwable> inACallback(ThrowingCallable... calls) {
        List<Throwable> thrown = new ArrayList<>();
        io.aioNop(() -> {
            for (ThrowingCallable call : calls) {
                thrown.add(org.assertj.core.api.Assertions.catchThrowable(call));
            }
        });
        io.flush();
        return thrown;
    }

    @Test
    void pollingInsideACallbackIsRefused() {
        List<Throwable> thrown = inACallback(() -> io.pollCb(), () -> io.poll(), () -> io.pollWait(), () -> io.flush(),
                () -> io.close(), () -> io.reinit());
        assertThat(thrown).hasSize(6).allSatisfy(e -> assertThat(e).isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("from inside a callback"));
        pending(1);
        assertThat(io.pollCb()).isZero();
        assertThat(called).hasSize(1);
    }

    @Test
    void pollingInsideAFeederAndAGroupsCallbackIsRefused() {
        AtomicInteger refused = new AtomicInteger();
        Runnable poll = () -> {
            assertThatIllegalStateException().isThrownBy(() -> io.pollCb());
            refused.incrementAndGet();
        };
        AioGroup group = io.aioGroup(results -> poll.run());
        group.feed(grp -> poll.run());
        io.flush();
        assertThat(refused).hasValue(2);
    }

    @Test
    void pollingInTheCallbackOfAnotherPoolIsAllowed() {
        try (IoAio other = IoAio.create()) {
            io.aioNop(() -> {
                other.aioNop(() -> called.add(1));
                other.flush();
            });
            io.flush();
        }
        assertThat(called).containsExactly(1);
    }

    @Test
    void pollCbWhileAnotherThreadIsInItIsRefused() throws Exception {
        Pause pause = new Pause();
        io.aioNop(pause);
        Thread poller = new Thread(io::poll, "the other poller");
        poller.start();
        try (pause) {
            pause.await();
            assertThatThrownBy(() -> io.pollCb()).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another thread").hasMessageContaining("the other poller");
        }
        poller.join();
        assertThat(io.pollCb()).isZero();
    }

    @Test
    void threadsMayTakeTurnsToPoll() throws Exception {
        pending(1);
        Thread other = new Thread(io::pollCb);
        other.start();
        other.join();
        pending(1);
        io.pollCb();
        assertThat(called).hasSize(2);
    }

    // waiting

    @Test
    void pollWaitReturnsOnceAResultIsPendingAndHandlesNothing() throws Exception {
        io.aioNop(() -> called.add(1));
        io.pollWait();
        assertThat(io.npending()).isEqualTo(1);
        assertThat(called).isEmpty();
    }

    @Test
    void pollWaitReturnsWhereNothingIsOutstanding() {
        io.pollWait();
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void pollWaitReturnsAtOnceWhereALimitHasLeftResults() {
        io.maxPollReqs(1);
        pending(2);
        io.pollCb();
        io.pollWait();
        assertThat(io.npending()).isEqualTo(1);
    }

    @Test
    void pollGivesTheNumberOfRequestsHandled() {
        assertThat(io.poll()).isZero();
        pending(3);
        assertThat(io.poll()).isEqualTo(3);
        assertThat(called).hasSize(3);
    }

    @Test
    void flushHandlesWhatCallbacksSubmitToo() {
        io.aioNop(() -> io.aioNop(() -> io.aioNop(() -> called.add(3))));
        io.flush();
        assertThat(called).containsExactly(3);
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void flushIsNotEndedByAnInterruptAndKeepsIt() throws Exception {
        Stall stall = stallOne();
        Thread.currentThread().interrupt();
        Thread releaser = new Thread(() -> {
            try {
                stall.release();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        releaser.start();
        io.flush();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(io.nreqs()).isZero();
        releaser.join();
    }

    @Test
    void flushWaitsForTheThreadThatPolls() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> callers = new ArrayList<>();
        io.aioNop(() -> {
            callers.add(Thread.currentThread());
            inside.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            io.aioNop(() -> called.add(1));
        });
        Thread poller = new Thread(io::flush);
        poller.start();
        inside.await();
        Running<Boolean> flusher = start(() -> {
            Thread.currentThread().interrupt();
            io.flush();
            assertThat(io.nreqs()).isZero();
            return Thread.interrupted();
        });
        until(() -> flusher.isDone() || Threads.waits(flusher.thread()));
        assertThat(flusher.isDone()).as("while the other thread is in a callback").isFalse();
        go.countDown();
        assertThat(flusher.get()).as("interrupted").isTrue();
        poller.join();
        assertThat(called).containsExactly(1);
        assertThat(callers).containsExactly(poller);
    }
}
