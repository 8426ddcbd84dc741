package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.support.Threads;
import java.io.RandomAccessFile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results go from one thread to another: from the leader to the owner, from a daemon to whoever polls next; and waits are interrupted. */
class HandOverTest extends CoreTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    /** The result wakes the leader alone, and that wakes who is to call back. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoeverPollsIsWokenForWhatTheLeaderHasTaken(boolean watched) throws Exception {
        run("mkfifo", path("slow"));
        AioRequest<Integer> stuck = io.aioOpen(path("slow"), O_WRONLY, 0);
        Running<Integer> leader = start(stuck::await);
        until(() -> Threads.waits(leader.thread()));
        List<Thread> called = new CopyOnWriteArrayList<>();
        Running<Integer> owner = start(() -> {
            if (watched) {
                io.pollFileno();
            } else {
                io.pollCb();
            }
            while (called.isEmpty()) {
                io.pollWait();
                io.pollCb();
            }
            return called.size();
        });
        until(() -> Threads.waits(owner.thread()));

        io.aioBusy(0, () -> called.add(Thread.currentThread()));

        assertThat(owner).succeedsWithin(LONG).isEqualTo(1);
        assertThat(called).containsExactly(owner.thread());
        try (RandomAccessFile otherEnd = new RandomAccessFile(path("slow"), "rw")) {
            io.aioClose(leader.get()).await();
        }
    }

    /** The callback that it is at is the last. */
    @Test
    void aDaemonLeavesWhatItHasNotToldToWhoeverPolls() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        List<Thread> called = new CopyOnWriteArrayList<>();
        AioRequest<Void> first = io.aioNop(() -> {
            called.add(Thread.currentThread());
            awaitLatch(goOn);
        });
        first.future(); // has a daemon made
        until(() -> called.size() == 1);
        for (int i = 0; i < 3; i++) {
            io.aioNop(() -> called.add(Thread.currentThread()));
        }
        awaitPending(io, 3);
        Running<Integer> owner = start(() -> {
            io.pollFileno();
            io.flush();
            return called.size();
        });
        until(() -> Threads.waits(owner.thread()));

        goOn.countDown();

        assertThat(owner).succeedsWithin(LONG).isEqualTo(4);
        assertThat(called.subList(1, 4)).containsOnly(owner.thread());
        assertThat(called.get(0)).isNotSameAs(owner.thread());
    }

    @Test
    void aDaemonWhoseCallbackThrowsGoesOn() {
        List<Throwable> told = new CopyOnWriteArrayList<>();
        Thread[] daemon = new Thread[1];
        AioRequest<Void> throwing = io.aioNop(() -> {
            daemon[0] = Thread.currentThread();
            daemon[0].setUncaughtExceptionHandler((thread, e) -> told.add(e));
            throw new IllegalStateException("a callback's");
        });
        assertThat(throwing.future()).succeedsWithin(LONG);
        List<Thread> called = new CopyOnWriteArrayList<>();

        assertThat(io.aioNop(() -> called.add(Thread.currentThread())).future()).succeedsWithin(LONG);

        assertThat(called).containsExactly(daemon[0]);
        assertThat(told).singleElement().isInstanceOf(IllegalStateException.class);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anInterruptEndsTheWaitOfOneThatIsParkedToo() throws Exception {
        stallOne();
        AioRequest<Void> nop = io.aioNop();
        Running<Void> leads = start(nop::await);
        leads.awaitBlocked();
        Running<Boolean> parked = start(() -> {
            assertThatThrownBy(nop::await).isInstanceOf(AioException.class).hasMessageContaining("EINTR");
            return Thread.interrupted();
        });
        parked.awaitBlocked();

        parked.thread().interrupt();

        assertThat(parked).succeedsWithin(LONG).isEqualTo(true);
        assertThat(leads.isDone()).isFalse();
    }

    @Test
    void aJoinGoesOnAndTheInterruptIsNotLost() throws Exception {
        Stall stall = stallOne();
        AioRequest<Void> nop = io.aioNop();
        Running<Void> leads = start(nop::await);
        leads.awaitBlocked();
        Running<Boolean> joins = start(() -> {
            nop.future().join();
            return Thread.interrupted();
        });
        joins.awaitBlocked();
        joins.thread().interrupt();
        until(() -> !joins.thread().isInterrupted()); // it has looked, and goes on
        assertThat(joins.isDone()).isFalse();

        stall.release();

        assertThat(joins).succeedsWithin(LONG).isEqualTo(true);
    }

    /** The thread that died is not collected as long as somebody knows it. */
    @Test
    void aPoolWhosePollerHasDiedGetsADaemon() throws Exception {
        Running<Integer> dead = start(io::pollCb);
        dead.thread().join();
        CompletableFuture<Thread> called = new CompletableFuture<>();
        CompletableFuture<Void> nop = io.aioNop(() -> called.complete(Thread.currentThread())).future();
        try {
            assertThat(called).succeedsWithin(LONG).isNotEqualTo(dead.thread());
        } finally {
            io.pollCb();
        }
        assertThat(nop).isDone();
    }
}
