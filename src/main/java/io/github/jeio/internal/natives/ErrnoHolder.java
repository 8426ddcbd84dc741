package io.github.jeio.internal.natives;

import io.github.jeio.Advanced;
import io.github.jeio.internal.pool.Submission;

/** The thread's errno, which is {@code $!} in Perl: set before a callback runs, and by each {@link Advanced} call. */
public final class ErrnoHolder {

    /** A class and no lambda, since the first request needs it: see {@link Submission}. */
    private static final class Cell extends ThreadLocal<int[]> {
        @Override
        protected int[] initialValue() {
            return new int[1];
        }
    }

    private static final Cell ERRNO = new Cell();

    private ErrnoHolder() { }

    public static int get() {
        return ERRNO.get()[0];
    }

    public static void set(int errno) {
        ERRNO.get()[0] = errno;
    }

    /** The thread's own cell, so that the poller looks it up once per turn and not once per callback. */
    public static int[] cell() {
        return ERRNO.get();
    }
}
