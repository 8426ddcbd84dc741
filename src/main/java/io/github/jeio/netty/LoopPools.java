package io.github.jeio.netty;

import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.loop.PollTask;
import io.netty.channel.EventLoop;
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
            io.onClose(() -> POOLS.remove(loop, io)); // first: once the pool is in the map, another thread may close it
            POOLS.put(loop, io);
            new Ending(loop, io, handler).watch();
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
    private record Ending(EventLoop loop, IoAio io, Consumer<? super Throwable> handler) implements Runnable {

        /** What the handlers of the loop's channels submit when those are closed is handled as well. */
        void watch() {
            LoopEnd end = LoopEnd.await(loop, this);
            try {
                io.onClose(end::forget);
            } catch (IllegalStateException e) {
                end.forget(); // another thread has closed the pool since it was in the map
            }
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
