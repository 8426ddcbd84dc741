package bench.plan;

import bench.UsageException;
import bench.plan.Bar.Need;
import bench.run.Results;
import bench.run.Sample;
import bench.run.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** All bars. Ratios are of operations a second, unless the claim says time or CPU. */
public final class Bars {

    public static final int JOB_DEPTH = 64;

    private static final List<Contestant> LIBEIO = ids("libeio");
    private static final List<Contestant> BLOCKING = ids("blocking");
    private static final List<Contestant> CHANNELS = ids("afc", "afc-default");
    private static final List<Contestant> ASYNC = Contestant.of(Family.ASYNC_JAVA);
    private static final List<Contestant> ASYNC_OR_URING = Contestant.of(Family.ASYNC_JAVA, Family.URING_JAVA);
    private static final List<Contestant> LIBEIO_OR_CHANNELS = ids("libeio", "afc", "afc-default");
    private static final List<Contestant> JAVA = Contestant.of(Family.ASYNC_JAVA, Family.BLOCKING_JAVA);

    private static final ToDoubleFunction<Sample> TIME = Sample::seconds;

    public static final List<Bar> ALL = all();

    private Bars() { }

    private static List<Bar> all() {
        List<Bar> bars = new ArrayList<>();
        for (Case one : List.of(Case.of("nop", 1), Case.pinned("nop"))) {
            bars.add(faster(one, "jeio", 1.0, "raw C libeio", LIBEIO));
        }
        Case nops = Case.of("nop", 256);
        bars.add(faster(nops, "jeio", 2.0, "raw C libeio", LIBEIO));
        bars.add(faster(nops, "jeio", 1.0, "a 4-thread executor", ids("executor")));

        Case read = Case.of("read", 1);
        bars.add(faster(read, "jeio", 20, "AsynchronousFileChannel with 4 threads", ids("afc")));
        bars.add(faster(read, "jeio", 0.6, "a blocking FileChannel loop", BLOCKING));
        for (int depth : new int[] {32, 256}) {
            Case deep = Case.of("read", depth);
            bars.add(faster(deep, "jeio", 1.1, "the best asynchronous Java peer", ASYNC_OR_URING));
            bars.add(faster(deep, "jeio", 1.5, "the best of them without io_uring", ASYNC));
        }
        Case reads = Case.of("read", 256);
        bars.add(faster(reads, "jeio-2pools", 1.0, "virtual threads that block in place", ids("virtual")));
        bars.add(faster(reads, "jeio-2pools", 1.7, "one pool", ids("jeio")));
        for (int depth : new int[] {32, 256}) {
            Case deep = Case.of("read", depth);
            bars.add(faster(deep, "jeio-noinline", 1.0, "raw C libeio", LIBEIO));
            bars.add(faster(deep, "jeio-noinline", 1.0, "AsynchronousFileChannel", CHANNELS));
            bars.add(most(deep, "jeio-noinline", 1.0, "CPU of AsynchronousFileChannel", CHANNELS, Sample::cpuPerMillion));
        }
        bars.add(faster(read, "jeio-await", 0.5, "a blocking FileChannel loop", BLOCKING));
        bars.add(faster(read, "jeio-await-virtual", 0.5, "a blocking FileChannel loop", BLOCKING));

        for (Case write : List.of(Case.of("write", 1), Case.pinned("write"), Case.of("write", 32), Case.of("write", 256))) {
            bars.add(faster(write, "jeio", 1.0, "the best of raw C libeio and AsynchronousFileChannel", LIBEIO_OR_CHANNELS));
        }

        bars.add(faster(Case.of("stat", 1), "jeio", 20, "raw C libeio", LIBEIO));
        for (int depth : new int[] {32, 256}) {
            Case stat = Case.of("stat", depth);
            bars.add(faster(stat, "jeio", 1.0, "raw C libeio", LIBEIO));
            bars.add(faster(stat, "jeio", 1.1, "the best asynchronous Java peer", ASYNC));
        }

        bars.add(faster(Case.of("slurp", 1), "jeio", 15, "raw C libeio's slurp", LIBEIO));
        for (int depth : new int[] {32, 256}) {
            Case slurp = Case.of("slurp", depth);
            bars.add(faster(slurp, "jeio", 1.0, "raw C libeio's slurp", LIBEIO));
            bars.add(slurpOrOpen(depth, "the best asynchronous Java peer, by slurp or by open, read, close", ASYNC));
            bars.add(slurpOrOpen(depth, "the best Java peer, those that block in place included", JAVA));
        }

        Case scan = Case.of("scan", JOB_DEPTH);
        bars.add(most(scan, "jeio", 1.25, "time of raw C libeio", LIBEIO, TIME));
        bars.add(most(scan, "jeio", 1 / 1.3, "time of `find`", ids("coreutils"), TIME));
        bars.add(most(scan.cooled(), "jeio", 0.5, "time of `find`", ids("coreutils"), TIME));
        bars.add(most(Case.of("copy", JOB_DEPTH), "jeio", 1.1, "time of `cp`", ids("coreutils"), TIME));
        bars.add(most(Case.of("remove", JOB_DEPTH), "jeio", 1 / 1.6, "time of `rm -rf`", ids("coreutils"), TIME));

        bars.add(probed("heap", "callback-style requests, steady state", "256", "heap per request", 64, "bytes", "jmh"));
        bars.add(probed("malloc", "the same", "256", "malloc calls in C per request", 0, "calls", "malloc"));
        bars.add(probed("memory", "queued requests", "1,000,000", "heap and native memory per request", 400, "bytes", "memory"));
        bars.add(probed("hold", "100,000 reads, maxPollTime 1 ms", "256",
                "longest hold of the loop, of maxPollTime and the longest callback", 1, "×", "hold"));
        bars.add(probed("load", "`main` to the first completed request", "-", "time", 40, "ms", "load"));
        return List.copyOf(bars);
    }

