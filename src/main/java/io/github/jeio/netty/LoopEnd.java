package io.github.jeio.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Has an action run when a loop ends: after it has closed its channels, in its thread, as one of its shutdown hooks. A loop may end
 * without those: it is of another kind, or has tasks in its very last pass, where it is not to wait for quiet. Then the action
 * runs when the loop has ended, in the thread that tells of that; where the hook has run, it runs a second time.
 */
final class LoopEnd implements GenericFutureListener<Future<Object>> {

    private final EventLoop loop;
    private final Runnable action;

    private LoopEnd(EventLoop loop, Runnable action) {
        this.loop = loop;
        this.action = action;
    }

    /** From now on, until {@link #forget}. */
    static LoopEnd await(EventLoop loop, Runnable action) {
        LoopEnd end = new LoopEnd(loop, action);
        if (loop instanceof SingleThreadEventExecutor executor) {
            executor.addShutdownHook(action);
        }
        loop.terminationFuture().addListener(end);
        return end;
    }

    /** The loop refers to the action no more. */
    void forget() {
        loop.terminationFuture().removeListener(this);
        if (loop instanceof SingleThreadEventExecutor executor && (loop.inEventLoop() || !loop.isShuttingDown())) {
            try {
                executor.removeShutdownHook(action);
            } catch (RejectedExecutionException e) {
                // the loop has ended meanwhile
            }
        }
    }

    @Override
    public void operationComplete(Future<Object> terminated) {
        action.run();
    }
}
