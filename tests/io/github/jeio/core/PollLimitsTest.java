package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jeio.support.Threads;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** How much one pollCb does. */
class PollLimitsTest extends PendingTest {

    @Test
    void pollCbWithNothingToDoGivesZero() {
        assertThat(io.pollCb()).isZero();
    }

    @Test
    void maxPollReqsLimitsWhatOnePollCbHandles() {
        io.maxPollReqs(2);
        pending(5);
        assertThat(io.pollCb()).isEqualTo(-1);
        assertThat(called).hasSize(2);
        assertThat(io.npending()).isEqualTo(3);
        assertThat(io.nreqs()).isEqualTo(3);
        awaitReadable(io);
        assertThat(io.pollCb()).isEqualTo(-1);
        assertThat(called).hasSize(4);
        awaitReadable(io);
        assertThat(io.pollCb()).isZero();
        assertThat(called).hasSize(5);
        assertThat(readable(io)).isFalse();
    }

    @Test
    void pollCbThatReachesItsLimitWithTheLastResultGivesZero() {
        io.maxPollReqs(2);
        pending(2);
        assertThat(io.pollCb()).isZero();
        assertThat(readable(io)).isFalse();
    }

    @Test
    void maxPollReqsOfZeroIsNoLimit() {
        io.maxPollReqs(1);
        io.maxPollReqs(0);
        pending(1000);
        io.pollCb(); // a slow machine's may end before all, by the turn's time
        assertThat(called).hasSizeGreaterThan(1);
        io.flush();
        assertThat(called).hasSize(1000);
    }

    @Test
    void afterMaxPollTimeNoOtherCallbackIsBegun() {
        io.maxPollTime(1e-9);
        pending(3);
        assertThat(io.pollCb()).isEqualTo(-1);
        assertThat(called).hasSize(1);
        awaitReadable(io);
        io.maxPollTime(0);
        assertThat(io.pollCb()).isZero();
        assertThat(called).hasSize(3);
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> io.maxPollReqs(-1)).withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> io.maxPollTime(-0.5)).withMessageContaining("-0.5");
        assertThatIllegalArgumentException().isThrownBy(() -> io.maxPollTime(Double.NaN)).withMessageContaining("NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> io.maxOutstanding(-1)).withMessageContaining("-1");
    }

    @Test
    void maxOutstandingMakesPollCbWaitUntilNoMoreAreOutstanding() throws Exception {
        io.maxOutstanding(2);
        Stall stall = stallOne();
        nops(4);
        FutureTask<Integer> outstanding = new FutureTask<>(() -> {
            io.pollCb();
            return io.nreqs();
        });
        Thread thread = new Thread(outstanding);
        thread.start();
        while (thread.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }
        assertThat(outstanding.isDone()).isFalse();
        stall.release();
        assertThat(outstanding.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void pollCbReturnsWhileAsManyAreOutstandingAsMayBe() {
        io.maxOutstanding(2);
        stall(io, 2);
        assertThat(outstandingAfterPollCb()).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(2);
    }

    @Test
    void pollCbWaitsWhileOneMoreIsOutstanding() throws Exception {
        io.maxOutstanding(2);
        Stall first = stall(io, 1);
        stall(io, 2);
        Running<Integer> outstanding = outstandingAfterPollCb();
        until(() -> outstanding.isDone() || Threads.waits(outstanding.thread()));
        first.release();
        assertThat(outstanding.get()).isEqualTo(2);
    }

    private Running<Integer> outstandingAfterPollCb() {
        return start(() -> {
            io.pollCb();
            return io.nreqs();
        });
    }

    @Test
    void maxOutstandingOfZeroIsNoLimit() throws Exception {
        io.maxOutstanding(1);
        io.maxOutstanding(0);
        Stall stall = stallOne();
        nops(4);
        io.pollCb();
        assertThat(io.nreqs()).isGreaterThanOrEqualTo(4);
        stall.release();
    }

    /** Results of a mebibyte each, as many loads give, are some that may take long. */
    @Test
    void slowCallbacksDoNotHoldTheLoopForLong() {
        for (int i = 0; i < 200; i++) {
            io.aioNop(PollLimitsTest::takesFiveMilliseconds);
        }
        awaitPending(io, 200);
        assertThat(io.pollCb()).isEqualTo(-1);
        assertThat(io.npending()).isPositive();
        awaitReadable(io);
        io.flush();
    }

    private static void takesFiveMilliseconds() {
        long end = System.nanoTime() + 5_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
