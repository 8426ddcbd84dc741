package io.github.jeio.vertx;

import io.github.jeio.IoAio;
import io.github.jeio.netty.AioNetty;
import io.netty.channel.EventLoop;
import io.vertx.core.Completable;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The pools of event loops, each with its users: deployments, or a whole Vert.x. */
final class ContextPools {

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int STEP_MILLIS = 5;

    /** Guarded by its own monitor. */
    private static final Map<EventLoop, ContextPools> POOLS = new HashMap<>();

    private final EventLoop loop;
    private final IoAio io;
    /** Guarded by {@link #POOLS}. */
    private final Set<CloseFuture> users = new HashSet<>();

    private ContextPools(EventLoop loop, IoAio io) {
        this.loop = loop;
        this.io = io;
    }

    static IoAio of(ContextInternal context) {
        EventLoop loop = context.nettyEventLoop();
        synchronized (POOLS) {
            ContextPools pool = POOLS.get(loop);
            if (pool == null) {
                pool = make(loop);
                POOLS.put(loop, pool);
                pool.io.onClose(pool::forget);
            }
            if (!pool.use(context.closeFuture())) {
                if (pool.users.isEmpty()) {
                    pool.io.close();
                }
                throw new IllegalStateException("the context's deployment, or Vert.x, is closed");
            }
            return pool.io;
        }
    }

    /** Forgets a pool that the application has closed. */
    private void forget() {
        synchronized (POOLS) {
            POOLS.remove(loop, this);
        }
    }

    private static ContextPools make(EventLoop loop) {
        IoAio io = IoAio.create();
        try {
            AioNetty.attach(io, loop);
        } catch (IOException e) {
            io.close();
            throw new UncheckedIOException(e);
        } catch (Throwable e) {
            io.close();
            throw e;
        }
        return new ContextPools(loop, io);
    }

    private boolean use(CloseFuture user) {
        if (users.contains(user)) {
            return true;
        }
        if (!user.add(closing -> leave(user, closing))) {
            return false;
        }
        return users.add(user);
    }

    private void leave(CloseFuture user, Completable<Void> closing) {
        boolean last;
        synchronized (POOLS) {
            users.remove(user);
            last = users.isEmpty();
            if (last) {
                POOLS.remove(loop, this);
            }
        }
        if (!last) {
            closing.succeed();
            return;
        }
        long begin = System.nanoTime();
        try {
            loop.execute(() -> end(begin, closing));
        } catch (RejectedExecutionException e) {
            close(closing);
        }
    }

    /** Ends the pool, in the loop's thread, which goes on polling it in between. */
    private void end(long begin, Completable<Void> closing) {
        if (io.nreqs() > 0 && System.nanoTime() - begin < GRACE_NANOS) {
            try {
                loop.schedule(() -> end(begin, closing), STEP_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (RejectedExecutionException e) {
                // the loop has ended, and does not poll any more
            }
        }
        close(closing);
    }

    private void close(Completable<Void> closing) {
        try {
            if (io.nreqs() > 0) {
                io.reinit(); // cancels what is left, and does not wait for requests that are stuck
            }
            io.close();
        } finally {
            closing.succeed(); // a callback of a request that came late may have thrown: whoever closes does not wait for ever
        }
    }
}
