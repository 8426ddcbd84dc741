package bench.run;

import bench.plan.Case;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** All that was measured in a run, and what was not, with the reason. */
public final class Results {

    private final Map<Case, Map<String, List<Sample>>> samples = new LinkedHashMap<>();
    private final Map<String, Spread> values = new LinkedHashMap<>();
    private final Map<String, String> versions = new TreeMap<>();
    private final List<String> skipped = new ArrayList<>();

    void add(Case measured, String system, Sample sample) {
        samples.computeIfAbsent(measured, key -> new LinkedHashMap<>())
                .computeIfAbsent(system, key -> new ArrayList<>()).add(sample);
    }

    /** A system that failed half-way did not do the case. */
    void drop(Case measured, String system) {
        samples.getOrDefault(measured, Map.of()).remove(system);
    }

    public void put(String name, Spread value) {
        values.put(name, value);
    }

    void version(String system, String version) {
        versions.put(system, version);
    }

    public void skip(String line) {
        if (!skipped.contains(line)) {
            skipped.add(line);
            System.out.println("  skipped: " + line);
        }
    }

    /** Writes every sample, a line each, for whoever wants to look closer than a report does. */
    public void save(Path file) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.println("work,depth,pinned,cold,threads,system,round,ops,seconds,cpu_seconds");
            samples.forEach((measured, systems) -> systems.forEach((system, all) -> {
                for (int round = 0; round < all.size(); round++) {
                    Sample sample = all.get(round);
                    out.println(String.join(",", measured.work(), "" + measured.depth(), "" + measured.pinned(),
                            "" + measured.cold(), "" + measured.threads(), system, "" + round, "" + sample.ops(),
                            "" + sample.seconds(), "" + sample.cpuSeconds()));
                }
            }));
        }
    }

    public Set<Case> cases() {
        return samples.keySet();
    }

    public List<String> systems(Case measured) {
        return List.copyOf(samples.getOrDefault(measured, Map.of()).keySet());
    }

    public Optional<Spread> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public Map<String, String> versions() {
        return versions;
    }

    public List<String> skipped() {
        return skipped;
    }

    public List<Sample> samples(Case measured, String system) {
        return samples.getOrDefault(measured, Map.of()).getOrDefault(system, List.of());
    }

    public Optional<Spread> of(Case measured, String system, ToDoubleFunction<Sample> what) {
        List<Sample> all = samples(measured, system);
        return all.isEmpty() ? Optional.empty() : Optional.of(Spread.of(all.stream().mapToDouble(what).toArray()));
    }

    /** A figure of one case and system over that of another, round by round: so what drifts is in both. */
    public Optional<Spread> ratio(Case of, String system, Case to, String other, ToDoubleFunction<Sample> what) {
        List<Sample> above = samples(of, system);
        List<Sample> below = samples(to, other);
        int rounds = Math.min(above.size(), below.size());
        if (rounds == 0) {
            return Optional.empty();
        }
        double[] ratios = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ratios[i] = what.applyAsDouble(above.get(i)) / what.applyAsDouble(below.get(i));
        }
        return Optional.of(Spread.of(ratios));
    }
}
