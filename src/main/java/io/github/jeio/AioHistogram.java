package io.github.jeio;

import io.github.jeio.internal.measure.Histogram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * How long something took, how often: a part of what {@link IoAio#stats()} tells. Immutable. Times are kept in buckets that
 * are no wider than a thirty-second of the times in them, from a nanosecond to an hour, so that each number here is right to 3 %.
 */
public final class AioHistogram {

    /**
     * Times that are counted together.
     *
     * @param lowest nanoseconds, the shortest time that is counted here
     * @param highest nanoseconds, the longest one
     * @param count how many there were, 1 or more
     */
    public record Bucket(long lowest, long highest, long count) { }

    /** Who gets times and how often there were such, such as {@code recordValueWithCount} of HdrHistogram. */
    @FunctionalInterface
    public interface Recorder {

        /**
         * Gets one time.
         *
         * @param nanos the time
         * @param count how often there was such a one, 1 or more
         */
        void record(long nanos, long count);
    }

    private final List<Bucket> buckets;
    private final long count;

    private AioHistogram(List<Bucket> buckets) {
        this.buckets = List.copyOf(buckets);
        count = buckets.stream().mapToLong(Bucket::count).sum();
    }

    /**
     * The times of several histograms together.
     *
     * @param parts any number of them
     * @return a histogram of all that was counted in them
     */
    public static AioHistogram sum(Iterable<AioHistogram> parts) {
        TreeMap<Long, Bucket> sums = new TreeMap<>();
        for (AioHistogram part : parts) {
            for (Bucket bucket : part.buckets) {
                sums.merge(bucket.lowest, bucket, (one, other) -> new Bucket(one.lowest, one.highest, one.count + other.count));
            }
        }
        return new AioHistogram(List.copyOf(sums.values()));
    }

    /** @param counts by bucket of {@link Histogram} */
    AioHistogram(long[] counts) {
        List<Bucket> filled = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                filled.add(new Bucket(Histogram.lowest(i), Histogram.highest(i), counts[i]));
                sum += counts[i];
            }
        }
        buckets = List.copyOf(filled);
        count = sum;
    }

    /**
     * The number of times.
     *
     * @return 0 or more
     */
    public long count() {
        return count;
    }

    /**
     * The time that so many of a hundred did not exceed.
     *
     * @param percent 0 to 100: 50 gives the median, 100 the longest time
     * @return the time, zero where there was none
     * @throws IllegalArgumentException percent is out of this range, or not a number
     */
    public Duration percentile(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("percent " + percent + " is not in 0 to 100");
        }
        long rank = Math.max(1, (long) Math.ceil(percent / 100 * count));
        for (Bucket bucket : buckets) {
            rank -= bucket.count;
            if (rank <= 0) {
                return Duration.ofNanos(bucket.highest);
            }
        }
        return Duration.ZERO;
    }

    /**
     * The longest time.
     *
     * @return the time, zero where there was none
     */
    public Duration max() {
        return percentile(100);
    }

    /**
     * The mean of all times.
     *
     * @return the mean, zero where there was no time
     */
    public Duration mean() {
        double sum = 0;
        for (Bucket bucket : buckets) {
            sum += (bucket.lowest + (bucket.highest - bucket.lowest) / 2.0) * bucket.count;
        }
        return count == 0 ? Duration.ZERO : Duration.ofNanos(Math.round(sum / count));
    }

    /**
     * All of it: the buckets that are not empty.
     *
     * @return from the shortest times to the longest
     */
    public List<Bucket> buckets() {
        return buckets;
    }

    /**
     * Gives all of it to another histogram, one of HdrHistogram say: {@code histogram.recordInto(hdr::recordValueWithCount)}.
     *
     * @param recorder gets the middle of each bucket that is not empty, and how many times are in it
     */
    public void recordInto(Recorder recorder) {
        for (Bucket bucket : buckets) {
            recorder.record(bucket.lowest + (bucket.highest - bucket.lowest) / 2, bucket.count);
        }
    }

    /** The number of times, the median, 99 % and the longest, for logs. */
    @Override
    public String toString() {
        return count == 0 ? "none" : count + ": p50 " + text(percentile(50)) + ", p99 " + text(percentile(99)) + ", max " + text(max());
    }

    private static String text(Duration time) {
        long nanos = time.toNanos();
        return nanos < 10_000 ? nanos + " ns" : nanos < 10_000_000 ? nanos / 1000 + " us"
                : nanos < 10_000_000_000L ? nanos / 1_000_000 + " ms" : nanos / 1_000_000_000 + " s";
    }
}
