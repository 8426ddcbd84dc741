package io.github.jeio.loop;

import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.Pool;
import io.github.jeio.internal.pool.PoolAccess;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A thread that waits for a pool's results and has an executor call back: for loops that take tasks and can't watch a
 * descriptor, as those of Swing and JavaFX.
 *
 * <pre>{@code
 * IoAio io = IoAio.create();
 * new PollThread(io, SwingUtilities::invokeLater).start();
 * io.aioStat("/etc/passwd", st -> label.setText(st.size() + " bytes"));   // the callback runs in Swing's thread
 * }</pre>
 *
 * <p>This thread itself only waits; one task at a time is with the executor. The executor should be one thread: callbacks run
 * one at a time in any case, but {@link io.github.jeio.AioRequest#await()} can tell only of the last thread that it would
 * wait for itself. With {@code Runnable::run} as the executor, callbacks run in this thread.
 *
 * <p>It is a daemon unless {@link #setDaemon} says otherwise before {@link #start()}, and ends when the pool is closed, or by
 * {@link #close()}.
 */
public final class PollThread extends Thread implements AutoCloseable {

    private static final int FOREVER = -1;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final IoAio io;
    private final Executor executor;
    private final Consumer<? super Throwable> handler;
    private final PollTask task;

    private volatile boolean ended;
    /** Whether the executor has run the last task. */
    private volatile boolean handled;
    private boolean rejected;

    /**
     * Makes a thread for the pool, which belongs to the executor from now on. What
     * callbacks throw is logged.
     *
     * @param io the pool
     * @param executor runs the callbacks
     * @throws IllegalStateException the pool is closed
     */
    public PollThread(IoAio io, Executor executor) {
        this(io, executor, PollTask.logging());
    }

    /**
     * Makes a thread for the pool, which belongs to the executor from now on.
     *
     * @param io the pool
     * @param executor runs the callbacks
     * @param handler gets what callbacks throw, in the thread that called back; and, in this thread, what the executor throws
     *     that refuses a task, once until it takes tasks again: the thread goes on asking
     * @throws IllegalStateException the pool is closed
     */
    public PollThread(IoAio io, Executor executor, Consumer<? super Throwable> handler) {
        super(null, null, "jeio-poll-thread", 0, false);
        this.io = Objects.requireNonNull(io, "io");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.handler = Objects.requireNonNull(handler, "handler");
        task = new PollTask(io, handler, this::end);
        setDaemon(true);
    }

    /** Waits for results and hands them on, until the pool or this thread is closed. */
    @Override
    public void run() {
        for (;;) {
            Pool pool = PoolAccess.pool(io);
            int seen = pool.events.read();
            if (ended) {
                return;
            }
            if (pool == PoolAccess.pool(io)) { // a reinit that comes after this look advances the count
                pool.events.awaitReadable(seen, FOREVER);
            }
            if (!ended) {
                handOn();
            }
        }
    }

    private void handOn() {
        handled = false;
        try {
            executor.execute(this::callBack);
        } catch (Throwable e) {
            refused(e);
            return;
        }
        rejected = false;
        while (!handled && !ended) {
            interrupted(); // a thread that is interrupted does not park
            LockSupport.park(this);
        }
    }

    private void callBack() {
        task.run();
        handled = true;
        LockSupport.unpark(this);
    }

    /**
     * The executor has refused the task. Results are still pending and the descriptor stays readable: so the thread pauses
     * before it tries again.
     */
    private void refused(Throwable e) {
        if (!rejected) {
            rejected = true;
            try {
                handler.accept(e);
            } catch (Throwable another) {
                another.addSuppressed(e);
                PollTask.logging().accept(another);
            }
        }
        interrupted();
        LockSupport.parkNanos(this, PAUSE_NANOS);
    }

    private void end() {
        ended = true;
        LockSupport.unpark(this);
    }

    /**
     * Ends the thread, and leaves the pool as it is: somebody else may poll it. Returns at once, also from inside a callback;
     * a callback that is running goes on, and no further task is given to the executor. A second call does nothing.
     */
    @Override
    public void close() {
        task.end();
        end();
        PoolAccess.pool(io).events.advance();
    }
}
