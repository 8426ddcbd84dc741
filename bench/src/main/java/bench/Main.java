package bench;

import bench.plan.Bar;
import bench.plan.Bars;
import bench.plan.Case;
import bench.plan.Contestant;
import bench.plan.Plan;
import bench.probe.Measured;
import bench.probe.Probes;
import bench.report.Report;
import bench.report.Tables;
import bench.run.Results;
import bench.run.Rounds;
import bench.tuning.Tuning;
import bench.work.DataSet;
import bench.work.Workloads;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The command line behind {@code bench/run}. */
public final class Main {

    private Main() { }

    public static void main(String[] args) throws Exception {
        List<String> rest = List.of(args).subList(1, args.length);
        try {
            switch (args[0]) {
                case "short" -> report(Setup.of(false), Plan.shortForm());
                case "full" -> report(Setup.of(true), Plan.fullForm());
                case "one" -> one(rest);
                case "bar" -> bars(rest);
                case "probe" -> report(Setup.of(false), Plan.of(rest.toArray(String[]::new)));
                case "measured" -> Measured.main(args);
                case "tuning" -> Tuning.run(Setup.of(false), rest);
                case "list" -> list();
                default -> throw new UsageException(args[0] + " is none of short, full, one, bar, probe, measured, tuning, list");
            }
        } catch (UsageException e) {
            System.err.println("bench/run: " + e.getMessage());
            System.exit(2);
        }
        System.exit(0);
    }

    private static void report(Setup setup, Plan plan) throws IOException {
        long start = System.nanoTime();
        Results results = measure(setup, plan);
        System.out.println("Wrote " + new Report(setup, results).write() + ", after "
                + (System.nanoTime() - start) / 1_000_000_000 + " seconds");
    }

    private static void one(List<String> arguments) throws IOException {
        if (arguments.size() < 2) {
            throw new UsageException("one takes a work, a depth, and systems if not all");
        }
        Case measured = arguments.get(0).equals("list") ? Case.of("list", 1).withOps(Long.parseLong(arguments.get(1)))
                : Case.parse(arguments.get(0), arguments.get(1));
        List<Contestant> contestants = arguments.size() == 2 ? Contestant.ALL
                : arguments.stream().skip(2).map(Contestant::byId).toList();
        Plan plan = new Plan();
        plan.add(measured, contestants);
        Results results = measure(Setup.of(false), plan);
        System.out.println(Workloads.byName(measured.work()).isJob() ? "seconds · CPU seconds"
                : "thousands a second · CPU seconds per million");
        System.out.print(new Tables(results).plain(measured, Workloads.byName(measured.work())));
    }

    private static void bars(List<String> ids) throws IOException {
        List<Bar> bars = ids.isEmpty() ? Bars.ALL : ids.stream().map(Bars::byId).toList();
        Results results = measure(Setup.of(false), Plan.of(bars));
        results.cases().forEach(each ->
                System.out.print(each + "\n" + new Tables(results).plain(each, Workloads.byName(each.work()))));
        System.out.print(new Tables(results).bars(bars));
    }

    private static void list() {
        System.out.println("works:   " + String.join(" ", Workloads.ALL.stream().map(each -> each.name()).toList()));
        System.out.println("systems: " + String.join(" ", Contestant.ALL.stream().map(Contestant::id).toList()));
        System.out.println("bars:");
        Bars.ALL.forEach(bar -> System.out.printf("  %-32s %s, %s: %s%n", bar.id(), bar.work(), bar.depth(), bar.claim()));
    }

    private static Results measure(Setup setup, Plan plan) throws IOException {
        Results results = new Results();
        System.out.println("Preparing " + setup.data());
        DataSet data = new DataSet(setup.data());
        data.prepare();
        Contestant.ALL.forEach(each -> setup.target().resolve(each.id() + ".log").toFile().delete());
        try (Rounds rounds = new Rounds(setup, data, results)) {
            for (Map.Entry<Case, List<Contestant>> entry : plan.cases().entrySet()) {
                try {
                    rounds.measure(entry.getKey(), entry.getValue());
                } catch (IOException e) {
                    results.skip(entry.getKey() + ": " + e);
                }
                rounds.closeOdd();
            }
        }
        results.save(setup.target().resolve("samples.csv"));
        plan.probes().forEach(new Probes(setup, results)::run);
        return results;
    }
}
