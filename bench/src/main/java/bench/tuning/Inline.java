package bench.tuning;

import bench.run.Spread;
import io.github.jeio.IoAio;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Answers at submission on and off: cached reads, so many in flight. */
final class Inline implements Experiment {

    private static final List<Integer> DEPTHS = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256);

    private record Sample(Outcome outcome, double cpu) { }

    @Override
    public String id() {
        return "inline";
    }

    @Override
    public String measure(Place place) throws Exception {
        Table table = new Table("in flight", "on: reads a second", "p50 µs", "p99 µs", "CPU µs a read", "off: reads a second", "p50 µs", "p99 µs",
                "CPU µs a read");
        List<List<Double>> rates = List.of(new ArrayList<>(), new ArrayList<>());
        List<List<Double>> latencies = List.of(new ArrayList<>(), new ArrayList<>());
        for (int depth : DEPTHS) {
            List<List<Sample>> samples = List.of(new ArrayList<>(), new ArrayList<>());
            for (int round = 0; round < place.rounds(); round++) {
                samples.get(0).add(sample(place, depth, true));
                samples.get(1).add(sample(place, depth, false));
            }
            double[] row = new double[8];
            for (int i = 0; i < 2; i++) {
                Outcome outcome = Outcome.median(samples.get(i).stream().map(Sample::outcome).toList());
                rates.get(i).add(outcome.rate());
                latencies.get(i).add(outcome.p50());
                row[4 * i] = outcome.rate();
                row[4 * i + 1] = outcome.p50();
                row[4 * i + 2] = outcome.p99();
                row[4 * i + 3] = Spread.of(samples.get(i).stream().map(Sample::cpu).toList()).median();
            }
            table.row("" + depth, row);
        }
        return table + new Picture(id(), "Cached reads, answered at submission and not")
                .rates("Cached reads of 4 KiB, 4 threads", "in flight", "reads a second")
                .line("inlineCached on", DEPTHS, rates.get(0)).line("off", DEPTHS, rates.get(1))
                .lines("From call to callback", "in flight", "microseconds, p50")
                .line("inlineCached on", DEPTHS, latencies.get(0)).line("off", DEPTHS, latencies.get(1)).write(place);
    }

    private static Sample sample(Place place, int depth, boolean on) throws Exception {
        try (IoAio io = IoAio.builder().maxParallel(4).inlineCached(on).create(); Reads reads = new Reads(io, place.warmFile(), depth, false)) {
            Window window = new Window(io, depth, reads);
            window.run(place.seconds() / 4);
            long before = cpu();
            Outcome outcome = window.run(place.seconds() / 2);
            return new Sample(outcome, (cpu() - before) * 1e-3 / (outcome.rate() * place.seconds() / 2));
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
