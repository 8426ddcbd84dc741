package bench.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a run measures: cases with their systems, and probes. */
public final class Plan {

    private final Map<Case, Set<Contestant>> cases = new LinkedHashMap<>();
    private final Set<String> probes = new LinkedHashSet<>();

    /** No more than some bars need. */
    public static Plan of(List<Bar> bars) {
        Plan plan = new Plan();
        bars.forEach(plan::add);
        return plan;
    }

    /** Probes alone. */
    public static Plan of(String... probes) {
        Plan plan = new Plan();
        plan.probes.addAll(List.of(probes));
        return plan;
    }

    /** Every bar, and at the depths of the curves' ends the peers that are asked for most. */
    public static Plan shortForm() {
        Plan plan = of(Bars.ALL);
        List<Contestant> known = List.of(Contestant.byId("jeio"), Contestant.byId("executor"), Contestant.byId("vertx"), Contestant.byId("node"));
        for (String work : List.of("read", "stat")) {
            for (int depth : new int[] {1, 256}) {
                plan.add(Case.of(work, depth), known);
            }
        }
        return plan;
    }

    /** All of it. */
    public static Plan fullForm() {
        Plan plan = new Plan();
        for (String work : List.of("nop", "read", "write", "direct", "stat", "open", "slurp")) {
            plan.add(Case.of(work, 1), Contestant.ALL);
            plan.add(Case.pinned(work), Contestant.ALL);
            plan.add(Case.of(work, 32), Contestant.ALL);
            plan.add(Case.of(work, 256), Contestant.ALL);
        }
        for (String job : List.of("scan", "copy", "cptree", "remove")) {
            plan.add(Case.of(job, Bars.JOB_DEPTH), Contestant.ALL);
        }
        Bars.ALL.forEach(plan::add);
        Curves.ALL.forEach(curve -> curve.cases().forEach(measured -> plan.add(measured, curve.contestants())));
        plan.add(Case.of("read", 32).withOps(5_000).cooled(), Contestant.ALL);
        plan.add(Case.of("scan", Bars.JOB_DEPTH).cooled(), Contestant.ALL);
        return plan;
    }

    public void add(Case measured, List<Contestant> contestants) {
        Set<Contestant> all = cases.computeIfAbsent(measured, key -> new LinkedHashSet<>());
        all.addAll(contestants);
    }

    private void add(Bar bar) {
        bar.needs().forEach(need -> add(need.measured(), need.contestants()));
        if (bar.probe() != null) {
            probes.add(bar.probe());
        }
    }

    /** Warm ones before cold ones, which leave the whole machine cold. */
    public Map<Case, List<Contestant>> cases() {
        Map<Case, List<Contestant>> ordered = new LinkedHashMap<>();
        for (boolean cold : new boolean[] {false, true}) {
            cases.forEach((measured, contestants) -> {
                if (measured.cold() == cold) {
                    ordered.put(measured, new ArrayList<>(contestants));
                }
            });
        }
        return ordered;
    }

    public Set<String> probes() {
        return probes;
    }
}
