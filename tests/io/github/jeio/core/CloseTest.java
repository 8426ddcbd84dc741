package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Closing a pool behind a request that does not end. */
class CloseTest extends CoreTest {

    @Test
    void anInterruptEndsTheWaitAndThePoolIsTornDownWhenTheLastRequestEnds() throws Exception {
        IoAio other = IoAio.create();
        Stall stall = stall(other, 1);
        List<Thread> callers = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch called = new CountDownLatch(1);
        other.aioBusy(0, () -> { });
        AioRequest<Void> behind = queueBehind(other, callers, called);
        Running<Boolean> closing = start(() -> {
            other.close();
            return Thread.currentThread().isInterrupted();
        });
        until(() -> refuses(other));
        closing.thread().interrupt();
        assertThat(closing.get()).as("the thread stays interrupted").isTrue();
        assertThatIllegalStateException().isThrownBy(() -> other.aioNop()).withMessageContaining("closed");
        other.close();
        List<Thread> ending = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("jeio-close")).toList();
        assertThat(ending).isNotEmpty().allMatch(Thread::isDaemon);
        stall.release();
        for (Thread thread : ending) {
            thread.join();
        }
        called.await();
        assertThat(behind.isDone()).isTrue();
        forgetStalls(); // their pool is gone, and has run their callbacks
    }

    /** While one thread is in the last callback, no other one calls a dependent. */
    @Test
    void aDependentThatIsAttachedWhileThePoolIsBeingClosedRunsInTheLastTurn() throws Exception {
        IoAio other = IoAio.create();
        AioRequest<Void> done = other.aioNop();
        done.await();
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch out = new CountDownLatch(1);
        CountDownLatch called = new CountDownLatch(1);
        other.pollFileno();
        other.aioNop(() -> {
            in.countDown();
            try {
                out.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Running<Boolean> closing = start(() -> {
            other.close();
            return true;
        });
        in.await();
        List<Thread> callers = Collections.synchronizedList(new ArrayList<>());
        done.future().thenRun(() -> callers.add(Thread.currentThread()));
        // when this one runs, the closing thread has been told of both: only the result of this one's request wakes it again
        CompletableFuture<Void> dependent = done.future().thenRun(() -> {
            callers.add(Thread.currentThread());
            other.aioNop(called::countDown); // which is sent down, and waited for, in that turn
        });
        try {
            assertThat(callers).as("a callback is running").isEmpty();
        } finally {
            out.countDown();
        }
        dependent.join();
        called.await();
        assertThat(closing.get()).isTrue();
        assertThat(callers).containsExactly(closing.thread(), closing.thread());
        done.future().thenRun(() -> callers.add(Thread.currentThread()));
        assertThat(callers).as("nobody else can call it any more").containsExactly(closing.thread(), closing.thread(), Thread.currentThread());
    }

    @Test
    void aCallbackOfAPoolThatIsBeingClosedMakesAndFillsAGroup() {
        IoAio other = IoAio.create();
        other.pollFileno();
        List<String> called = new ArrayList<>();
        other.aioNop(() -> {
            other.aioGroup(group -> group.add(other.aioNop(() -> called.add("member"))), results -> called.add("group"));
        });
        other.close();
        assertThat(called).containsExactly("member", "group");
    }

    @Test
    void aTaskThatAClosedPoolRefusesLeavesNoPriorityBehind() {
        IoAio other = IoAio.create();
        IoAio.aioreqPri(3);
        AioRequest<Void> request = other.aioNop();
        other.close();
        request.cb(nothing -> { });
        assertThat(IoAio.aioreqPri(0)).isZero();
    }

    private AioRequest<Void> queueBehind(IoAio other, List<Thread> callers, CountDownLatch called) {
        return other.aioNop(() -> {
            callers.add(Thread.currentThread());
            called.countDown();
        });
    }

    private static boolean refuses(IoAio other) {
        try {
            other.aioNop();
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Test
    void anInterruptThatCameBeforeDoesNoHarmWhereNothingHasToBeWaitedFor() {
        IoAio other = IoAio.create();
        List<Thread> callers = new ArrayList<>();
        other.aioNop(() -> callers.add(Thread.currentThread()));
        awaitPending(other, 1);
        Thread.currentThread().interrupt();
        other.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(callers).containsExactly(Thread.currentThread());
    }
}
