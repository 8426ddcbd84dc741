package bench.tuning;

import bench.run.Spread;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a case has come to in one round.
 *
 * @param rate requests a second
 * @param p50 microseconds from the call to the callback: half of the requests took no longer
 * @param p99 the same of 99 in 100
 * @param max the longest
 */
record Outcome(double rate, double p50, double p99, double max) {

    /** @param nanos the latencies, in any order; they are sorted */
    static Outcome of(double rate, long[] nanos, int count) {
        Arrays.sort(nanos, 0, count);
        return new Outcome(rate, at(nanos, count, 0.5), at(nanos, count, 0.99), at(nanos, count, 1));
    }

    private static double at(long[] sorted, int count, double part) {
        return count == 0 ? Double.NaN : sorted[Math.min(count - 1, (int) (count * part))] * 1e-3;
    }

    /** The median of the rounds, of each figure by itself. */
    static Outcome median(List<Outcome> rounds) {
        return new Outcome(median(rounds, Outcome::rate), median(rounds, Outcome::p50), median(rounds, Outcome::p99),
                median(rounds, Outcome::max));
    }

    private static double median(List<Outcome> rounds, ToDoubleFunction<Outcome> figure) {
        return Spread.of(rounds.stream().map(figure::applyAsDouble).toList()).median();
    }
}
