package bench.plan;

import bench.UsageException;
import bench.plan.Bar.Need;
import bench.run.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** All bars. Ratios are of operations a second, unless the claim says time or CPU. */
public final class Bars {

    public static final int JOB_DEPTH = 64;

    private static final ToDoubleFunction<Sample> TIME = Sample::seconds;
    private static final ToDoubleFunction<Sample> CPU = Sample::cpuPerMillion;

    public static final List<Bar> ALL = all();

    private Bars() { }

    private static List<Bar> all() {
        List<Bar> bars = new ArrayList<>();
        alone(bars);
        awaiting(bars);
        fewInFlight(bars);
        manyInFlight(bars);
        byName(bars);
        trees(bars);
        probes(bars);
        return List.copyOf(bars);
    }

    /** One read after the other. */
    private static void alone(List<Bar> bars) {
        bars.add(faster(Case.of("read", 1), "jeio", 0.8, "cloop"));
        bars.add(faster(Case.of("read", 1), "jeio-await", 0.85, "blocking"));
    }

    /** Threads that wait for their own requests. */
    private static void awaiting(List<Bar> bars) {
        bars.add(faster(Case.of("read", 32), "jeio-await-virtual", 0.85, "virtual"));
        bars.add(faster(Case.of("read", 256), "jeio-await-virtual", 0.85, "virtual"));
        bars.add(faster(Case.of("read", 2), "jeio-await", 0.85, "platform"));
        bars.add(overOther(Case.of("read", 2), "jeio-await", 1.7, Case.of("read", 1), "jeio-await", "one such thread"));
        bars.add(faster(Case.of("write", 1), "jeio-await", 0.9, "jeio"));
        bars.add(faster(Case.of("write", 256), "jeio-await-virtual", 0.8, "virtual"));
    }

    /** No valley between one in flight and work for all workers. */
    private static void fewInFlight(List<Bar> bars) {
        for (String work : List.of("write", "read")) {
            String system = work.equals("read") ? "jeio-noinline" : "jeio";
            for (int depth : new int[] {2, 4, 8}) {
                Case few = Case.of(work, depth);
                bars.add(overOther(few, system, 0.9, Case.of(work, 1), system, "itself at depth 1"));
                bars.add(faster(few, system, 1.5, "afc"));
                bars.add(atMost(few, system, 6, "CPU", "µs an operation", CPU));
            }
        }
    }

    private static void manyInFlight(List<Bar> bars) {
        Case reads = Case.of("read", 256);
        bars.add(faster(reads, "jeio", 1.2, "libeio"));
        bars.add(faster(reads, "jeio", 1.8, "afc"));
        bars.add(most(reads, "jeio", 1.25, "CPU of ", "virtual", CPU));
        bars.add(faster(reads, "jeio-2pools", 1.0, "virtual"));
        for (String work : List.of("write", "write-large")) {
            bars.add(faster(Case.of(work, 32), "jeio", 1.1, "libeio"));
            bars.add(faster(Case.of(work, 256), "jeio", 1.05, "libeio"));
        }
        bars.add(faster(Case.of("nop", 1), "jeio", 1.0, "libeio"));
        bars.add(faster(Case.of("nop", 256), "jeio", 2.0, "libeio"));
    }

    private static void byName(List<Bar> bars) {
        for (int depth : new int[] {1, 32, 256}) {
            bars.add(faster(Case.of("stat", depth), "jeio", 0.6, "blocking"));
            bars.add(faster(Case.of("stat", depth), "jeio", 1.2, "libeio"));
            bars.add(faster(Case.of("stat", depth), "jeio", 1.7, "executor"));
        }
        for (int depth : new int[] {1, 32, 256}) {
            bars.add(faster(Case.of("slurp", depth), "jeio", 0.9, "blocking"));
            bars.add(faster(Case.of("slurp", depth), "jeio", 1.15, "libeio"));
            bars.add(faster(Case.of("slurp", depth), "jeio", 1.2, "virtual"));
        }
    }

