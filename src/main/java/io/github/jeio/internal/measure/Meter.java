package io.github.jeio.internal.measure;

import io.github.jeio.internal.wire.Op;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The times of a pool's requests, by operation. Threads record in different stripes, so that they seldom write to the same
 * cache line. A stripe has histograms only for what was recorded in it.
 */
public final class Meter {

    /** The times that are measured for a request. */
    public static final int QUEUE_WAIT = 0, EXECUTION = 1, CALLBACK_DELAY = 2, TIMES = 3;

    private static final int STRIPES = 8;
    private static final int OPS = Op.values().length;

    private final AtomicReferenceArray<Histogram> histograms = new AtomicReferenceArray<>(STRIPES * OPS * TIMES);

    /** Records a time in nanoseconds. */
    void record(Op op, int time, long nanos) {
        int stripe = (int) Thread.currentThread().getId() & STRIPES - 1;
        int index = (stripe * OPS + op.ordinal()) * TIMES + time;
        Histogram histogram = histograms.getAcquire(index);
        if (histogram == null) {
            Histogram made = new Histogram();
            histogram = histograms.compareAndSet(index, null, made) ? made : histograms.get(index);
        }
        histogram.record(nanos);
    }

    /** Adds the counts of one operation's times, as of about this moment. False if nothing was recorded. */
    public boolean addTo(Op op, int time, long[] sums) {
        boolean any = false;
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            Histogram histogram = histograms.get((stripe * OPS + op.ordinal()) * TIMES + time);
            if (histogram != null) {
                histogram.addTo(sums);
                any = true;
            }
        }
        return any;
    }
}
