package bench.report;

import bench.jmh.Suite;
import bench.latency.Latencies;
import bench.plan.Bar;
import bench.plan.Bars;
import bench.plan.Case;
import bench.plan.Contestant;
import bench.run.Results;
import bench.run.Sample;
import bench.run.Spread;
import bench.work.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The report's tables, in Markdown. What was not measured is not in them. */
public final class Tables {

    private final Results results;

    public Tables(Results results) {
        this.results = results;
    }

    /** Rows of bars that were measured. */
    public String bars(List<Bar> bars) {
        StringBuilder table = new StringBuilder("| work | depth | bar | measured | met |\n|---|---|---|---|---|\n");
        for (Bar bar : bars) {
            bar.measure().apply(results).ifPresent(figure -> table.append("| ").append(bar.work())
                    .append(" | ").append(bar.depth())
                    .append(" | ").append(bar.atLeast() ? "at least " : "at most ").append(limit(bar))
                    .append(" | ").append(Figures.spread(figure, 1)).append(bar.unit().equals("×") ? " ×" : " " + bar.unit())
                    .append(" | ").append(bar.isMet(figure) ? "yes" : "**no**")
                    .append(" |\n"));
        }
        return table.toString();
    }

    private static String limit(Bar bar) {
        String number = Figures.number(bar.limit());
        return bar.unit().equals("×") ? bar.claim().startsWith("×") ? number + ' ' + bar.claim() : number + " × " + bar.claim()
                : number + ' ' + bar.unit() + ": " + bar.claim();
    }

    /** A workload's cases as columns, systems as rows. */
    Optional<String> workload(Workload workload) {
        List<Case> cases = results.cases().stream()
                .filter(each -> each.work().equals(workload.name()) && each.threads() == Case.THREADS
                        && (each.ops() == 0 || each.cold())).toList();
        if (cases.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder table = new StringBuilder();
        row(table, Stream.concat(Stream.of("system"), cases.stream().map(each -> column(workload, each))).toList());
        row(table, Stream.concat(Stream.of("---"), cases.stream().map(each -> "---")).toList());
        for (Contestant contestant : Contestant.ALL) {
            List<String> cells = new ArrayList<>(List.of(contestant.title()));
            cases.forEach(each -> cells.add(cell(workload, each, contestant.id())));
            if (cells.stream().skip(1).anyMatch(cell -> !cell.isEmpty())) {
                row(table, cells);
            }
        }
        return Optional.of(table.toString());
    }

    private static void row(StringBuilder table, List<String> cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String column(Workload workload, Case measured) {
        if (workload.isJob()) {
            return measured.cold() ? "cold" : "warm";
        }
        return "depth " + measured.depth() + (measured.pinned() ? ", one CPU" : "") + (measured.cold() ? ", cold" : "");
    }

    private String cell(Workload workload, Case measured, String system) {
        Optional<Spread> figure = workload.isJob()
                ? results.of(measured, system, Sample::seconds)
                : results.of(measured, system, Sample::rate);
        if (figure.isEmpty()) {
            return "";
        }
        Optional<Spread> cpu = results.of(measured, system, workload.isJob() ? Sample::cpuSeconds : Sample::cpuPerMillion);
        return Figures.spread(figure.get(), workload.isJob() ? 1 : 1e-3)
                + cpu.map(spread -> " · " + Figures.number(spread.median())).orElse("");
    }

    /** A case on the terminal. */
    public String plain(Case measured, Workload workload) {
        StringBuilder table = new StringBuilder();
        for (String system : results.systems(measured)) {
            table.append(String.format("  %-20s %s%n", system, cell(workload, measured, system)));
        }
        return table.toString();
    }

    /** JMH's figures. */
    Optional<String> jmh() {
        StringBuilder table = new StringBuilder("| what | ns | bytes of heap |\n|---|---|---|\n");
        int[] rows = {0};
        Suite.TITLES.forEach((name, title) -> results.value(name).ifPresent(time -> {
            rows[0]++;
            table.append("| ").append(title).append(" | ").append(Figures.spread(time, 1)).append(" | ")
                    .append(results.value(name + ".heap").map(heap -> Figures.spread(heap, 1)).orElse("")).append(" |\n");
        }));
        return rows[0] == 0 ? Optional.empty() : Optional.of(table.toString());
    }

    /** Percentiles as columns, a row for each load and system. */
    Optional<String> latencies() {
        StringBuilder table = new StringBuilder();
        row(table, List.of("load", "system", "p50", "p90", "p99", "p99.9", "p99.99", "most"));
        row(table, Collections.nCopies(8, "---"));
        int before = table.length();
        Latencies.LOADS.forEach((load, title) -> {
            for (String system : Latencies.SYSTEMS) {
                List<String> cells = new ArrayList<>(List.of(title, Contestant.byId(system).title()));
                for (double percentile : Latencies.PERCENTILES) {
                    results.value(Latencies.name(load, system, percentile)).ifPresent(figure -> cells.add(Figures.spread(figure, 1)));
                }
                if (cells.size() > 2) {
                    row(table, cells);
                }
            }
        });
        return table.length() == before ? Optional.empty() : Optional.of(table.toString());
    }

    /** What the probes say beside the bars. */
    Optional<String> probes() {
        StringBuilder table = new StringBuilder("| what | measured |\n|---|---|\n");
        int before = table.length();
        value(table, "memory.heap", "heap of a queued read, of 1,000,000", "bytes");
        value(table, "memory.native", "native memory of a queued read, of 1,000,000", "bytes");
        value(table, "hold.ms", "longest hold of the loop by one pollCb, maxPollTime 1 ms", "ms");
        value(table, "hold.callback", "longest callback meanwhile", "ms");
        value(table, "load", "`main` to the first completed request", "ms");
        return table.length() == before ? Optional.empty() : Optional.of(table.toString());
    }

    private void value(StringBuilder table, String name, String title, String unit) {
        results.value(name).ifPresent(figure -> table.append("| ").append(title).append(" | ")
                .append(Figures.spread(figure, 1)).append(' ').append(unit).append(" |\n"));
    }

    /** How many of the bars that were measured are met. */
    String score() {
        long measured = Bars.ALL.stream().filter(bar -> bar.measure().apply(results).isPresent()).count();
        long met = Bars.ALL.stream().filter(bar -> bar.measure().apply(results).filter(bar::isMet).isPresent()).count();
        return met + " of the " + measured + " bars that were measured are met.";
    }
}
