package io.github.jeio.files;

import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.PoolAccess;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * Runs the dependents of a pool's file futures: in the thread that polls, one after the other, and never inside the call
 * that attaches one. So a chain of operations that are answered from the kernel's caches does not recurse in one stack.
 *
 * <p>While the poller completes a future, it is in a turn: dependents that become ready are queued, and run when the stack
 * has come back here. Outside a turn, a dependent is taken to the poller by a task of its own.
 */
final class HandOff implements Executor {

    /** The turn that this thread is in. */
    private record Turn(IoAio io, ArrayDeque<Runnable> queue) { }

    private static final ThreadLocal<Turn> TURN = new ThreadLocal<>();

    final IoAio io;

    HandOff(IoAio io) {
        this.io = io;
    }

    /** An incomplete stage. If the thread that polls waits for it, it polls. */
    CompletableFuture<Void> stage() {
        return PoolAccess.pool(io).stage();
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

    /** A reinit of the pool does not lose the task. */
    private void handOn(Runnable task) {
        try {
            PoolAccess.pool(io).submission.runInTurn(0, () -> run(task), true);
        } catch (RuntimeException | Error e) {
            ForkJoinPool.commonPool().execute(task); // there is no room for a request
        }
    }
}
