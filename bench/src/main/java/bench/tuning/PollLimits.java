package bench.tuning;

import io.github.jeio.IoAio;
import io.github.jeio.IoAioBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Poll limits: a loop with 256 cached reads in flight, whose callbacks take 20 µs each; how long one pollCb holds it. */
final class PollLimits implements Experiment {

    private static final int DEPTH = 256;
    private static final long CALLBACK_NANOS = 20_000;

    private record Limit(String name, UnaryOperator<IoAioBuilder> set) { }

    private static final List<Limit> LIMITS = List.of(
            new Limit("none", builder -> builder),
            new Limit("maxPollTime 10 ms", builder -> builder.maxPollTime(0.01)),
            new Limit("maxPollTime 1 ms", builder -> builder.maxPollTime(0.001)),
            new Limit("maxPollTime 0.1 ms", builder -> builder.maxPollTime(0.0001)),
            new Limit("maxPollReqs 256", builder -> builder.maxPollReqs(256)),
            new Limit("maxPollReqs 16", builder -> builder.maxPollReqs(16)),
            new Limit("maxPollReqs 1", builder -> builder.maxPollReqs(1)));

    @Override
    public String id() {
        return "poll";
    }

    @Override
    public String measure(Place place) throws Exception {
        Table table = new Table("limit", "reads a second", "pollCb held the loop, p50 ms", "p99 ms", "longest ms");
        List<String> names = new ArrayList<>();
        List<Double> holds = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (Limit limit : LIMITS) {
            List<Outcome> rounds = new ArrayList<>();
            for (int round = 0; round < place.rounds(); round++) {
                rounds.add(sample(place, limit));
            }
            Outcome median = Outcome.median(rounds);
            names.add(limit.name());
            rates.add(median.rate());
            holds.add(median.p50() * 1e-3);
            table.row(limit.name(), median.rate(), median.p50() * 1e-3, median.p99() * 1e-3, median.max() * 1e-3);
        }
        return table + new Picture(id(), "How long a poll holds the loop")
                .bars("How long one pollCb holds the loop", "milliseconds, p50", names, holds)
                .bars("What it gets done", "reads a second", names, rates).write(place);
    }

    /** The rate is of reads, the times are those of pollCb. */
    private static Outcome sample(Place place, Limit limit) throws Exception {
        try (IoAio io = limit.set().apply(IoAio.builder().maxParallel(4)).create(); Reads reads = new Reads(io, place.warmFile(), DEPTH, false)) {
            Window window = new Window(io, DEPTH, (slot, done) -> reads.request(slot, () -> {
                spin();
                done.run();
            }));
            Holds held = new Holds();
            window.run(place.seconds() / 4);
            Outcome outcome = window.run(place.seconds(), () -> {
                io.pollWait();
                long start = System.nanoTime();
                io.pollCb();
                held.add(System.nanoTime() - start);
            });
            return held.outcome(outcome.rate());
        }
    }

    private static void spin() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < CALLBACK_NANOS) {
            Thread.onSpinWait();
        }
    }

    private static final class Holds {
        private long[] nanos = new long[1 << 16];
        private int count;

        void add(long hold) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = hold;
        }

        Outcome outcome(double rate) {
            return Outcome.of(rate, nanos, count);
        }
    }
}
