package io.github.jeio.loop;

import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.PoolAccess;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What an event loop runs when a pool's descriptor is readable: one {@link IoAio#pollCb()}, out of which nothing is thrown.
 *
 * <p>An exception of a callback would end many a loop, or make it pause; here it goes to a handler, and the loop goes on:
 * what was left stays pending, and the descriptor readable. And a pool may be closed by another thread at any time: from
 * then on the task does nothing, and the loop is told, which is to stop watching.
 *
 * <pre>{@code
 * PollTask task = new PollTask(io, error -> log(error), () -> loop.execute(() -> loop.unwatch(descriptor)));
 * loop.watch(descriptor, task);
 * }</pre>
 */
public final class PollTask implements Runnable {

    private final IoAio io;
    private final Consumer<? super Throwable> handler;
    private final Runnable whenClosed;
    private final Runnable takeHookBack;

    /** Whether polling has ended. */
    private volatile boolean ended;

    /**
     * Makes a task for the pool, in any thread. The pool belongs to the loop from now on: only {@link #run()} calls back.
     *
     * @param io the pool
     * @param handler gets what callbacks throw, in the loop's thread; what it throws itself is logged
     * @param whenClosed run once when the pool is about to be closed, in the thread that closes it, after which the task does
     *     nothing; it must not wait for the loop. Not run after {@link #end()}
     * @throws IllegalStateException the pool is closed
     */
    public PollTask(IoAio io, Consumer<? super Throwable> handler, Runnable whenClosed) {
        this.io = Objects.requireNonNull(io, "io");
        this.handler = Objects.requireNonNull(handler, "handler");
        this.whenClosed = Objects.requireNonNull(whenClosed, "whenClosed");
        PoolAccess.pool(io).promise();
        takeHookBack = io.onClose(this::poolCloses);
    }

    /**
     * The handler that writes to the {@link System.Logger} named {@code io.github.jeio}, which is where exceptions of
     * callbacks go that are nobody else's.
     *
     * @return the same handler at each call
     */
    public static Consumer<Throwable> logging() {
        return Log::callback;
    }

    /**
     * Calls back for what is pending, within the pool's limits; does nothing once the task has ended. In the loop's thread.
     */
    @Override
    public synchronized void run() {
        if (ended) {
            return;
        }
        try {
            PoolAccess.pool(io).poller.pollUnlessClosed();
        } catch (Throwable e) {
            report(e);
        }
        if (ended) {
            PoolAccess.pool(io).dropMine(); // by another thread, before pollCb() made this thread the owner
        }
    }

    private void report(Throwable e) {
        try {
            handler.accept(e);
        } catch (Throwable another) {
            another.addSuppressed(e);
            Log.callback(another);
        }
    }

    /**
     * Ends the task, and leaves the pool, which is nobody's then: from now on {@link #run()} does nothing. A run that goes on in the loop's
     * thread, from inside which this may be called, goes on as far as it would have.
     */
    public void end() {
        if (!ended) {
            ended = true;
            PoolAccess.pool(io).drop();
        }
        takeHookBack.run();
    }

    /**
     * Called by the thread that closes the pool. Waits until the loop's thread has left {@link #run()}, which holds the
     * monitor: so run() has ended before the loop is told. Another thread that closes the pool as well does not wait for this one.
     */
    private void poolCloses() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        whenClosed.run();
    }

    /** A class of its own, so that a logger is loaded only if it is needed. */
    private static final class Log {

        private static final System.Logger LOGGER = System.getLogger("io.github.jeio");

        static void callback(Throwable e) {
            LOGGER.log(Level.ERROR, "an exception of a callback", e);
        }
    }
}
