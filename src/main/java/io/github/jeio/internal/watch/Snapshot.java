package io.github.jeio.internal.watch;

import io.github.jeio.AioHistogram;
import io.github.jeio.AioStats;
import io.github.jeio.internal.measure.Histogram;
import io.github.jeio.internal.measure.Meter;
import io.github.jeio.internal.measure.Tally;
import io.github.jeio.internal.measure.Verdict;
import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.pool.Pool;
import io.github.jeio.internal.wire.Op;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Collects the numbers that a pool counts into {@link AioStats}, under the names that users know. */
public final class Snapshot {

    private static final Op[] OPS = Op.values();

    private Snapshot() { }

    /**
     * The pool's numbers, as of about this moment.
     *
     * @param histogram makes a histogram of the counts of {@link Histogram}'s buckets
     */
    public static AioStats of(Pool pool, Function<long[], AioHistogram> histogram) {
        Tally tally = pool.submission.tally();
        int queued = pool.nready();
        int pending = pool.npending();
        Map<String, Long> inFlight = new HashMap<>();
        pool.visit((token, request) -> inFlight.merge(request.call(), 1L, Long::sum));
        return new AioStats(requests(pool, tally), Map.copyOf(inFlight), queued, Math.max(0, pool.nrequests() - queued - pending), pending,
                answers(tally, pool.batchVerdicts()), pool.nthreads(), pool.count(Natives.NIDLE),
                pool.count(Natives.NWAKES) & 0xFFFF_FFFFL, pool.events.read() & 0xFFFF_FFFFL, latencies(pool.measuring.meter(), histogram));
    }

    private static Map<String, Long> requests(Pool pool, Tally tally) {
        long[] counts = new long[OPS.length];
        pool.addRequestsTo(counts);
        tally.addAnswersTo(counts);
        Map<String, Long> byType = new HashMap<>();
        for (Op op : OPS) {
            if (counts[op.ordinal()] > 0 && op != Op.GROUP) {
                byType.merge(op.call(), counts[op.ordinal()], Long::sum);
            }
        }
        return Map.copyOf(byType);
    }

    private static AioStats.Answers answers(Tally tally, long[] batch) {
        long[] sum = new long[Verdict.COUNT];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = tally.verdict(i) + batch[i];
        }
        return new AioStats.Answers(sum[Verdict.ANSWERED], sum[Verdict.OFF], sum[Verdict.PRIORITY], sum[Verdict.DEPTH],
                sum[Verdict.BUDGET], sum[Verdict.NOT_CACHED], sum[Verdict.FILE_SYSTEM]);
    }

    private static Map<String, AioStats.Latency> latencies(Meter meter, Function<long[], AioHistogram> histogram) {
        Map<String, long[][]> byType = new HashMap<>();
        for (Op op : meter == null ? new Op[0] : OPS) {
            for (int time = 0; time < Meter.TIMES; time++) {
                long[] counts = new long[Histogram.BUCKETS];
                if (meter.addTo(op, time, counts)) {
                    long[] all = byType.computeIfAbsent(op.call(), call -> new long[Meter.TIMES][Histogram.BUCKETS])[time];
                    for (int i = 0; i < all.length; i++) {
                        all[i] += counts[i];
                    }
                }
            }
        }
        Map<String, AioStats.Latency> latencies = new HashMap<>();
        byType.forEach((type, times) -> latencies.put(type, new AioStats.Latency(histogram.apply(times[Meter.QUEUE_WAIT]),
                histogram.apply(times[Meter.EXECUTION]), histogram.apply(times[Meter.CALLBACK_DELAY]))));
        return Map.copyOf(latencies);
    }
}
