package io.github.jeio.internal.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts times in buckets of nanoseconds: one for each number up to 63, then 32 for each power of two, so that a bucket is
 * no wider than a thirty-second of the times in it. Any thread may record.
 */
public final class Histogram {

    private static final int BITS = 5;
    /** Longer times, of more than an hour, are counted as this. */
    private static final long LONGEST = (1L << 42) - 1;

    public static final int BUCKETS = bucket(LONGEST) + 1;

    private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] counts = new long[BUCKETS];

    /** Records a time. A negative one, which the clocks of two processors can produce, counts as 0. */
    public void record(long nanos) {
        long unused = (long) COUNTS.getAndAdd(counts, bucket(Math.max(0, Math.min(nanos, LONGEST))), 1L);
    }

    /** Adds the counts, as of about this moment. */
    public void addTo(long[] sums) {
        for (int i = 0; i < BUCKETS; i++) {
            sums[i] += (long) COUNTS.getOpaque(counts, i);
        }
    }

    private static int bucket(long nanos) {
        int shift = Math.max(0, 63 - BITS - Long.numberOfLeadingZeros(nanos));
        return (shift << BITS) + (int) (nanos >>> shift);
    }

    /** The shortest time that is counted in the bucket. */
    public static long lowest(int bucket) {
        int shift = shift(bucket);
        return (long) (bucket - (shift << BITS)) << shift;
    }

    /** The longest time that is counted in the bucket. */
    public static long highest(int bucket) {
        return lowest(bucket) + (1L << shift(bucket)) - 1;
    }

    private static int shift(int bucket) {
        return Math.max(0, (bucket >> BITS) - 1);
    }

}
