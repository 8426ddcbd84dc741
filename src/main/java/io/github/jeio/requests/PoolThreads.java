package io.github.jeio.requests;

import io.github.jeio.IoAio;
import io.github.jeio.internal.check.PoolArguments;
import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.pool.PoolAccess;

/**
 * The threads of a pool, what is left to them, and the counters of requests. Part of {@link IoAio}.
 *
 * @hidden
 */
public sealed interface PoolThreads permits IoAio {

    /**
     * Raises the number of threads to at least that. They are started as requests call for them.
     *
     * <p>Manual: {@code IO::AIO::min_parallel}.
     *
     * @param nthreads 0 to 65536; the default is 8
     */
    default void minParallel(int nthreads) {
        PoolAccess.pool(this).setLimit(Natives.MIN_PARALLEL, PoolArguments.threads(nthreads));
    }

    /**
     * Lowers the number of threads to at most that. Blocks until no more are left: until those in excess have executed
     * what they are at. With 0, requests are queued and wait; only {@link #minParallel} starts threads again, since a
     * higher maximum alone raises nothing.
     *
     * <p>Manual: {@code IO::AIO::max_parallel}.
     *
     * @param nthreads 0 to 65536
     */
    default void maxParallel(int nthreads) {
        PoolAccess.pool(this).setLimit(Natives.MAX_PARALLEL, PoolArguments.threads(nthreads));
    }

    /**
     * How many threads may idle for longer than the {@linkplain #idleTimeout idle timeout}.
     *
     * <p>Manual: {@code IO::AIO::max_idle}.
     *
     * @param nthreads 0 to 65536; the default is 4
     */
    default void maxIdle(int nthreads) {
        PoolAccess.pool(this).setLimit(Natives.MAX_IDLE, PoolArguments.threads(nthreads));
    }

    /**
     * After how long a thread that idles beyond {@link #maxIdle} ends.
     *
     * <p>Manual: {@code IO::AIO::idle_timeout}.
     *
     * @param seconds 0 or more; the default is 10
     */
    default void idleTimeout(int seconds) {
        PoolAccess.pool(this).setLimit(Natives.IDLE_TIMEOUT, PoolArguments.number("seconds", seconds));
    }

    /**
     * The requests whose callback has not been called yet.
     *
     * <p>Manual: {@code IO::AIO::nreqs}.
     *
     * @return ready, executing and pending ones
     */
    default int nreqs() {
        return PoolAccess.pool(this).nreqs();
    }

    /**
     * The requests that no thread has begun to execute.
     *
     * <p>Manual: {@code IO::AIO::nready}.
     *
     * @return how many there are at about this moment
     */
    default int nready() {
        return PoolAccess.pool(this).nready();
    }

    /**
     * The requests that are executed, and whose callback has not been called.
     *
     * <p>Manual: {@code IO::AIO::npending}.
     *
     * @return how many there are at about this moment
     */
    default int npending() {
        return PoolAccess.pool(this).npending();
    }

    /**
     * The threads of the pool.
     *
     * <p>Manual: {@code IO::AIO::nthreads}.
     *
     * @return how many there are at about this moment
     */
    default int nthreads() {
        return PoolAccess.pool(this).nthreads();
    }

    /**
     * Switches answers without a thread on or off. While it is on, a read, stat, lstat, open for reading or slurp that
     * the kernel can answer from its caches without blocking is executed at submission, in the submitting thread
     * ({@code preadv2} with {@code RWF_NOWAIT}, {@code openat2} with {@code RESOLVE_CACHED}, Linux 5.12); anything else,
     * and whatever is in doubt, goes to a thread of the pool and has the same result. The callback runs in
     * {@link IoAio#pollCb()} either way; a request without a callback is done when the call returns, unless a callback made
     * it. No request overtakes one of a higher priority that way, and on a pool of one thread none overtakes another.
     *
     * @param on true, as it is at first, or false: no thread but the pool's own makes file-system calls
     */
    default void inlineCached(boolean on) {
        PoolAccess.pool(this).setLimit(Natives.INLINE_CACHED, on ? 1 : 0);
    }

    /**
     * The requests that were answered without a thread.
     *
     * @return how many there have been since the pool was made
     * @see #inlineCached(boolean)
     */
    default long ninline() {
        return PoolAccess.pool(this).ninline();
    }
}
