package bench.tuning;

import io.github.jeio.IoAio;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A pool for each loop: cached reads by one loop, and by two loops with a pool each and half of the threads and of the window. */
final class Loops implements Experiment {

    private static final int DEPTH = 64;
    private static final int THREADS = 4;

    @Override
    public String id() {
        return "loops";
    }

    @Override
    public String measure(Place place) throws Exception {
        List<String> names = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        Table table = new Table("loops, each with its pool", "reads a second", "p50 µs", "p99 µs");
        for (boolean inline : new boolean[] {false, true}) {
            for (int loops : new int[] {1, 2}) {
                List<Outcome> rounds = new ArrayList<>();
                for (int round = 0; round < place.rounds(); round++) {
                    rounds.add(sample(place, loops, inline));
                }
                Outcome outcome = Outcome.median(rounds);
                names.add(loops + (loops == 1 ? " loop" : " loops") + (inline ? ", answers at submission" : ", by threads"));
                rates.add(outcome.rate());
                table.row(names.get(names.size() - 1), outcome.rate(), outcome.p50(), outcome.p99());
            }
        }
        return table + new Picture(id(), "Cached reads by one loop and by two")
                .bars("Cached reads, 64 in flight and 4 threads in all", "reads a second", names, rates).write(place);
    }

    /** The rates added; the latencies of the slowest loop. */
    private static Outcome sample(Place place, int loops, boolean inline) throws Exception {
        Path file = place.warmFile();
        CyclicBarrier together = new CyclicBarrier(loops);
        ExecutorService threads = Executors.newFixedThreadPool(loops);
        try {
            Callable<Outcome> loop = () -> {
                try (IoAio io = IoAio.builder().maxParallel(THREADS / loops).inlineCached(inline).create();
                        Reads reads = new Reads(io, file, DEPTH / loops, false)) {
                    Window window = new Window(io, DEPTH / loops, reads);
                    window.run(place.seconds() / 4);
                    together.await();
                    return window.run(place.seconds());
                }
            };
            Outcome sum = new Outcome(0, 0, 0, 0);
            List<Future<Outcome>> started = new ArrayList<>();
            for (int i = 0; i < loops; i++) {
                started.add(threads.submit(loop));
            }
            for (Future<Outcome> each : started) {
                Outcome outcome = each.get();
                sum = new Outcome(sum.rate() + outcome.rate(), Math.max(sum.p50(), outcome.p50()), Math.max(sum.p99(), outcome.p99()),
                        Math.max(sum.max(), outcome.max()));
            }
            return sum;
        } finally {
            threads.shutdown();
        }
    }
}
