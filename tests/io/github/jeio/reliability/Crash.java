package io.github.jeio.reliability;

import io.github.jeio.support.Jvm;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * {@code Crash <directory> <other file system> <seed> <rounds>}: kills a process that writes, moves or copies files, by SIGKILL at a
 * random moment, and looks at what is there then: the old or the new, nothing mixed, nothing lost.
 */
public final class Crash {

    private static final List<String> KINDS = List.of("writeFile", "move", "mvtree", "copy");
    private static final int MOST_DONE = 4;
    private static final int MOST_MILLIS = 25;

    private final Path dir;
    private final Path other;
    private final Random random;

    private Crash(Path dir, Path other, long seed) {
        this.dir = dir;
        this.other = other;
        random = new Random(seed);
    }

    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[2]);
        int rounds = Integer.parseInt(args[3]);
        Progress.watch(() -> "a round of crashes");
        int[] inTheMiddle = new int[1];
        for (int round = 0; round < rounds; round++) {
            String kind = KINDS.get(round % KINDS.size());
            try {
                new Crash(Path.of(args[0]), Path.of(args[1]), seed + round).round(kind, inTheMiddle);
            } catch (AssertionError e) {
                throw new AssertionError(kind + ", SEED=" + (seed + round), e);
            }
            Progress.made();
            if (round % 100 == 99) {
                System.out.println(round + 1 + " rounds");
            }
        }
        System.out.printf("crash: %d processes killed, %d of them in the middle of a request, seed %d: old or new, nothing mixed, nothing lost%n",
                rounds, inTheMiddle[0], seed);
    }

    private void round(String kind, int[] inTheMiddle) throws Exception {
        Files.createDirectories(dir);
        Files.createDirectories(other);
        Process process = new Jvm().options("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
                .start(Crasher.class, kind, dir.toString(), other.toString());
        Aftermath found = new Aftermath(dir, other);
        int wanted = random.nextInt(MOST_DONE) - 1;
        try (BufferedReader output = process.inputReader()) {
            while (found.done() < wanted || found.begun() < 0) {
                found.read(output.readLine());
            }
            Thread.sleep(random.nextInt(MOST_MILLIS), random.nextInt(1_000_000));
            process.toHandle().destroyForcibly(); // which leaves its output to be read
            process.waitFor();
            output.lines().forEach(found::read);
        }
        if (found.begun() > found.done()) {
            inTheMiddle[0]++;
        }
        found.check(kind);
        found.clear();
    }
}
