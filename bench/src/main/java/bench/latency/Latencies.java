package bench.latency;

import bench.Setup;
import bench.probe.Probes;
import bench.run.Results;
import bench.run.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Latencies of cached reads at fixed rates, of systems in turn, and while all their threads are stuck in a slow call. */
public final class Latencies {

    /** Loads by their names in the results, with what is said of them. */
    public static final Map<String, String> LOADS = new LinkedHashMap<>();

    static {
        LOADS.put("idle", "1,000 reads a second");
        LOADS.put("half", "half of what AsynchronousFileChannel can do");
        LOADS.put("most", "80 % of it");
        LOADS.put("stuck", "1,000 reads a second, all threads stuck for a second");
    }

    public static final List<String> SYSTEMS = List.of("jeio", "afc", "executor", "virtual-loop");

    public static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 99.99, 100.0);

    /** As who minds latencies has it: by default, the rare and long ones would be pauses of the garbage collector. */
    private static final String COLLECTOR = "-XX:+UseZGC";

    private static final double FEW = 1_000;

    private final Setup setup;
    private final Results results;
    private final Probes probes;

    public Latencies(Setup setup, Results results, Probes probes) {
        this.setup = setup;
        this.results = results;
        this.probes = probes;
    }

    /** The name of a percentile's figure in the results, in microseconds. */
    public static String name(String load, String system, double percentile) {
        return "latency." + load + '.' + system + '.' + percentile;
    }

    public void run() throws Exception {
        double capacity = child("capacity", "afc")[0];
        results.put("latency.capacity", Spread.of(capacity));
        Map<String, Double> rates = Map.of("idle", FEW, "half", capacity / 2, "most", 0.8 * capacity, "stuck", FEW);
        for (String load : LOADS.keySet()) {
            Map<String, List<double[]>> rounds = new LinkedHashMap<>();
            for (int round = 0; round < setup.rounds(); round++) {
                for (String system : SYSTEMS) {
                    double[] measured = load.equals("stuck") ? stuck(system, rates.get(load)) : child("rate", system, "" + rates.get(load));
                    rounds.computeIfAbsent(system, key -> new ArrayList<>()).add(measured);
                }
            }
            put(load, rounds);
        }
    }

    private void put(String load, Map<String, List<double[]>> rounds) {
        for (int i = 0; i < PERCENTILES.size(); i++) {
            int at = i;
            rounds.forEach((system, all) -> results.put(name(load, system, PERCENTILES.get(at)),
                    Spread.of(all.stream().map(each -> each[at]).toList())));
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < rounds.get("jeio").size(); round++) {
                ratios.add(rounds.get("jeio").get(round)[i] / rounds.get("afc").get(round)[i]);
            }
            results.put("latency-" + load + '-' + PERCENTILES.get(i), Spread.of(ratios));
        }
    }

    private double[] stuck(String system, double rate) throws Exception {
        String fifo = setup.target().resolve("fifo").toString();
        Process mkfifo = new ProcessBuilder("sh", "-c", "rm -f \"$1\"; mkfifo \"$1\"", "sh", fifo).inheritIO().start();
        if (!mkfifo.waitFor(10, TimeUnit.SECONDS) || mkfifo.exitValue() != 0) {
            throw new IOException("no fifo can be made");
        }
        return child("stuck", system, "" + rate, fifo);
    }

    private double[] child(String what, String system, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(what, system, setup.data().resolve("big").toString(), setup.full() ? "10" : "2"));
        arguments.addAll(List.of(more));
        return probes.child(COLLECTOR, Latency.class, arguments);
    }
}
