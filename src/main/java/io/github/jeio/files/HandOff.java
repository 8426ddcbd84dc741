package io.github.jeio.files;

import io.github.jeio.IoAio;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the dependents of a pool's file futures run: in the thread that polls, one after the other, never inside the call
 * that attaches one. So a chain of operations that the kernel answers from its caches does not go on in one stack.
 *
 * <p>While the poller completes a future it is in a turn: what becomes runnable then is queued, and runs when the stack is
 * back here. Outside a turn a dependent comes to the poller by a request that does nothing.
 */
final class HandOff implements Executor {

    /** The turn that this thread is in. */
    private record Turn(IoAio io, ArrayDeque<Runnable> queue) { }

    private static final ThreadLocal<Turn> TURN = new ThreadLocal<>();

    final IoAio io;
    /** A future of the pool, complete or not: stages of its kind are waited for by the pool's rules. */
    private volatile @Nullable CompletableFuture<?> kin;

    HandOff(IoAio io) {
        this.io = io;
    }

    /** An incomplete stage; who waits for it in the thread that polls, polls. */
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

    /** Runs it, and then whatever it makes runnable. By the thread that polls. */
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
            turn.queue.forEach(this::handOn); // none, unless one has thrown
        }
    }

    private void handOn(Runnable task) {
        try {
            withOwnPriority(() -> io.aioNop(() -> run(task)).future());
        } catch (RuntimeException | Error e) {
            ForkJoinPool.commonPool().execute(task); // the pool is closed: nobody polls any more
        }
    }

    /** The priority that this thread has set is its next request's, not that of a request of jeio's own. */
    private static CompletableFuture<?> withOwnPriority(Supplier<CompletableFuture<?>> request) {
        int priority = IoAio.aioreqPri(0);
        try {
            return request.get();
        } finally {
            IoAio.aioreqPri(priority);
        }
    }
}
