package bench.tuning;

import io.github.jeio.IoAio;
import java.util.ArrayList;
import java.util.List;

/** Idle threads: a burst of 16 requests of a millisecond each, where 16 threads idle, and where all have ended. */
final class Idle implements Experiment {

    private static final int BURST = 16;
    private static final int BURSTS = 40;

    @Override
    public String id() {
        return "idle";
    }

    @Override
    public String measure(Place place) throws Exception {
        List<String> names = List.of("16 threads idle", "all have ended");
        List<Outcome> outcomes = List.of(bursts(true), bursts(false));
        Table table = new Table("before the burst", "a burst, p50 µs", "p99 µs", "max µs");
        for (int i = 0; i < names.size(); i++) {
            table.row(names.get(i), outcomes.get(i).p50(), outcomes.get(i).p99(), outcomes.get(i).max());
        }
        return table + new Picture(id(), "A burst of requests")
                .bars("A burst of 16 requests of 1 ms each", "milliseconds, p50", names,
                        outcomes.stream().map(each -> each.p50() * 1e-3).toList()).write(place);
    }

    private static Outcome bursts(boolean kept) throws InterruptedException {
        List<Long> took = new ArrayList<>();
        try (IoAio io = IoAio.builder().minParallel(BURST).maxIdle(kept ? BURST : 0).idleTimeout(kept ? 10 : 0).create()) {
            burst(io);
            for (int i = 0; i < BURSTS; i++) {
                while (!kept && io.nthreads() > 0) {
                    Thread.sleep(1);
                }
                Thread.sleep(5);
                took.add(burst(io));
            }
        }
        long[] nanos = took.stream().mapToLong(Long::longValue).toArray();
        return Outcome.of(0, nanos, nanos.length);
    }

    private static long burst(IoAio io) {
        long start = System.nanoTime();
        for (int i = 0; i < BURST; i++) {
            io.aioBusy(0.001);
        }
        io.flush();
        return System.nanoTime() - start;
    }
}
