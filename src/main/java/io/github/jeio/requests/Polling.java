package io.github.jeio.requests;

import io.github.jeio.AioGroup;
import io.github.jeio.IoAio;
import io.github.jeio.internal.check.PoolArguments;
import io.github.jeio.internal.pool.Pool;
import io.github.jeio.internal.pool.PoolAccess;

/**
 * How results are handled, and what limits that. Part of {@link IoAio}.
 *
 * @hidden
 */
public sealed interface Polling permits IoAio {

    /**
     * The descriptor to watch for reading, by any epoll, poll or select: it is readable exactly while results are
     * pending. Only watch it: {@link #pollCb()} does the rest. For an NIO selector there is
     * {@link io.github.jeio.nio.AioSelectable}. From now on the pool belongs to the thread that polls, and until then to this
     * one: no daemon calls back, as long as that thread lives.
     *
     * <p>Manual: {@code IO::AIO::poll_fileno}.
     *
     * @return a descriptor that is the pool's until the pool is closed
     */
    default int pollFileno() {
        Pool pool = PoolAccess.pool(this);
        int fileno = pool.descriptor.fileno();
        if (!pool.turn.isMine()) {
            pool.poller.own();
        }
        return fileno;
    }

    /**
     * Handles results: calls the callbacks of what has been executed, up to the limits of {@link #maxPollReqs} and
     * {@link #maxPollTime}. Returns at once where there is nothing. What callbacks submit is sent down together.
     *
     * <p>Whatever a callback throws comes out; what was left stays pending. Where a callback, its group and others throw
     * together, the first one comes out with the others {@linkplain Throwable#addSuppressed suppressed}.
     *
     * <p>It gives the loop a turn after some hundredths of a second, too, where callbacks are slow or make requests that are
     * answered at once.
     *
     * <p>Manual: {@code IO::AIO::poll_cb}.
     *
     * @return 0 if nothing is left, -1 if it returned earlier: then the descriptor is still readable
     * @throws IllegalStateException the caller is a callback, or another thread polls
     */
    default int pollCb() {
        return PoolAccess.pool(this).poller.pollCb();
    }

    /**
     * Waits until a result is pending, or nothing is outstanding. Manual: {@code IO::AIO::poll_wait}. From now on this is the
     * thread that polls.
     *
     * @throws IllegalStateException the caller is a callback
     */
    default void pollWait() {
        PoolAccess.pool(this).flush.pollWait();
    }

    /**
     * {@link #pollWait()} and {@link #pollCb()}. Manual: {@code IO::AIO::poll}.
     *
     * @return the number of requests handled
     * @throws IllegalStateException as for {@link #pollCb()}
     */
    default int poll() {
        Pool pool = PoolAccess.pool(this);
        pool.flush.pollWait();
        return pool.poller.pollCount();
    }

    /**
     * Waits until nothing is outstanding, and handles the results, in this thread, which is the one that polls from now on;
     * where another one is in {@link #pollCb()}, that is waited for. Seals all groups; those that other threads make meanwhile, which
     * may still be filling them, at the next result, before it returns. Manual: {@code IO::AIO::flush}.
     *
     * @throws IllegalStateException the caller is a callback
     */
    default void flush() {
        Pool pool = PoolAccess.pool(this);
        pool.checkOpen();
        pool.flush.flush();
    }

    /**
     * Limits the results that one {@link #pollCb()} handles.
     *
     * <p>Manual: {@code IO::AIO::max_poll_reqs}.
     *
     * @param nreqs 0, the default, for no limit
     */
    default void maxPollReqs(int nreqs) {
        PoolAccess.pool(this).poller.limits.maxReqs(PoolArguments.number("nreqs", nreqs));
    }

    /**
     * Limits the time that one {@link #pollCb()} takes: after it, no other callback is begun.
     *
     * <p>Manual: {@code IO::AIO::max_poll_time}.
     *
     * @param seconds 0, the default, for no limit; 0.01 to 0.1 suit an interactive program
     */
    default void maxPollTime(double seconds) {
        PoolAccess.pool(this).poller.limits.maxNanos((long) (PoolArguments.seconds("seconds", seconds) * 1e9));
    }

    /**
     * Makes {@link #pollCb()}, and what calls it, wait while more requests than that are outstanding. For scripts; an
     * interactive program takes a group with a {@linkplain AioGroup#feed feeder} instead.
     *
     * <p>Manual: {@code IO::AIO::max_outstanding}.
     *
     * @param nreqs 1 or more; 0, the default, for no limit
     */
    default void maxOutstanding(int nreqs) {
        Pool pool = PoolAccess.pool(this);
        pool.poller.limits.maxOutstanding(PoolArguments.number("nreqs", nreqs));
        pool.events.advance(); // a thread that waits in pollCb looks anew
    }
}
