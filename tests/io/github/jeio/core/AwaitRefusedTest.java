package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Waits that could not end: inside callbacks, feeders and stages, and in a circle of pools. They throw. */
class AwaitRefusedTest extends CoreTest {

    @Test
    void awaitInsideACallbackIsRefused() {
        List<Throwable> thrown = new ArrayList<>();
        io.aioNop(() -> thrown.add(catchThrowable(() -> io.aioNop().await())));
        io.flush();
        assertThat(thrown).singleElement().isInstanceOf(IllegalStateException.class)
                .extracting(Throwable::getMessage).asString().contains("callback");
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void awaitInsideAFeederAndAGroupsCallbackIsRefused() {
        List<Throwable> thrown = new ArrayList<>();
        AioGroup group = io.aioGroup(results -> thrown.add(catchThrowable(() -> io.aioNop().await())));
        group.feed(grp -> thrown.add(catchThrowable(() -> io.aioNop().await())));
        io.flush();
        assertThat(thrown).hasSize(2).allMatch(IllegalStateException.class::isInstance);
    }

    @Test
    void awaitInAStageThatTheDaemonRunsIsRefused() throws Exception {
        stallOne();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CompletableFuture<Void> stage = io.aioMkdir(path("d"), 0755).future()
                .thenRun(() -> thrown.set(catchThrowable(() -> io.aioNop().await())));
        releaseStalls();
        stage.join();
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void awaitInTheThreadThatPollsPolls() throws Exception {
        io.pollCb();
        List<Thread> callers = new ArrayList<>();
        io.aioNop(() -> callers.add(Thread.currentThread()));
        AioRequest<Long> mkdir = io.aioMkdir(path("d"), 0755, status -> callers.add(Thread.currentThread()));
        assertThat(mkdir.await()).isZero();
        assertThat(callers).contains(Thread.currentThread());
        io.flush();
        assertThat(callers).hasSize(2).containsOnly(Thread.currentThread());
    }

    /** In a callback of each of two pools, for a request of the other one that concerns nobody else: neither has to wait for a poller. */
    @Test
    void callbacksOfTwoPoolsMayAwaitWhatConcernsNobodyElse() throws Exception {
        try (IoAio other = IoAio.create()) {
            List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
            CyclicBarrier both = new CyclicBarrier(2);
            CompletableFuture<Void> first = io.aioNop(() -> await(other::aioNop, both, thrown)).future();
            CompletableFuture<Void> second = other.aioNop(() -> await(io::aioNop, both, thrown)).future();
            CompletableFuture.allOf(first, second).join();
            assertThat(thrown).isEmpty();
        }
    }

    /** The same where each has a callback: at least one is told, and both end. */
    @Test
    void callbacksOfTwoPoolsThatAwaitEachOtherAreRefused() throws Exception {
        try (IoAio other = IoAio.create()) {
            List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
            CyclicBarrier both = new CyclicBarrier(2);
            CompletableFuture<Void> first = io.aioNop(() -> await(() -> other.aioNop(() -> { }), both, thrown)).future();
            CompletableFuture<Void> second = other.aioNop(() -> await(() -> io.aioNop(() -> { }), both, thrown)).future();
            CompletableFuture.allOf(first, second).join();
            other.flush();
            io.flush();
            assertThat(thrown).isNotEmpty().allSatisfy(e -> assertThat(e).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("waits for this thread"));
        }
    }

    /** The request is made when both callbacks run: before, the other pool's poller would call back for it. */
    private static void await(Supplier<AioRequest<?>> request, CyclicBarrier both, List<Throwable> thrown) {
        try {
            both.await();
            request.get().await();
        } catch (Exception e) {
            thrown.add(e);
        }
    }

    @Test
    void awaitInAnotherThreadThanTheOneThatPollsWaitsForIt() throws Exception {
        io.pollCb();
        AioRequest<Long> mkdir = io.aioMkdir(path("d"), 0755);
        Running<Long> waiting = start(mkdir::await);
        io.flush();
        assertThat(waiting.get()).isZero();
    }

    @Test
    void threadWhosePollWasRefusedIsNotTheOneThatPolls() throws Exception {
        Pause pause = new Pause();
        io.aioNop(pause);
        Running<Thread> poller = start(() -> {
            io.poll();
            AtomicReference<Thread> caller = new AtomicReference<>();
            io.aioNop(() -> caller.set(Thread.currentThread())).await();
            return caller.get();
        });
        try (pause) {
            pause.await();
            assertThatIllegalStateException().isThrownBy(() -> io.pollCb());
        }
        assertThat(poller.get()).isEqualTo(poller.thread());
    }
}
