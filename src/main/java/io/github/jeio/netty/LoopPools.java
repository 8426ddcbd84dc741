package io.github.jeio.netty;

import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.loop.PollTask;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The pools of event loops, one for each. */
final class LoopPools {

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int STEP_MILLIS = 10;

    /** Pools are added under its monitor, one at a time. */
    private static final Map<EventLoop, IoAio> POOLS = new ConcurrentHashMap<>();

    private LoopPools() { }

    static IoAio of(EventLoop loop, Consumer<? super Throwable> handler) {
        IoAio known = POOLS.get(loop);
        if (known != null) {
            return known;
        }
        synchronized (POOLS) {
            known = POOLS.get(loop);
            return known != null ? known : make(loop, handler);
        }
    }

    private static IoAio make(EventLoop loop, Consumer<? super Throwable> handler) {
        if (loop.isShuttingDown()) {
            throw ending(loop, null);
        }
        IoAio io = IoAio.create();
        try {
            AioNetty.attach(io, loop, handler);
            Ending ending = new Ending(loop, io, handler);
            io.onClose(ending::forget); // first: once the pool is in the map, another thread may close it
            POOLS.put(loop, io);
            ending.watch();
            return io;
        } catch (IOException e) {
            io.close();
            throw new UncheckedIOException(e);
        } catch (RejectedExecutionException e) {
            giveUp(loop, io);
            throw ending(loop, e);
        } catch (Throwable e) {
            giveUp(loop, io);
            throw e;
        }
    }

    private static IllegalStateException ending(EventLoop loop, @Nullable Throwable cause) {
        return new IllegalStateException("the loop is ending: " + loop, cause);
    }

    /** The loop has ended meanwhile, and may have closed the pool itself. */
    private static void giveUp(EventLoop loop, IoAio io) {
        POOLS.remove(loop, io);
        io.close();
    }

    /** Ends the pool of a loop that has ended. The loop refers to it no more once the pool is closed: others may follow it. */
    private record Ending(EventLoop loop, IoAio io, Consumer<? super Throwable> handler)
            implements Runnable, GenericFutureListener<Future<Object>> {

        void watch() {
            if (loop instanceof SingleThreadEventExecutor executor) {
                // Runs after the channels were closed, so that what their handlers submit then is handled as well, in this
                // thread.
                executor.addShutdownHook(this);
            }
            // For loops without such hooks, or that end before they run this one.
            loop.terminationFuture().addListener(this);
            if (POOLS.get(loop) != io) {
                forget(); // another thread has closed the pool since it was in the map
            }
        }

        void forget() {
            POOLS.remove(loop, io);
            loop.terminationFuture().removeListener(this);
            if (loop instanceof SingleThreadEventExecutor executor && !loop.isShuttingDown()) {
                try {
                    executor.removeShutdownHook(this);
                } catch (RejectedExecutionException e) {
                    // the loop has ended meanwhile
                }
            }
        }

        @Override
        public void operationComplete(Future<Object> terminated) {
            run();
        }

        @Override
        public void run() {
            PollTask last;
            try {
                last = new PollTask(io, handler, () -> { });
            } catch (IllegalStateException e) {
                return; // the pool is closed
            }
            long begin = System.nanoTime();
            while (io.nreqs() > 0 && System.nanoTime() - begin < GRACE_NANOS) {
                PoolAccess.pool(io).events.awaitReadable(PoolAccess.pool(io).events.read(), STEP_MILLIS);
                last.run();
            }
            if (io.nreqs() > 0) {
                io.reinit(); // cancels what is left, and does not wait for requests that are stuck
            }
            io.close();
        }
    }
}
