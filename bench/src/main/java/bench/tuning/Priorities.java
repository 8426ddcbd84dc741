package bench.tuning;

import io.github.jeio.IoAio;
import io.github.jeio.IoAioBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Priorities and ageing: a pool of two threads that never catches up, since 64 requests of a millisecond each and of priority 0 are
 * always in flight; and one more at a time, of which it is measured how long it takes.
 */
final class Priorities implements Experiment {

    private static final double SECONDS = 1.5;

    @Override
    public String id() {
        return "priorities";
    }

    @Override
    public String measure(Place place) throws Exception {
        List<String> names = new ArrayList<>();
        List<Double> waits = new ArrayList<>();
        Table table = new Table("the one more", "ended in " + SECONDS + " s", "p50 ms", "longest ms");
        for (int priority : new int[] {4, 0, -1}) {
            row(table, names, waits, "priority " + priority, probe(priority, null));
        }
        for (int period : new int[] {100, 30, 10}) {
            row(table, names, waits, "priority -1, ageing " + period + " ms", probe(-1, Duration.ofMillis(period)));
        }
        return table + new Picture(id(), "How long a request takes beside a full queue")
                .bars("One more request (no bar: none ended)", "milliseconds, p50", names, waits).write(place);
    }

    private static void row(Table table, List<String> names, List<Double> waits, String name, List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        double half = sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2) * 1e3;
        names.add(name);
        waits.add(half);
        table.row(name, sorted.size(), half, sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() - 1) * 1e3);
    }

    /** Seconds that each took, of those that ended. */
    private static List<Double> probe(int priority, Duration ageing) {
        IoAioBuilder builder = IoAio.builder().maxParallel(2);
        List<Double> took = new ArrayList<>();
        try (IoAio io = (ageing == null ? builder : builder.ageing(ageing)).create()) {
            Window load = new Window(io, 64, (slot, done) -> {
                io.aioBusy(0.001, done);
                return true;
            });
            load.begin(Double.MAX_VALUE);
            long end = System.nanoTime() + (long) (SECONDS * 1e9);
            probe(io, priority, took, end);
            while (System.nanoTime() - end < 0) {
                io.poll();
            }
            load.stop();
        }
        return took;
    }

    private static void probe(IoAio io, int priority, List<Double> took, long end) {
        long start = System.nanoTime();
        IoAio.aioreqPri(priority);
        io.aioNop(() -> {
            long now = System.nanoTime();
            if (now - end < 0) {
                took.add((now - start) * 1e-9);
                probe(io, priority, took, end);
            }
        });
    }
}
