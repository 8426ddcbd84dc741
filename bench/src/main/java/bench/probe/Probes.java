package bench.probe;

import bench.Setup;
import bench.jmh.Suite;
import bench.latency.Latencies;
import bench.plan.Contestant;
import bench.run.Results;
import bench.run.Spread;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What takes a JVM of its own: each probe is a program whose output is numbers. */
public final class Probes {

    private final Setup setup;
    private final Results results;

    public Probes(Setup setup, Results results) {
        this.setup = setup;
        this.results = results;
    }

    /** Runs one by its name; what can't run is left out with a line that says so. */
    public void run(String probe) {
        System.out.println("probe " + probe);
        try {
            switch (probe) {
                case "load" -> load();
                case "memory" -> memory();
                case "hold" -> hold();
                case "malloc" -> malloc();
                case "jmh" -> new Suite(setup, results).run();
                case "latency" -> new Latencies(setup, results, this).run();
                default -> throw new IllegalArgumentException("no probe is called " + probe);
            }
        } catch (Exception e) {
            results.skip(probe + ": " + e.getMessage());
        }
    }

    private void load() throws Exception {
        List<double[]> runs = new ArrayList<>();
        for (int i = 0; i < (setup.full() ? 40 : 15); i++) {
            runs.add(child(List.of(setup.java(), "--enable-native-access=ALL-UNNAMED", "-cp", ownClassPath()),
                    Map.of(), Load.class));
        }
        put("load", runs, 0);
    }

    /** jeio and this benchmark, and no peer: what an application that only uses jeio has. */
    private static String ownClassPath() throws Exception {
        return Path.of(Load.class.getProtectionDomain().getCodeSource().getLocation().toURI()) + ":"
                + Path.of(IoAio.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private void memory() throws Exception {
        List<double[]> runs = repeat(setup.full() ? 3 : 1, Memory.class, file("big"));
        put("memory.heap", runs, 0);
        put("memory.native", runs, 1);
        put("memory", runs, 2);
    }

    private void hold() throws Exception {
        List<double[]> runs = repeat(setup.rounds(), Hold.class, file("big"));
        put("hold.ms", runs, 0);
        put("hold.callback", runs, 1);
        results.put("hold", Spread.of(runs.stream().map(run -> run[0] / (Hold.MAX_POLL_SECONDS * 1e3 + run[1])).toList()));
    }

    /** Of two runs of different length, the difference is what requests cost. */
    private void malloc() throws Exception {
        int ops = setup.full() ? 1_000_000 : 100_000;
        Path counter = setup.program("countmalloc.so");
        if (!Files.exists(counter)) {
            throw new IOException("the counter was not compiled");
        }
        double calls = mallocs(counter, 2 * ops) - mallocs(counter, ops);
        results.put("malloc", Spread.of(Math.max(0, calls) / ops / Steady.KINDS));
    }

    private double mallocs(Path counter, int ops) throws Exception {
        Path count = setup.target().resolve("mallocs");
        Files.deleteIfExists(count);
        child(Contestant.jvm(setup), Map.of("LD_PRELOAD", counter.toString(), "COUNTMALLOC", count.toString()), Steady.class,
                "" + ops, file("big"), file("out"), file("small/00000"));
        return Double.parseDouble(Files.readString(count).trim());
    }

    private String file(String name) {
        return setup.data().resolve(name).toString();
    }

    private void put(String name, List<double[]> runs, int column) {
        results.put(name, Spread.of(runs.stream().map(run -> run[column]).toList()));
    }

    private List<double[]> repeat(int times, Class<?> main, String... arguments) throws Exception {
        List<double[]> runs = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            runs.add(child(Contestant.jvm(setup), Map.of(), main, arguments));
        }
        return runs;
    }

    /** Runs a program in a JVM as the systems have it, with one option more, and gives the numbers that it prints. */
    public double[] child(String option, Class<?> main, List<String> arguments) throws Exception {
        List<String> jvm = new ArrayList<>(Contestant.jvm(setup));
        jvm.add(option);
        return child(jvm, Map.of(), main, arguments.toArray(String[]::new));
    }

    private double[] child(List<String> jvm, Map<String, String> environment, Class<?> main, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(jvm);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(setup.target().resolve("probes.log").toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes()).trim();
        if (process.waitFor() != 0) {
            throw new IOException(main.getSimpleName() + " ended with " + process.exitValue() + ", see bench/target/probes.log");
        }
        return output.isEmpty() ? new double[0]
                : List.of(output.split("\\s+")).stream().mapToDouble(Double::parseDouble).toArray();
    }
}
