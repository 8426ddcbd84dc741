package bench.jmh;

import bench.Setup;
import bench.run.Results;
import bench.run.Spread;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** The JMH benchmarks, with the GC profiler. A figure's name is the method's, and {@code .heap} for bytes a call. */
public final class Suite {

    /** Figures, and what they are called in the report. */
    public static final Map<String, String> TITLES = titles();

    private final Setup setup;
    private final Results results;

    public Suite(Setup setup, Results results) {
        this.setup = setup;
        this.results = results;
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("jmh.crossing", "one crossing into C and back");
        titles.put("jmh.submission", "one submission, on its own");
        titles.put("jmh.dispatch", "one dispatch, from C's queue to the callback");
        titles.put("jmh.request true", "a cached read at depth 256, answered without a thread");
        titles.put("jmh.request false", "a cached read at depth 256, inline off");
        return titles;
    }

    public void run() throws RunnerException {
        int iterations = setup.full() ? 5 : 3;
        Options options = new OptionsBuilder()
                .include("^bench\\.jmh\\.")
                .jvm(setup.java())
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED", "-Xmx1g",
                        "-Dbench.file=" + setup.data().resolve("big"))
                .forks(setup.full() ? 3 : 1)
                .warmupIterations(iterations)
                .warmupTime(TimeValue.milliseconds((long) (setup.sampleSeconds() * 2000)))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds((long) (setup.sampleSeconds() * 2000)))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .output(setup.target().resolve("jmh.log").toString())
                .build();
        for (RunResult run : new Runner(options).run()) {
            String inline = run.getParams().getParam("inline");
            String name = "jmh." + run.getPrimaryResult().getLabel() + (inline == null ? "" : " " + inline);
            results.put(name, spread(run.getPrimaryResult()));
            if (inline != null) {
                heap(run).ifPresent(heap -> results.put(name + ".heap", spread(heap)));
            }
        }
        results.value("jmh.request true.heap").ifPresent(on -> results.value("jmh.request false.heap").ifPresent(off ->
                results.put("heap", on.median() > off.median() ? on : off)));
    }

    private static Optional<Result<?>> heap(RunResult run) {
        return run.getSecondaryResults().entrySet().stream()
                .filter(each -> each.getKey().endsWith("gc.alloc.rate.norm"))
                .<Result<?>>map(Map.Entry::getValue).findFirst();
    }

    private static Spread spread(Result<?> result) {
        Statistics statistics = result.getStatistics();
        return new Spread(statistics.getPercentile(50), statistics.getMin(), statistics.getMax());
    }
}