    public static Bar byId(String id) {
        return ALL.stream().filter(each -> each.id().equals(id)).findFirst()
                .orElseThrow(() -> new UsageException("no bar is called " + id + "; see bench/run list"));
    }

    private static List<Contestant> ids(String... ids) {
        return Stream.of(ids).map(Contestant::byId).toList();
    }

    private static Bar faster(Case measured, String system, double limit, String than, List<Contestant> peers) {
        return ratio(measured, system, true, limit, than, peers, Sample::rate);
    }

    private static Bar most(Case measured, String system, double limit, String than, List<Contestant> peers,
            ToDoubleFunction<Sample> what) {
        return ratio(measured, system, false, limit, than, peers, what);
    }

    private static Bar ratio(Case measured, String system, boolean atLeast, double limit, String than,
            List<Contestant> peers, ToDoubleFunction<Sample> what) {
        String peer = peers.size() == 1 ? peers.get(0).id() : "best" + peers.size();
        String id = system + (what == TIME || atLeast ? "" : "-cpu") + ':' + measured.work() + '-' + measured.depth()
                + (measured.pinned() ? "p" : "") + (measured.cold() ? "c" : "") + ':' + peer;
        return new Bar(id, measured.work() + variant(system), depth(measured), "× " + than, atLeast, limit, "×",
                List.of(new Need(measured, with(system, peers))), null,
                results -> overBest(results, measured, system, List.of(measured), peers, what),
                results -> what == TIME || measured.pinned() || peers.equals(BLOCKING) ? Optional.empty()
                        : overBest(results, measured, "blocking", List.of(measured), peers, what));
    }

    private static Bar slurpOrOpen(int depth, String than, List<Contestant> peers) {
        Case slurp = Case.of("slurp", depth);
        Case open = Case.of("open", depth);
        return new Bar("jeio:slurp-" + depth + ":best" + peers.size(), "slurp", "" + depth, "× " + than, true, 1.5, "×",
                List.of(new Need(slurp, with("jeio", peers)), new Need(open, peers)), null,
                results -> overBest(results, slurp, "jeio", List.of(slurp, open), peers, Sample::rate),
                results -> peers.equals(JAVA) ? Optional.empty()
                        : overBest(results, slurp, "blocking", List.of(slurp, open), peers, Sample::rate));
    }

    /** What a system has, over what the best of some peers has in any of some cases. */
    private static Optional<Spread> overBest(Results results, Case measured, String system, List<Case> cases,
            List<Contestant> peers, ToDoubleFunction<Sample> what) {
        return best(results, cases, peers)
                .flatMap(best -> results.ratio(measured, system, best.measured(), best.system(), what));
    }

    private static Bar probed(String id, String work, String depth, String claim, double limit, String unit, String probe) {
        return new Bar(id, work, depth, claim, false, limit, unit, List.of(), probe, results -> results.value(id),
                results -> Optional.empty());
    }

    private static List<Contestant> with(String system, List<Contestant> peers) {
        return Stream.concat(Stream.of(Contestant.byId(system)), peers.stream()).distinct().toList();
    }

    private static String variant(String system) {
        return system.equals("jeio") ? "" : Contestant.byId(system).title().replaceFirst("^jeio", "");
    }

    private static String depth(Case measured) {
        return measured.depth() == JOB_DEPTH ? measured.cold() ? "cold" : "warm"
                : measured.depth() + (measured.pinned() ? ", one CPU" : "");
    }

    private record Best(Case measured, String system, Spread rate) { }

    /** The peer with the highest median. */
    private static Optional<Best> best(Results results, List<Case> cases, List<Contestant> peers) {
        return cases.stream().flatMap(measured -> peers.stream().flatMap(peer ->
                        results.of(measured, peer.id(), Sample::rate).map(rate -> new Best(measured, peer.id(), rate)).stream()))
                .max(Comparator.comparingDouble(best -> best.rate().median()));
    }
}
