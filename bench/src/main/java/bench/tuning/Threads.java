package bench.tuning;

import bench.run.Spread;
import io.github.jeio.AioHistogram;
import io.github.jeio.AioStats;
import io.github.jeio.IoAio;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many threads: 64 requests in flight, and pools of one thread to 64. */
abstract class Threads implements Experiment {

    private static final int DEPTH = 64;
    private static final List<Integer> THREADS = List.of(1, 2, 4, 8, 16, 32, 64);

    private final String id;
    private final String title;

    private Threads(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** Reads of what the page cache has, each by a thread all the same. */
    static Experiment warm() {
        return new Threads("warm", "Reads of 4 KiB from the page cache") {
            @Override
            Sample sample(Place place, int threads) throws Exception {
                return read(place, threads, false);
            }
        };
    }

    /** Reads of what it has not, from this machine's disk. */
    static Experiment cold() {
        return new Threads("cold", "Reads of 4 KiB from the disk") {
            @Override
            Sample sample(Place place, int threads) throws Exception {
                return read(place, threads, true);
            }
        };
    }

    /** Stats on a file system that answers after 10 ms. */
    static Experiment network() {
        return new Stats("network", "Stats over a network, 10 ms there and back", place -> Mount.sshfs(place, 5));
    }

    /** Stats on one of which each asks three servers. */
    static Experiment distributed() {
        return new Stats("distributed", "Stats on GlusterFS, three bricks", Mount::glusterfs);
    }

    /** Stats on a file system that is mounted for it. */
    private static final class Stats extends Threads {

        /** Mounts. */
        private interface Mounting {
            Mount mount(Place place) throws Exception;
        }

        private final Mounting mounting;
        private Mount mount;
        private int next;

        Stats(String id, String title, Mounting mounting) {
            super(id, title);
            this.mounting = mounting;
        }

        @Override
        public String measure(Place place) throws Exception {
            try (Mount mounted = mounting.mount(place)) {
                mount = mounted;
                return super.measure(place);
            }
        }

        @Override
        Sample sample(Place place, int threads) {
            try (IoAio io = pool(threads)) {
                Window window = new Window(io, DEPTH, (slot, done) -> {
                    io.aioStat(mount.path(next++), stat -> {
                        if (stat == null) {
                            throw new IllegalStateException("errno " + IoAio.errno());
                        }
                        done.run();
                    });
                    return true;
                });
                return measured(io, window, Math.max(1, place.seconds()), "stat");
            }
        }
    }

    @Override
    public String id() {
        return id;
    }

    /**
     * What a pool has come to.
     *
     * @param kernel50 microseconds that a system call took: half took no longer
     * @param kernel99 the same of 99 in 100
     */
    record Sample(Outcome outcome, double kernel50, double kernel99) { }

    abstract Sample sample(Place place, int threads) throws Exception;

    @Override
    public String measure(Place place) throws Exception {
        Map<Integer, List<Sample>> samples = new TreeMap<>();
        for (int round = 0; round < place.rounds(); round++) {
            for (int threads : THREADS) {
                samples.computeIfAbsent(threads, key -> new ArrayList<>()).add(sample(place, threads));
            }
        }
        Table table = new Table("threads", "requests a second", "from call to callback, p50 µs", "p99 µs", "in the kernel, p50 µs", "p99 µs");
        List<Outcome> outcomes = new ArrayList<>();
        List<Double> kernel = new ArrayList<>();
        List<Double> kernel99 = new ArrayList<>();
        samples.forEach((threads, rounds) -> {
            Outcome outcome = Outcome.median(rounds.stream().map(Sample::outcome).toList());
            outcomes.add(outcome);
            kernel.add(Spread.of(rounds.stream().map(Sample::kernel50).toList()).median());
            kernel99.add(Spread.of(rounds.stream().map(Sample::kernel99).toList()).median());
            int last = kernel.size() - 1;
            table.row("" + threads, outcome.rate(), outcome.p50(), outcome.p99(), kernel.get(last), kernel99.get(last));
        });
        Picture picture = new Picture(id, title)
                .rates(title, "threads", "requests a second").line("64 in flight", THREADS, outcomes.stream().map(Outcome::rate).toList())
                .lines("How long it takes", "threads", "microseconds")
                .line("call to callback, p50", THREADS, outcomes.stream().map(Outcome::p50).toList())
                .line("call to callback, p99", THREADS, outcomes.stream().map(Outcome::p99).toList())
                .line("in the kernel, p50", THREADS, kernel)
                .line("in the kernel, p99", THREADS, kernel99);
        return table + picture.write(place);
    }

    private static IoAio pool(int threads) {
        return IoAio.builder().minParallel(threads).maxParallel(threads).inlineCached(false).create();
    }

    private static Sample read(Place place, int threads, boolean cold) throws Exception {
        try (IoAio io = pool(threads); Reads reads = new Reads(io, cold ? place.file() : place.warmFile(), DEPTH, cold)) {
            Window window = new Window(io, DEPTH, reads);
            if (!cold) {
                window.run(place.seconds() / 4);
            }
            return measured(io, window, place.seconds(), "read");
        }
    }

    private static Sample measured(IoAio io, Window window, double seconds, String type) {
        io.measure(true);
        Outcome outcome = window.run(seconds);
        AioStats.Latency latency = io.stats().latencies().get(type);
        return new Sample(outcome, micros(latency.execution(), 50), micros(latency.execution(), 99));
    }

    private static double micros(AioHistogram histogram, double percent) {
        return histogram.percentile(percent).toNanos() * 1e-3;
    }
}
