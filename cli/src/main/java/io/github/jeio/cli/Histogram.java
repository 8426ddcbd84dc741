package io.github.jeio.cli;

/** Durations, sixteen steps an octave. */
final class Histogram {

    private static final int STEPS = 16;

    private final long[] counts = new long[64 * STEPS];
    private long count;

    void add(long nanos) {
        counts[index(Math.max(nanos, 1))]++;
        count++;
    }

    private static int index(long value) {
        int octave = 63 - Long.numberOfLeadingZeros(value);
        long within = octave < 4 ? 0 : (value >>> octave - 4) - STEPS;
        return octave * STEPS + (int) within;
    }

    long count() {
        return count;
    }

    /** What that part of all is not above, in nanoseconds. */
    long quantile(double part) {
        long rank = (long) Math.ceil(part * count);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank && counts[i] > 0) {
                int octave = i / STEPS;
                return (1L << octave) + (octave < 4 ? 0 : (long) (i % STEPS) << octave - 4);
            }
        }
        return 0;
    }
}
