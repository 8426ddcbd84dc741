package bench.run;

import bench.Setup;
import bench.plan.Case;
import bench.plan.Contestant;
import bench.work.DataSet;
import bench.work.Workload;
import bench.work.Workloads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Measures cases: systems alternate within a round, each round begins with another one, and each system is warm when it
 * is measured. A system that can't, or stalls, is left out with a line that says so.
 */
public final class Rounds implements AutoCloseable {

    private static final double TIMEOUT_SECONDS = 10;
    private static final double JOB_TIMEOUT_SECONDS = 120;

    private final Setup setup;
    private final DataSet data;
    private final Results results;
    private final Map<String, Driver> drivers = new HashMap<>();
    /** System, or system and work, that was refused for good. */
    private final Set<String> refused = new HashSet<>();
    /** System and work: what has been done for a while at some depth needs less of a warm-up at another. */
    private final Set<String> warmed = new HashSet<>();

    public Rounds(Setup setup, DataSet data, Results results) {
        this.setup = setup;
        this.data = data;
        this.results = results;
    }

    /** Measures a case, once. */
    public void measure(Case measured, List<Contestant> contestants) throws IOException {
        Workload workload = Workloads.byName(measured.work());
        System.out.println(measured);
        List<Contestant> field = new ArrayList<>();
        workload.warm(data);
        for (Contestant each : contestants) {
            if (tries(measured, each, () -> warmUp(workload, measured, each))) {
                field.add(each);
            }
        }
        for (int round = 0; round < setup.rounds(); round++) {
            workload.warm(data);
            for (Contestant each : List.copyOf(field)) {
                if (!tries(measured, each, () -> results.add(measured, each.id(), sample(workload, measured, each)))) {
                    results.drop(measured, each.id());
                    field.remove(each);
                }
            }
            Collections.rotate(field, -1);
        }
        if (workload.isCounted()) {
            compareCounts(measured);
        }
    }

    /** Whoever counts entries has to have found the same ones; a program that counts nothing says 1. */
    private void compareCounts(Case measured) {
        Set<Long> counts = new TreeSet<>();
        results.systems(measured).forEach(system ->
                results.samples(measured, system).forEach(sample -> counts.add(sample.ops())));
        counts.remove(1L);
        if (counts.size() > 1) {
            results.skip(measured + ": the systems found different numbers of entries: " + counts);
        }
    }

    /** A step with one system. */
    @FunctionalInterface
    private interface Step {
        void run() throws Driver.Refused, IOException;
    }

    private boolean tries(Case measured, Contestant contestant, Step step) throws IOException {
        String work = contestant.id() + ' ' + measured.work();
        if (refused.contains(contestant.id()) || refused.contains(work)) {
            return false;
        }
        try {
            step.run();
            return true;
        } catch (Driver.Refused e) {
            boolean started = drivers.containsKey(key(measured, contestant));
            if (e.unsupported) {
                refused.add(started ? work : contestant.id());
            }
            if (!e.getMessage().equals("unsupported")) {
                results.skip(contestant.title() + (started ? ", " + measured : "") + ": " + e.getMessage());
            }
            return false;
        }
    }

    private static String key(Case measured, Contestant contestant) {
        return contestant.id() + ' ' + measured.threads();
    }

    private Driver driver(Case measured, Contestant contestant) throws Driver.Refused {
        String key = key(measured, contestant);
        Driver driver = drivers.get(key);
        if (driver == null || !driver.isAlive()) {
            driver = new Driver(setup, contestant, measured.threads());
            drivers.put(key, driver);
            warmed.removeIf(each -> each.startsWith(key + ' '));
            results.version(contestant.title(), driver.version());
        }
        driver.pin(measured.pinned());
        return driver;
    }

    private void warmUp(Workload workload, Case measured, Contestant contestant) throws Driver.Refused, IOException {
        Driver driver = driver(measured, contestant);
        if (measured.cold()) {
            return;
        }
        double enough = setup.warmupSeconds() * (warmed.add(key(measured, contestant) + ' ' + measured.work()) ? 1 : 0.25);
        for (double seconds = 0; seconds < enough; ) {
            seconds += turn(workload, measured, driver, 1).seconds() + 1e-3;
            if (workload.isJob() && !setup.full()) {
                return;
            }
        }
    }

    private Sample sample(Workload workload, Case measured, Contestant contestant) throws Driver.Refused, IOException {
        Driver driver = driver(measured, contestant);
        if (workload.isJob() || measured.cold()) {
            return turn(workload, measured, driver, 1);
        }
        turn(workload, measured, driver, 0.2); // its threads may have gone since its last turn
        Sample sum = turn(workload, measured, driver, 1);
        while (sum.seconds() < setup.sampleSeconds()) {
            sum = sum.plus(turn(workload, measured, driver, 1));
        }
        return sum;
    }

    private Sample turn(Workload workload, Case measured, Driver driver, double share) throws Driver.Refused, IOException {
        long ops = measured.ops() > 0 ? measured.ops() : workload.ops(measured.depth());
        workload.before(data, measured);
        if (measured.cold()) {
            data.dropCaches();
        }
        try {
            return driver.run(workload.job(), measured.depth(), Math.max(1, (long) (ops * share)),
                    workload.isJob() ? JOB_TIMEOUT_SECONDS : TIMEOUT_SECONDS);
        } finally {
            workload.after(data);
        }
    }

    /** Ends the drivers of systems with other numbers of threads than usual. */
    public void closeOdd() {
        drivers.entrySet().removeIf(entry -> {
            boolean odd = !entry.getKey().endsWith(" " + Case.THREADS);
            if (odd) {
                entry.getValue().close();
            }
            return odd;
        });
    }

    @Override
    public void close() {
        drivers.values().forEach(Driver::close);
    }
}
