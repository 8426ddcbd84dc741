package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.Leaks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manual's knobs for the number of threads, and its counters of requests. */
class LimitsTest extends CoreTest {

    private final List<Integer> called = new ArrayList<>();
    /** By their numbers: one of a pool that was closed just now may be listed still. */
    private Set<String> others;

    @BeforeEach
    void otherPoolsThreads() {
        others = Leaks.eioTasks();
    }

    /** The pool's threads, as the kernel lists them. */
    private int tasks() {
        Set<String> all = Leaks.eioTasks();
        all.removeAll(others);
        return all.size();
    }

    /** Waits until the kernel lists so many; a thread that has left the pool is listed a moment longer. */
    private void awaitTasks(int count) {
        until(() -> tasks() == count);
    }

    private void nops(int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            io.aioNop(() -> called.add(number));
        }
    }

    // threads

    @Test
    void noThreadIsStartedBeforeARequestCallsForIt() {
        assertThat(io.nthreads()).isZero();
        assertThat(tasks()).isZero();
    }

    @Test
    void threadsAreStartedAsRequestsCallForThem() {
        stall(io, 1);
        assertThat(io.nthreads()).isEqualTo(1);
        stall(io, 2);
        assertThat(io.nthreads()).isEqualTo(3);
        awaitTasks(3);
    }

    @Test
    void eightThreadsAreTheDefault() {
        stall(io, 8);
        nops(3);
        assertThat(io.nthreads()).isEqualTo(8);
        assertThat(io.nready()).isEqualTo(3);
        awaitTasks(8);
    }

    @Test
    void minParallelRaisesTheNumberOfThreads() {
        io.minParallel(12);
        stall(io, 12);
        assertThat(io.nthreads()).isEqualTo(12);
        awaitTasks(12);
        io.minParallel(3);
        nops(1);
        assertThat(io.nthreads()).isEqualTo(12);
    }

    @Test
    void aLowerMinParallelLeavesTheLimitAsItIs() {
        io.minParallel(1);
        queueStalls(io, 5);
        assertThat(io.nthreads()).isEqualTo(5);
    }

    @Test
    void requestsOneAfterTheOtherDoNotNeedAllThreads() throws Exception {
        io.inlineCached(false);
        for (int i = 0; i < 200; i++) {
            io.aioStat("/").await();
        }
        assertThat(io.nthreads()).isLessThan(8);
    }

    @Test
    void minParallelStartsThreadsForWhatIsWaiting() {
        io.maxParallel(1);
        Stall stall = stall(io, 1);
        nops(5);
        assertThat(io.nready()).isEqualTo(5);
        io.minParallel(2);
        awaitPending(io, 5);
        assertThat(io.npending()).isEqualTo(5);
        assertThat(io.nthreads()).isEqualTo(2);
        assertThat(stall).isNotNull();
    }

    @Test
    void maxParallelReturnsOnceNoMoreThreadsAreLeft() throws Exception {
        io.maxIdle(8); // so that none ends by itself, however long this takes
        stall(io, 8).release();
        io.flush();
        io.maxParallel(3);
        assertThat(io.nthreads()).isEqualTo(3);
        awaitTasks(3);
        io.maxParallel(5);
        stall(io, 3);
        nops(1);
        assertThat(io.nthreads()).isEqualTo(3);
        assertThat(io.nready()).isEqualTo(1);
    }

    @Test
    void maxParallelWaitsForWhatTheThreadsInExcessExecute() throws Exception {
        Stall stall = stall(io, 3);
        FutureTask<Integer> threads = new FutureTask<>(() -> {
            io.maxParallel(1);
            return io.nthreads();
        });
        new Thread(threads).start();
        assertThat(threads.isDone()).isFalse();
        stall.release();
        assertThat(threads.get()).isLessThanOrEqualTo(1);
    }

    @Test
    void withMaxParallelZeroRequestsWaitUntilItIsRaised() {
        nops(1);
        io.flush();
        io.maxParallel(0);
        assertThat(io.nthreads()).isZero();
        awaitTasks(0);
        nops(4);
        assertThat(io.nready()).isEqualTo(4);
        assertThat(io.nthreads()).isZero();
        assertThat(io.pollCb()).isZero();
        io.minParallel(1);
        io.flush();
        assertThat(called).containsExactly(0, 0, 1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 8})
    void threadsBeyondMaxIdleLeaveAfterTheIdleTimeout(int idle) throws Exception {
        io.maxIdle(idle);
        io.idleTimeout(0);
        Stall stall = stall(io, 8);
        assertThat(io.nthreads()).isEqualTo(8);
        stall.release();
        io.flush();
        awaitTasks(idle);
        assertStay(idle);
        nops(1);
        io.flush();
        assertThat(called).hasSize(1);
    }

    @Test
    void maxIdleAppliesToThreadsThatIdleAlready() throws Exception {
        io.maxIdle(8);
        stall(io, 8).release();
        io.flush();
        assertThat(io.nthreads()).isEqualTo(8);
        io.idleTimeout(0);
        io.maxIdle(2);
        awaitTasks(2);
        assertStay(2);
    }

    /** A timeout of 0 is up within the second in which the thread began to idle. */
    private void assertStay(int count) {
        long last = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1100);
        until(() -> {
            assertThat(tasks()).isEqualTo(count);
            return System.nanoTime() > last;
        });
        assertThat(io.nthreads()).isEqualTo(count);
    }

    /** A thread that leaves because it idles, while the limit sends it away too, must not be counted twice. */
    @Test
    void threadsThatLeaveByThemselvesWhileTheyAreSentAwayAreCountedOnce() {
        io.maxIdle(0);
        io.idleTimeout(0);
        for (int i = 0; i < 2000; i++) {
            io.minParallel(4);
            nops(4);
            io.flush();
            io.maxParallel(0);
            assertThat(io.nthreads()).isZero();
            assertThat(io.nready()).isZero();
        }
        assertThat(called).hasSize(8000);
        awaitTasks(0);
        io.minParallel(4);
        stall(io, 4);
        assertThat(io.nthreads()).isEqualTo(4);
    }

    @Test
    void poolsOfThreadsThatDoNotIdleClose() {
        for (int i = 0; i < 1000; i++) {
            try (IoAio pool = IoAio.create()) {
                pool.maxIdle(0);
                pool.idleTimeout(0);
                pool.aioNop();
                pool.aioNop();
                pool.flush();
            }
        }
        awaitTasks(0);
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        List<IntConsumer> knobs = List.of(io::minParallel, io::maxParallel, io::maxIdle, io::idleTimeout);
        for (IntConsumer knob : knobs) {
            assertThatIllegalArgumentException().isThrownBy(() -> knob.accept(-1)).withMessageContaining("-1");
        }
        for (IntConsumer knob : knobs.subList(0, 3)) {
            assertThatIllegalArgumentException().isThrownBy(() -> knob.accept(65537)).withMessageContaining("65537");
        }
        io.minParallel(65536);
        io.idleTimeout(Integer.MAX_VALUE);
        nops(1);
        io.flush();
        assertThat(called).hasSize(1);
    }

    // counters

    @Test
    void countersFollowARequestThroughItsStates() throws Exception {
        assertCounters(0, 0, 0);
        Stall stall = stallOne();
        assertCounters(1, 0, 0);
        nops(2);
        assertCounters(3, 2, 0);
        stall.release();
        awaitPending(io, 3);
        assertCounters(3, 0, 3);
        io.maxPollReqs(1);
        io.pollCb(); // the stalled open, whose callback closes the descriptor
        awaitPending(io, 3);
        assertCounters(3, 0, 3);
        io.pollCb();
        assertCounters(2, 0, 2);
        io.maxPollReqs(0);
        io.pollCb();
        assertCounters(0, 0, 0);
    }

    private void assertCounters(int nreqs, int nready, int npending) {
        assertThat(List.of(io.nreqs(), io.nready(), io.npending())).as("nreqs, nready, npending")
                .containsExactly(nreqs, nready, npending);
    }

    @Test
    void requestIsNotOutstandingInItsOwnCallback() {
        io.aioNop(() -> called.add(io.nreqs()));
        io.flush();
        assertThat(called).containsExactly(0);
    }

    @Test
    void whatACallbackSubmitsIsOutstandingAndReadyAtOnce() {
        io.aioNop(() -> {
            nops(3);
            assertCounters(3, 3, 0);
        });
        io.flush();
        assertThat(called).hasSize(3);
    }

    @Test
    void cancelledRequestIsOutstandingUntilItIsHandled() throws Exception {
        Stall stall = stallOne();
        AioRequest<Void> nop = io.aioNop();
        nop.cancel();
        assertCounters(2, 1, 0);
        stall.release();
        io.flush();
        assertCounters(0, 0, 0);
    }

    @Test
    void groupIsARequestThatIsPendingAtOnce() {
        io.pollFileno(); // where nobody polls, it stays open for more
        io.maxParallel(0);
        AioGroup group = io.aioGroup();
        assertCounters(1, 0, 1);
        group.add(io.aioNop());
        assertCounters(2, 1, 1);
        io.pollCb();
        assertCounters(1, 1, 0);
        assertThat(group.isDone()).isFalse();
        io.minParallel(1);
        io.flush();
        assertThat(group.isDone()).isTrue();
        assertCounters(0, 0, 0);
    }
}
