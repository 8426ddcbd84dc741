package bench.report;

import bench.Setup;
import bench.latency.Latencies;
import bench.plan.Bars;
import bench.plan.Curves;
import bench.run.Results;
import bench.work.Workload;
import bench.work.Workloads;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Writes a page and its plots: what was measured in this run, and nothing else. */
public final class Report {

    private static final String METHOD = """
            Every system is a process of its own that does the same operations on the same files, with a window of so
            many in flight and a pool of 4 threads. The systems alternate within a round, and each is warm when its turn
            comes. A figure is the median of the rounds, with the least and the most in brackets; a ratio is taken round
            by round, since a machine's speed drifts from one round to the next. After the dot: seconds of CPU for a
            million operations, or, for a whole job, of the job.

            """;

    private static final String BARS = """
            What jeio is to reach: by callbacks, unless the row says otherwise.

            """;

    private final Setup setup;
    private final Results results;
    private final Tables tables;
    private final Plots plots;
    private final StringBuilder page = new StringBuilder();

    public Report(Setup setup, Results results) {
        this.setup = setup;
        this.results = results;
        tables = new Tables(results);
        plots = new Plots(results, setup.out().resolve(setup.report() + "-plot-"));
    }

    public Path write() throws IOException {
        Files.createDirectories(setup.out());
        removeOldPlots();
        page.append("# Performance\n\n[Documentation](README.md)\n\nWritten by `make bench").append(setup.full() ? "-full" : "").append("`, ")
                .append(setup.rounds()).append(" rounds. ").append(tables.score()).append("\n\n");
        page.append(BARS).append(tables.bars(Bars.ALL)).append('\n').append("## How it is measured\n\n").append(METHOD);
        for (Workload workload : Workloads.ALL) {
            workload(workload);
        }
        curves();
        section("What a request is made of", "By JMH, with its GC profiler.\n\n", tables.jmh());
        latencies();
        section("Memory, start and the loop", "", tables.probes());
        page.append("## Machine and versions\n\n");
        facts(Machine.facts(setup.data()));
        facts(results.versions());
        skipped();
        page.append("""
                ## How to reproduce

                `make bench` measures this, `make bench-full` all of it. `bench/run bar <id>`
                measures one bar, `bench/run one read 32 jeio libeio` one case with some systems, and `bench/run list`
                tells the names. Ratios within one run are what is comparable.
                """);
        Path file = setup.out().resolve(setup.report() + ".md");
        Files.writeString(file, page);
        return file;
    }

    private void removeOldPlots() throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(setup.out(), setup.report() + "-plot-*.png")) {
            for (Path plot : old) {
                Files.delete(plot);
            }
        }
    }

    private void workload(Workload workload) throws IOException {
        Optional<String> table = tables.workload(workload);
        if (table.isEmpty()) {
            return;
        }
        String unit = workload.isJob() ? "Seconds" : "Thousands of operations a second";
        section(capital(workload.title()), unit + " · CPU seconds" + (workload.isJob() ? "" : " per million") + ".\n\n", table);
        if (!workload.isJob()) {
            plot(workload.title(), plots.workload(workload));
        }
    }

    private void curves() throws IOException {
        boolean first = true;
        for (Curves.Curve curve : Curves.ALL) {
            Optional<String> plot = plots.curve(curve);
            if (first && plot.isPresent()) {
                page.append("## Costs that grow\n\n");
                first = false;
            }
            plot(curve.title(), plot);
        }
    }

    private void latencies() throws IOException {
        section("Latency of cached reads at a fixed rate", """
                Reads are due at fixed times, whether or not the ones before are done, and a latency counts from when its read was due
                (nothing is left out because the system stood still). Microseconds; with ZGC, as a pause of G1's would be what the rare
                ones show. In the last rows all four threads of each system are in a call that returns after a second, as from a
                slow device.

                """, tables.latencies());
        for (Map.Entry<String, String> load : Latencies.LOADS.entrySet()) {
            plot("latency at " + load.getValue(), plots.latency(load.getKey(), load.getValue()));
        }
    }

    private void section(String title, String text, Optional<String> table) {
        table.ifPresent(rows -> page.append("## ").append(title).append("\n\n").append(text).append(rows).append('\n'));
    }

    private void plot(String title, Optional<String> file) {
        file.ifPresent(name -> page.append("![").append(title).append("](").append(name).append(")\n\n"));
    }

    private void facts(Map<String, String> facts) {
        facts.forEach((name, value) -> page.append("- ").append(name).append(": ").append(value).append('\n'));
    }

    private void skipped() {
        page.append('\n');
        if (!results.skipped().isEmpty()) {
            page.append("Left out, and why:\n\n");
            results.skipped().forEach(line -> page.append("- ").append(line).append('\n'));
            page.append('\n');
        }
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
