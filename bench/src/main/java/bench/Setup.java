package bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where things are, as {@code bench/run} says, and how much is measured.
 *
 * @param root the repository
 * @param jdk the JDK of the Java systems
 * @param data the data set
 * @param out where the report goes
 * @param full all of it, or the short form
 * @param rounds of each case
 * @param sampleSeconds how long one system is measured in one round, at least
 */
public record Setup(Path root, Path jdk, Path data, Path out, boolean full, int rounds, double sampleSeconds) {

    static Setup of(boolean full) {
        Path root = Path.of(System.getProperty("bench.root"));
        return new Setup(root, Path.of(System.getProperty("bench.jdk")),
                path("BENCH_DIR").orElse(root.resolve("bench/target/data")),
                path("BENCH_OUT").orElse(root.resolve("docs")),
                full, Integer.parseInt(variable("BENCH_ROUNDS").orElse("5")),
                Double.parseDouble(variable("BENCH_SECONDS").orElse(full ? "0.4" : "0.15")));
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    private static Optional<Path> path(String name) {
        return variable(name).map(Path::of).map(Path::toAbsolutePath);
    }

    public Path bench() {
        return root.resolve("bench");
    }

    public Path target() {
        return bench().resolve("target");
    }

    public Path program(String name) {
        return target().resolve("bin").resolve(name);
    }

    public String java() {
        return jdk.resolve("bin/java").toString();
    }

    public String classPath() {
        return System.getProperty("java.class.path");
    }

    /** What the report's files are called, up to their ending or a plot's name. */
    public String report() {
        return full ? "performance-full" : "performance";
    }

    /** How long a system works on a case before the first round. */
    public double warmupSeconds() {
        return sampleSeconds * (full ? 4 : 2);
    }
}