    /** As far as this takes a local disk: cli/bench has the same over a network. */
    private static void trees(List<Bar> bars) {
        Case scan = Case.of("scan", JOB_DEPTH);
        bars.add(most(scan, "jeio", 0.5, "time of ", "coreutils", TIME));
        bars.add(most(scan.cooled(), "jeio", 0.5, "time of ", "coreutils", TIME));
        for (String job : List.of("cptree", "remove")) {
            bars.add(most(Case.of(job, JOB_DEPTH), "jeio", 0.5, "time of ", "coreutils", TIME));
            bars.add(most(Case.of(job, JOB_DEPTH).cooled(), "jeio", 0.5, "time of ", "coreutils", TIME));
        }
    }

    private static void probes(List<Bar> bars) {
        bars.add(probed("heap", "callback-style requests, steady state", "256", "heap per request", 64, "bytes", "jmh"));
        bars.add(probed("malloc", "the same", "256", "malloc calls in C per request", 0, "calls", "malloc"));
        bars.add(probed("memory", "queued requests", "1,000,000", "heap and native memory per request", 400, "bytes", "memory"));
        bars.add(probed("hold", "100,000 reads, maxPollTime 1 ms", "256",
                "longest hold of the loop, of maxPollTime and the longest callback", 1, "×", "hold"));
        bars.add(probed("latency-stuck-99.0", "read, all threads stuck", "open loop", "p99 of AsynchronousFileChannel", 0.01, "×", "latency"));
        bars.add(probed("latency-half-99.9", "read, half load", "open loop", "p99.9 of AsynchronousFileChannel", 1 / 3.0, "×", "latency"));
        bars.add(probed("load", "`main` to the first completed request", "-", "time", 40, "ms", "load"));
    }

    public static Bar byId(String id) {
        return ALL.stream().filter(each -> each.id().equals(id)).findFirst()
                .orElseThrow(() -> new UsageException("no bar is called " + id + "; see bench/run list"));
    }

    private static Bar faster(Case measured, String system, double limit, String peer) {
        return ratio(measured, system, true, limit, "", peer, Sample::rate);
    }

    private static Bar most(Case measured, String system, double limit, String what, String peer, ToDoubleFunction<Sample> figure) {
        return ratio(measured, system, false, limit, what, peer, figure);
    }

    private static Bar ratio(Case measured, String system, boolean atLeast, double limit, String what, String peer,
            ToDoubleFunction<Sample> figure) {
        String id = system + (figure == CPU ? "-cpu" : "") + ':' + name(measured) + ':' + peer;
        return new Bar(id, work(measured, system), depth(measured), "× " + what + Contestant.byId(peer).title(), atLeast, limit, "×",
                List.of(new Need(measured, contestants(system, peer))), null,
                results -> results.ratio(measured, system, measured, peer, figure));
    }

    /** Over what the same or another system does in another case. */
    private static Bar overOther(Case measured, String system, double limit, Case other, String peer, String than) {
        return new Bar(system + ':' + name(measured) + ':' + name(other), work(measured, system), depth(measured), "× " + than, true,
                limit, "×", List.of(new Need(measured, contestants(system)), new Need(other, contestants(peer))), null,
                results -> results.ratio(measured, system, other, peer, Sample::rate));
    }

    private static Bar atMost(Case measured, String system, double limit, String what, String unit, ToDoubleFunction<Sample> figure) {
        return new Bar(system + "-cpu:" + name(measured), work(measured, system), depth(measured), what, false, limit, unit,
                List.of(new Need(measured, contestants(system))), null, results -> results.of(measured, system, figure));
    }

    private static Bar probed(String id, String work, String depth, String claim, double limit, String unit, String probe) {
        return new Bar(id, work, depth, claim, false, limit, unit, List.of(), probe, results -> results.value(id));
    }

    private static List<Contestant> contestants(String... ids) {
        return Stream.of(ids).distinct().map(Contestant::byId).toList();
    }

    private static String name(Case measured) {
        return measured.work() + '-' + measured.depth() + (measured.cold() ? "c" : "");
    }

    private static String work(Case measured, String system) {
        return measured.work() + (system.equals("jeio") ? "" : Contestant.byId(system).title().replaceFirst("^jeio", ""));
    }

    private static String depth(Case measured) {
        return measured.depth() == JOB_DEPTH ? measured.cold() ? "cold" : "warm" : "" + measured.depth();
    }
}
