package io.github.jeio;

import io.github.jeio.internal.check.PoolArguments;
import io.github.jeio.internal.pool.Settings;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a pool with a name and limits of its own: {@code IoAio.builder().name("images").maxParallel(4).create()}. What is
 * not set is as {@link IoAio#create()} has it. A value that is out of its range throws when it is set. A builder can make
 * several pools, and is for one thread at a time.
 */
public final class IoAioBuilder {

    private @Nullable String name;
    private int minParallel;
    private int maxParallel = Integer.MAX_VALUE;
    private int maxIdle = -1;
    private int idleTimeout = -1;
    private int maxPollReqs;
    private double maxPollTime;
    private int maxOutstanding;
    private boolean inlineCached = true;
    private long timeout;
    private long watchdog = -1;
    private long unpolled = -1;
    private long ageing;
    private int maxRequests;
    private WhenFull whenFull = WhenFull.WAIT;

    IoAioBuilder() { }

    /**
     * Names the pool, for people: in {@link IoAio#toString()} and in the names of its threads. The kernel shows the first 11
     * bytes of the name and {@code /eio} for each worker; a daemon thread of the pool is called {@code jeio-poll-} and the
     * name. Names need not be unique.
     *
     * @param name not empty, and without control characters
     * @return this builder
     * @throws IllegalArgumentException the name is empty or has a control character
     */
    public IoAioBuilder name(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("name \"" + name + "\" is empty or has a control character");
        }
        this.name = name;
        return this;
    }

    /**
     * The least number of threads, as {@link IoAio#minParallel} sets it. Set it and {@link #maxParallel} to the same number
     * for a pool of exactly that many.
     *
     * @param nthreads 0 to 65536, and no more than the largest number; up to 8 it changes nothing, unless that is smaller
     * @return this builder
     * @throws IllegalArgumentException the number is out of this range
     */
    public IoAioBuilder minParallel(int nthreads) {
        PoolArguments.threads(nthreads);
        if (nthreads > maxParallel) {
            throw new IllegalArgumentException("nthreads " + nthreads + " is more than maxParallel, which is " + maxParallel);
        }
        minParallel = nthreads;
        return this;
    }

    /**
     * The largest number of threads, as {@link IoAio#maxParallel} sets it: 1 makes a pool that executes one request after
     * the other, 0 one whose requests wait until {@link IoAio#minParallel} is called.
     *
     * @param nthreads 0 to 65536, and no less than the least number; from 8 on it changes nothing
     * @return this builder
     * @throws IllegalArgumentException the number is out of this range
     */
    public IoAioBuilder maxParallel(int nthreads) {
        PoolArguments.threads(nthreads);
        if (nthreads < minParallel) {
            throw new IllegalArgumentException("nthreads " + nthreads + " is less than minParallel, which is " + minParallel);
        }
        maxParallel = nthreads;
        return this;
    }

    /**
     * How many threads may idle for longer than the idle timeout, as {@link IoAio#maxIdle} sets it.
     *
     * @param nthreads 0 to 65536; the default is 4
     * @return this builder
     * @throws IllegalArgumentException the number is out of this range
     */
    public IoAioBuilder maxIdle(int nthreads) {
        maxIdle = PoolArguments.threads(nthreads);
        return this;
    }

    /**
     * After how long a thread that idles beyond {@link #maxIdle} ends, as {@link IoAio#idleTimeout} sets it.
     *
     * @param seconds 0 or more; the default is 10
     * @return this builder
     * @throws IllegalArgumentException seconds is negative
     */
    public IoAioBuilder idleTimeout(int seconds) {
        idleTimeout = PoolArguments.number("seconds", seconds);
        return this;
    }

    /**
     * Limits the results that one {@link IoAio#pollCb()} handles, as {@link IoAio#maxPollReqs} does.
     *
     * @param nreqs 0, the default, for no limit
     * @return this builder
     * @throws IllegalArgumentException nreqs is negative
     */
    public IoAioBuilder maxPollReqs(int nreqs) {
        maxPollReqs = PoolArguments.number("nreqs", nreqs);
        return this;
    }

    /**
     * Limits the time that one {@link IoAio#pollCb()} takes, as {@link IoAio#maxPollTime} does.
     *
     * @param seconds 0, the default, for no limit; fractions included, a million at most
     * @return this builder
     * @throws IllegalArgumentException seconds is out of this range
     */
    public IoAioBuilder maxPollTime(double seconds) {
        maxPollTime = PoolArguments.seconds("seconds", seconds);
        return this;
    }

    /**
     * Makes {@link IoAio#pollCb()} wait while more requests than that are outstanding, as {@link IoAio#maxOutstanding} does.
     *
     * @param nreqs 1 or more; 0, the default, for no limit
     * @return this builder
     * @throws IllegalArgumentException nreqs is negative
     */
    public IoAioBuilder maxOutstanding(int nreqs) {
        maxOutstanding = PoolArguments.number("nreqs", nreqs);
        return this;
    }

    /**
     * Switches answers without a thread on or off, as {@link IoAio#inlineCached} does.
     *
     * @param on true, the default, or false
     * @return this builder
     */
    public IoAioBuilder inlineCached(boolean on) {
        inlineCached = on;
        return this;
    }

    /**
     * A timeout for each request of the pool, as {@link AioRequest#timeout} sets it for one: for those that a request is made of,
     * too, and where one of them is late, all of it fails. There is none for such a request as a whole, for groups, and for requests
     * that close something, which are executed however late.
     *
     * @param timeout more than zero; null, the default, for none
     * @return this builder
     * @throws IllegalArgumentException the timeout is zero or negative
     */
    public IoAioBuilder timeout(@Nullable Duration timeout) {
        this.timeout = timeout == null ? 0 : PoolArguments.positive("timeout", timeout);
        return this;
    }

    /**
     * Has the pool tell the logger {@code io.github.jeio} (a {@link System.Logger}), at the level of a warning, of a thread that has
     * been in one request for so long: the call, path or descriptor, how long, the kernel's number of the thread, and
     * {@link IoAio#dump()}. Once for each request. Without this, the system property {@code jeio.watchdog.seconds} says after how
     * long, for every pool.
     *
     * @param time more than zero; null for never, whatever the property says
     * @return this builder
     * @throws IllegalArgumentException the time is zero or negative
     */
    public IoAioBuilder watchdog(@Nullable Duration time) {
        watchdog = time == null ? 0 : PoolArguments.positive("time", time);
        return this;
    }

    /**
     * Has the pool tell the same logger of results that nobody has polled for so long: how many there are, which thread polled last
     * and when. Once, until they are polled. Without this, the system property {@code jeio.unpolled.seconds} says after how long,
     * for every pool.
     *
     * @param time more than zero; null for never, whatever the property says
     * @return this builder
     * @throws IllegalArgumentException the time is zero or negative
     */
    public IoAioBuilder unpolled(@Nullable Duration time) {
        unpolled = time == null ? 0 : PoolArguments.positive("time", time);
        return this;
    }

    /**
     * Bounds how long a low priority waits: a request that waits for a thread goes up by one priority after one to two times
     * the period, and again. So it comes before new ones of the highest priority after at most 16 periods, and waits no longer than
     * what is in the queue before it then. Its result is handled in the order of its own priority. Without this the order is strict,
     * as libeio's is.
     *
     * @param period more than zero; null, the default, for never
     * @return this builder
     * @throws IllegalArgumentException the period is zero or negative
     */
    public IoAioBuilder ageing(@Nullable Duration period) {
        ageing = period == null ? 0 : PoolArguments.positive("period", period);
        return this;
    }

    /**
     * Limits the requests that are outstanding: queued, executing, or with a callback to come. What callbacks make is let through, as it
     * takes the place of what has ended, and so are requests that close something.
     *
     * @param nreqs 1 or more; 0, the default, for no limit
     * @param whenFull what becomes of one too many
     * @return this builder
     * @throws IllegalArgumentException nreqs is negative
     */
    public IoAioBuilder maxRequests(int nreqs, WhenFull whenFull) {
        maxRequests = PoolArguments.number("nreqs", nreqs);
        this.whenFull = Objects.requireNonNull(whenFull, "whenFull");
        return this;
    }

    /**
     * Makes the pool. Its threads are started as requests call for them.
     *
     * @return a new pool
     * @throws UnsatisfiedLinkError the native library can't be loaded: see {@link IoAio#unavailabilityCause()}
     * @throws IllegalStateException the pool's descriptor can't be made
     */
    public IoAio create() {
        IoAio io = new IoAio(name, Math.max(minParallel, Math.min(maxParallel, IoAio.DEFAULT_THREADS)), false);
        if (maxIdle >= 0) {
            io.maxIdle(maxIdle);
        }
        if (idleTimeout >= 0) {
            io.idleTimeout(idleTimeout);
        }
        io.maxPollReqs(maxPollReqs);
        io.maxPollTime(maxPollTime);
        io.maxOutstanding(maxOutstanding);
        io.inlineCached(inlineCached);
        set(io.settings());
        return io.configured();
    }

    private void set(Settings settings) {
        settings.timeout = timeout;
        settings.stuck = watchdog < 0 ? settings.stuck : watchdog;
        settings.unpolled = unpolled < 0 ? settings.unpolled : unpolled;
        settings.ageing = ageing;
        settings.maxRequests = maxRequests;
        settings.refuses = whenFull == WhenFull.REFUSE;
    }
}
