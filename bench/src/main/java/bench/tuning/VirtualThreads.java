package bench.tuning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Virtual threads on two carriers: a hundred that only sleep and count, and for a second sixteen more that read from a slow device, by a
 * FileChannel or by {@code await()}. Who goes on? Each way is a program of its own, {@link Ticks}, as the carriers are a property of the JVM.
 */
final class VirtualThreads implements Experiment {

    @Override
    public String id() {
        return "virtual";
    }

    @Override
    public String measure(Place place) throws Exception {
        Table table = new Table("16 threads read", "ticks a second before", "while they read", "longest time without one, ms", "reads a second");
        Picture picture = new Picture(id(), "Ticks of other virtual threads while sixteen read from a slow device")
                .course("Others' ticks; reads between 500 and 1,500 ms", "milliseconds", "ticks in " + Ticks.STEP_MILLIS + " ms");
        for (String way : List.of("await", "channel")) {
            String name = way.equals("await") ? "`await()`" : "FileChannel";
            List<List<Integer>> rounds = new ArrayList<>();
            for (int i = 0; i < place.rounds(); i++) {
                rounds.add(ticks(place, way));
            }
            rounds.sort((a, b) -> Integer.compare(within(a), within(b)));
            List<Integer> half = rounds.get(rounds.size() / 2);
            List<Integer> steps = half.subList(1, half.size());
            double before = steps.subList(0, Ticks.BEGIN).stream().mapToInt(each -> each).sum() / (Ticks.BEGIN * Ticks.STEP_MILLIS * 1e-3);
            table.row(name, before, within(half), longestGap(steps), half.get(0));
            picture.line(name.replace("`", ""), IntStream.range(0, steps.size()).map(i -> i * Ticks.STEP_MILLIS).boxed().toList(),
                    steps.stream().map(Integer::doubleValue).toList());
        }
        return table + picture.write(place);
    }

    /** Ticks while the others read, which is for a second. */
    private static int within(List<Integer> round) {
        return round.subList(1 + Ticks.BEGIN, 1 + Ticks.END).stream().mapToInt(each -> each).sum();
    }

    private static double longestGap(List<Integer> steps) {
        int longest = 0;
        int now = 0;
        for (int ticks : steps.subList(Ticks.BEGIN, Ticks.END)) {
            now = ticks == 0 ? now + 1 : 0;
            longest = Math.max(longest, now);
        }
        return longest * Ticks.STEP_MILLIS;
    }

    /** The reads, and then the ticks of each step. */
    private static List<Integer> ticks(Place place, String way) throws Exception {
        Path directory = Files.createDirectories(place.directory().resolve("virtual"));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
                "-Djdk.virtualThreadScheduler.parallelism=2", "-Djdk.virtualThreadScheduler.maxPoolSize=2", "-cp", System.getProperty("java.class.path"),
                Ticks.class.getName(), way, directory.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("the program ended with " + process.exitValue());
        }
        return said.lines().map(Integer::valueOf).toList();
    }
}
