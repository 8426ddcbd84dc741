package io.github.jeio.netty;

import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.loop.PollTask;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pool attached to an event loop of Netty: its callbacks run in the loop's thread, and no other thread is needed.
 *
 * <pre>{@code
 * IoAio io = AioNetty.of(ctx.channel().eventLoop());          // the loop's own pool
 * io.aioStat("/etc/passwd", st -> ctx.writeAndFlush(...));    // the callback runs where ctx's handlers do
 * }</pre>
 *
 * <p>{@link #of} is what most programs want: each loop of a group has a pool, made when it is asked for first and closed when
 * the loop ends. {@link #attach} is for a pool of one's own.
 *
 * <p>Everything may be closed in any order and from any thread: a pool that is closed leaves its loop first, and a loop that
 * ends leaves the pool to its owner. What callbacks throw goes to a handler, and the loop goes on. On io_uring let other threads
 * stop first that give tasks to a loop, also by {@link #of} and {@link #attach}: Netty (4.2.18 at least) may free memory that the kernel
 * still writes to, where a loop of that kind ends under tasks, whoever gives them.
 *
 * <p>As in every thread that polls, {@link io.github.jeio.AioRequest#await()} does not wait in a callback.
 */
public final class AioNetty {

    private static final double MAX_POLL_SECONDS = 0.001;

    /** Attached pools, until their loop has let go of them. */
    private static final Map<IoAio, AioNetty> ATTACHED = new ConcurrentHashMap<>();

    private final IoAio io;
    private final EventLoop loop;
    private final Consumer<? super Throwable> handler;
    private final Promise<Void> detached;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private @Nullable PollTask task;
    private @Nullable Watcher watcher;
    private @Nullable LoopEnd end;

    private AioNetty(IoAio io, EventLoop loop, Consumer<? super Throwable> handler) {
        this.io = io;
        this.loop = loop;
        this.handler = handler;
        detached = loop.newPromise();
    }

    /**
     * The loop's own pool, made at the first call. What its callbacks throw is logged.
     *
     * <p>When the loop ends, requests that are outstanding have a second to be handled, in its thread; what is left then is
     * cancelled, and the pool is closed. A pool that was closed before is replaced at the next call.
     *
     * @param loop a loop of Netty 4.2 on NIO, epoll or io_uring, or of 4.1 on NIO
     * @return the same pool at each call
     * @throws IllegalArgumentException the loop is of another kind: see {@link #isSupported}
     * @throws IllegalStateException the loop is ending
     * @throws java.io.UncheckedIOException there are no descriptors left
     */
    public static IoAio of(EventLoop loop) {
        return of(loop, PollTask.logging());
    }

    /**
     * The loop's own pool, with a handler of exceptions.
     *
     * @param loop a loop of Netty 4.2 on NIO, epoll or io_uring, or of 4.1 on NIO
     * @param handler gets what callbacks throw, in the loop's thread, if this is the call that makes the pool
     * @return the same pool at each call
     * @throws IllegalArgumentException the loop is of another kind: see {@link #isSupported}
     * @throws IllegalStateException the loop is ending
     * @throws java.io.UncheckedIOException there are no descriptors left
     * @see #of(EventLoop)
     */
    public static IoAio of(EventLoop loop, Consumer<? super Throwable> handler) {
        return LoopPools.of(Objects.requireNonNull(loop, "loop"), Objects.requireNonNull(handler, "handler"));
    }

    /**
     * Tells whether pools can be attached to that loop.
     *
     * @param loop any loop
     * @return false for those of the local transport and of kqueue, and for Netty 4.1's epoll: what stands for this class
     *     there is {@link io.github.jeio.loop.PollThread}, with the loop as its executor
     */
    public static boolean isSupported(EventLoop loop) {
        return Watchers.forLoop(Objects.requireNonNull(loop, "loop")) != null;
    }

    /**
     * Attaches a pool, whose callbacks' exceptions are logged.
     *
     * @param io a pool that nobody polls
     * @param loop a loop of Netty 4.2 on NIO, epoll or io_uring, or of 4.1 on NIO
     * @return what detaches it
     * @throws IOException there are no descriptors left
     * @throws IllegalArgumentException the loop is of another kind: see {@link #isSupported}
     * @throws IllegalStateException the pool is closed, or attached already; or the loop has ended
     * @see #attach(IoAio, EventLoop, Consumer)
     */
    public static AioNetty attach(IoAio io, EventLoop loop) throws IOException {
        return attach(io, loop, PollTask.logging());
    }

    /**
     * Attaches a pool: from now on it belongs to the loop, and its callbacks run in the loop's thread. Sets {@link
     * IoAio#maxPollTime} to 0.001, so that callbacks don't hold up the loop's other tasks for longer than about a
     * millisecond.
     *
     * @param io a pool that nobody polls; closing it detaches it
     * @param loop a loop of Netty 4.2 on NIO, epoll or io_uring, or of 4.1 on NIO; when it ends, the pool is detached and
     *     stays open
     * @param handler gets what callbacks throw, in the loop's thread; what it throws itself is logged
     * @return what detaches it
     * @throws IOException there are no descriptors left
     * @throws IllegalArgumentException the loop is of another kind: see {@link #isSupported}
     * @throws IllegalStateException the pool is closed, or attached already; or the loop has ended
     */
    public static AioNetty attach(IoAio io, EventLoop loop, Consumer<? super Throwable> handler) throws IOException {
        Objects.requireNonNull(io, "io");
        Objects.requireNonNull(loop, "loop");
        Objects.requireNonNull(handler, "handler");
        Watchers.Maker maker = Watchers.forLoop(loop);
        if (maker == null) {
            throw new IllegalArgumentException("loop " + loop + " has no public way to watch a descriptor: its kind is neither"
                    + " NIO nor, in Netty 4.2, epoll or io_uring; use a PollThread with the loop as its executor");
        }
        AioNetty made = new AioNetty(io, loop, handler);
        AioNetty before = ATTACHED.putIfAbsent(io, made);
        if (before != null) {
            throw new IllegalStateException("the pool is attached already, to " + before.loop);
        }
        try {
            made.begin(maker);
        } catch (Throwable e) {
            made.stop();
            throw e;
        }
        return made;
    }

    private void begin(Watchers.Maker maker) throws IOException {
        PollTask poll = new PollTask(io, handler, () -> inLoop(this::stop));
        task = poll;
        Watcher made = maker.make(io, new Watcher.Events() {
            @Override
            public void readable() {
                poll.run();
            }

            @Override
            public void over(@Nullable Throwable cause) {
                stop();
                if (cause != null) {
                    handler.accept(cause);
                }
            }
        });
        watcher = made;
        try {
            PoolAccess.pool(io).promise(); // making the watcher may have made this thread the pool's owner
            io.maxPollTime(MAX_POLL_SECONDS);
            end = LoopEnd.await(loop, this::stop); // first: a loop that is just ending may take a task and not run it
            hand(poll, made);
        } catch (RejectedExecutionException e) {
            made.stop();
            throw new IllegalStateException("the loop has ended: " + loop, e);
        } catch (Throwable e) {
            made.stop(); // who closed the pool while this was being made did not see it
            throw e;
        }
    }

    private void hand(PollTask poll, Watcher made) {
        if (loop.inEventLoop()) {
            start(poll, made);
        } else {
            loop.execute(() -> start(poll, made));
        }
    }

    private void start(PollTask poll, Watcher made) {
        if (stopped.get()) {
            made.stop(); // the pool was closed while this was being made
            forgetEnd();
            return;
        }
        if (loop.isShutdown()) {
            stop(); // among its last tasks: it has closed its handles, and runs no hook any more
            return;
        }
        try {
            made.start();
            poll.run(); // the loop's thread owns the pool from now on
        } catch (Throwable e) {
            stop();
            if (!loop.isShuttingDown()) {
                handler.accept(e);
            }
        }
    }

    /** Stops watching. In the loop's thread, or if the loop has ended or was never asked. */
    private void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        try {
            if (task != null) {
                task.end();
            }
            if (watcher != null) {
                watcher.stop();
            }
            forgetEnd();
        } finally {
            ATTACHED.remove(io, this);
            detached.trySuccess(null);
        }
    }

    private void forgetEnd() {
        if (end != null) {
            end.forget();
        }
    }

    private void inLoop(Runnable action) {
        if (loop.inEventLoop()) {
            action.run();
            return;
        }
        try {
            loop.execute(action);
        } catch (RejectedExecutionException e) {
            action.run(); // the loop has ended, and watches nothing any more
        }
    }

    /**
     * Detaches the pool, and leaves it open: somebody else may poll it. From inside a callback, the loop goes on with what it
     * has taken. A second call does nothing more.
     *
     * @return is done when the loop watches the pool no more
     */
    public Future<Void> detach() {
        inLoop(this::stop);
        return detached;
    }

    /**
     * Tells whether the pool is attached.
     *
     * @return false once it is detached, for whatever reason, and the loop has let go of its descriptor
     */
    public boolean isAttached() {
        return !detached.isDone();
    }

    /**
     * The pool.
     *
     * @return what was attached
     */
    public IoAio io() {
        return io;
    }
}
