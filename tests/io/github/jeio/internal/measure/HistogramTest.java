package io.github.jeio.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private static int bucketOf(long nanos) {
        Histogram histogram = new Histogram();
        histogram.record(nanos);
        long[] counts = new long[Histogram.BUCKETS];
        histogram.addTo(counts);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                assertThat(counts[i]).isOne();
                return i;
            }
        }
        throw new AssertionError(nanos + " is in no bucket");
    }

    @Test
    void bucketsFollowEachOtherWithoutGap() {
        long next = 0;
        for (int i = 0; i < Histogram.BUCKETS; i++) {
            assertThat(Histogram.lowest(i)).isEqualTo(next);
            next = Histogram.highest(i) + 1;
        }
        assertThat(next).isEqualTo(1L << 42);
    }

    @Test
    void eachTimeIsInItsBucketWhichIsNarrow() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            long nanos = random.nextLong() >>> 22 + random.nextInt(41);
            int bucket = bucketOf(nanos);
            assertThat(nanos).isBetween(Histogram.lowest(bucket), Histogram.highest(bucket));
            assertThat(Histogram.highest(bucket) - Histogram.lowest(bucket)).isLessThanOrEqualTo(Math.max(0, nanos / 32));
        }
    }

    @Test
    void whatIsOutOfTheRangeIsAtItsEnds() {
        assertThat(bucketOf(-5)).isZero();
        assertThat(bucketOf(Long.MIN_VALUE)).isZero();
        assertThat(bucketOf(Long.MAX_VALUE)).isEqualTo(Histogram.BUCKETS - 1);
    }
}
