package io.github.jeio.internal.check;

import java.time.Duration;

/** The arguments that tune a pool: each method returns its value, or throws an exception that names it. */
public final class PoolArguments {

    private static final int MAX_THREADS = 1 << 16;
    private static final double MAX_SECONDS = 1e6;

    private PoolArguments() { }

    public static int number(String name, int value) {
        Arguments.notNegative(name, value);
        return value;
    }

    public static int threads(int nthreads) {
        if (nthreads < 0 || nthreads > MAX_THREADS) {
            throw new IllegalArgumentException("nthreads " + nthreads + " is not in 0 to " + MAX_THREADS);
        }
        return nthreads;
    }

    /** Checks that a time is more than zero. Returns nanoseconds, {@code Long.MAX_VALUE} for a longer time. */
    public static long positive(String name, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(name + " " + time + " is not positive");
        }
        try {
            return time.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Checks a number of seconds; NaN is refused, too. */
    public static double seconds(String name, double seconds) {
        if (!(seconds >= 0 && seconds <= MAX_SECONDS)) {
            throw new IllegalArgumentException(name + " " + seconds + " is not in 0 to 1000000");
        }
        return seconds;
    }
}
