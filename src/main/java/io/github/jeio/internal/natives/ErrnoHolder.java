package io.github.jeio.internal.natives;

import io.github.jeio.Advanced;
import io.github.jeio.internal.pool.Submission;

/** The thread's errno, what Perl keeps in {@code $!}: set before a callback runs and by each {@link Advanced} call. */
public final class ErrnoHolder {

    /** A class and no lambda, since it is needed for the first request: see {@link Submission}. */
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

    /** The thread's own cell, so that a poll loop looks it up once and not once a callback. */
    public static int[] cell() {
        return ERRNO.get();
    }
}
