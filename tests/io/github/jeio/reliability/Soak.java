package io.github.jeio.reliability;

import io.github.jeio.internal.natives.Natives;
import io.github.jeio.support.Leaks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code Soak <seed> <seconds>}: rounds of fuzzing and the model's programs, in turn, in one process; after each turn it takes down what
 * the process has of memory, threads and descriptors, and at the end these must not have grown. Run by tools/fenced.sh.
 */
public final class Soak {

    private static final long MORE_MEMORY = 24 << 10;
    private static final int ENOUGH = 20;

    private record Sample(long resident, long heap, long nativeBytes, int threads, int descriptors) {
        static Sample now() throws Exception {
            System.gc();
            long resident = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
            Runtime runtime = Runtime.getRuntime();
            return new Sample(resident, (runtime.totalMemory() - runtime.freeMemory()) >> 10, Natives.memoryInUse(), Thread.activeCount(),
                    Leaks.openDescriptors().size());
        }

        @Override
        public String toString() {
            return resident + " KiB resident, " + heap + " of heap, " + nativeBytes + " native bytes, " + threads + " threads, "
                    + descriptors + " descriptors";
        }
    }

    private Soak() { }

    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[0]);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[1]));
        Logger.getLogger("io.github.jeio").setLevel(Level.OFF);
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            if (!Boom.is(thrown)) {
                thrown.printStackTrace(System.out);
                Runtime.getRuntime().halt(1);
            }
        });
        Progress.watch(() -> "the soak");
        List<Sample> samples = new ArrayList<>();
        long requests = 0;
        long operations = 0;
        for (long turn = 0; samples.size() < 4 || System.nanoTime() < deadline; turn++) {
            for (int i = 0; i < 5; i++) {
                requests += round(seed + turn * 5 + i);
            }
            operations += Model.round(Path.of("model").toAbsolutePath(), seed + turn);
            samples.add(Sample.now());
            if (samples.size() % 50 == 1) {
                System.out.println(samples.size() + ": " + samples.get(samples.size() - 1));
            }
        }
        String growth = growth(samples);
        System.out.println("at the end: " + samples.get(samples.size() - 1));
        System.out.printf("soak: %,d hostile requests, %,d operations of the model, %d samples, seed %d: %s%n", requests, operations,
                samples.size(), seed, growth.isEmpty() ? "flat" : "GROWN" + growth);
        System.exit(growth.isEmpty() ? 0 : 1);
    }

    private static long round(long seed) throws Exception {
        try {
            return new Round(seed, Path.of("fuzz").toAbsolutePath()).run(3, 1000);
        } catch (AssertionError e) {
            throw new AssertionError("in the round of seed " + seed, e);
        }
    }

    /** What the last quarter has more than the second one at its most; the first is the JVM's to warm up. */
    private static String growth(List<Sample> samples) {
        List<Sample> early = samples.subList(samples.size() / 4, samples.size() / 2);
        List<Sample> late = samples.subList(samples.size() - samples.size() / 4, samples.size());
        StringBuilder growth = new StringBuilder();
        if (samples.size() >= ENOUGH) { // until then the JVM's own memory grows
            compare(growth, "resident memory", early.stream().mapToLong(Sample::resident).max().orElseThrow() + MORE_MEMORY,
                    late.stream().mapToLong(Sample::resident).min().orElseThrow());
        }
        compare(growth, "heap", early.stream().mapToLong(Sample::heap).max().orElseThrow() + MORE_MEMORY,
                late.stream().mapToLong(Sample::heap).min().orElseThrow());
        compare(growth, "native bytes", early.stream().mapToLong(Sample::nativeBytes).max().orElseThrow(),
                late.stream().mapToLong(Sample::nativeBytes).min().orElseThrow());
        compare(growth, "threads", early.stream().mapToLong(Sample::threads).max().orElseThrow(),
                late.stream().mapToLong(Sample::threads).min().orElseThrow());
        compare(growth, "descriptors", early.stream().mapToLong(Sample::descriptors).max().orElseThrow(),
                late.stream().mapToLong(Sample::descriptors).min().orElseThrow());
        return growth.toString();
    }

    private static void compare(StringBuilder growth, String what, long most, long now) {
        if (now > most) {
            growth.append(", ").append(what).append(" from ").append(most).append(" to ").append(now);
        }
    }
}
