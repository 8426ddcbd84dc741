package io.github.jeio.files;

import io.github.jeio.IoAio;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the dependents of a pool's file futures: in the thread that polls, one after the other, and never inside the call
 * that attaches one. So a chain of operations that are answered from the kernel's caches does not recurse in one stack.
 *
 * <p>While the poller completes a future, it is in a turn: dependents that become ready are queued, and run when the stack
 * has come back here. Outside a turn, a dependent is taken to the poller by a request that does nothing.
 */
final class HandOff implements Executor {

    /** The turn that this thread is in. */
    private record Turn(IoAio io, ArrayDeque<Runnable> queue) { }

    private static final ThreadLocal<Turn> TURN = new ThreadLocal<>();

    final IoAio io;
    /** A future of the pool, complete or not: stages derived from it are waited for by the pool's rules. */
    private volatile @Nullable CompletableFuture<?> kin;

    HandOff(IoAio io) {
        this.io = io;
    }

    /** An incomplete stage. If the thread that polls waits for it, it polls. */
    CompletableFuture<Void> stage() {
        CompletableFuture<?> sample = kin;
        if (sample == null) {
            sample = withOwnPriority(() -> io.aioNop().future());
            kin = sample;
        }
        return sample.newIncompleteFuture();
    }

    @Override
    public void execute(Runnable task) {
        Turn turn = TURN.get();
        if (turn != null && turn.io == io) {
            turn.queue.add(task);
        } else {
            handOn(task);
        }
    }

    /** Runs a task, and then the dependents that it makes ready. By the thread that polls. */
    void run(Runnable first) {
        Turn outer = TURN.get();
        if (outer != null && outer.io == io) {
            first.run();
            return;
        }
        Turn turn = new Turn(io, new ArrayDeque<>());
        TURN.set(turn);
        try {
            for (Runnable task = first; task != null; task = turn.queue.poll()) {
                task.run();
            }
        } finally {
            if (outer == null) {
                TURN.remove();
            } else {
                TURN.set(outer);
            }
            turn.queue.forEach(this::handOn); // empty, unless a dependent has thrown
        }
    }

    private void handOn(Runnable task) {
        try {
            withOwnPriority(() -> io.aioNop(() -> run(task)).future());
        } catch (RuntimeException | Error e) {
            ForkJoinPool.commonPool().execute(task); // the pool is closed, and is not polled any more
        }
    }

    /** Makes a request of jeio's own, without using up the priority that this thread has set for its next request. */
    private static CompletableFuture<?> withOwnPriority(Supplier<CompletableFuture<?>> request) {
        int priority = IoAio.aioreqPri(0);
        try {
            return request.get();
        } finally {
            IoAio.aioreqPri(priority);
        }
    }
}
