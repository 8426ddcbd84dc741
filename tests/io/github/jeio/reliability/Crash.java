package io.github.jeio.reliability;

import io.github.jeio.support.Jvm;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

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
    private int begun;
    private int done;

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
        begun = -1;
        done = -1;
        int wanted = random.nextInt(MOST_DONE) - 1;
        try (BufferedReader output = process.inputReader()) {
            while (done < wanted || begun < 0) {
                read(output.readLine());
            }
            Thread.sleep(random.nextInt(MOST_MILLIS), random.nextInt(1_000_000));
            process.toHandle().destroyForcibly(); // which leaves its output to be read
            process.waitFor();
            output.lines().forEach(this::read);
        }
        if (begun > done) {
            inTheMiddle[0]++;
        }
        switch (kind) {
            case "writeFile" -> fileIsOldOrNew();
            case "move" -> moved();
            case "mvtree" -> treeIsSomewhere();
            default -> copied();
        }
        clear();
    }

    private void read(String line) {
        if (line == null || !line.matches("(begun|done) \\d+")) {
            throw new AssertionError("the process said: " + line);
        }
        int number = Integer.parseInt(line.replaceAll(".* ", ""));
        if (line.startsWith("begun")) {
            begun = number;
        } else {
            done = number;
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private static boolean has(Path file, int number, int size) throws Exception {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Arrays.equals(Files.readAllBytes(file), Crasher.content(number, size));
    }

    private boolean hasFile(int number) throws Exception {
        return number < 0 ? Files.notExists(dir.resolve("file")) : has(dir.resolve("file"), number, Crasher.SIZE);
    }

    private void fileIsOldOrNew() throws Exception {
        check(hasFile(begun) || done < begun && hasFile(done), "neither the content of " + begun + " nor, done, of " + done);
        onlyTemporaries("file");
    }

    private void moved() throws Exception {
        fileIsOldOrNew();
        Path source = other.resolve("source");
        check(hasFile(begun) || has(source, begun, Crasher.SIZE), "the file is in neither place");
        if (Files.exists(source)) {
            int newest = has(source, begun + 1, Crasher.SIZE) ? begun + 1 : begun;
            check(has(source, newest, Crasher.SIZE), "the source is not whole");
        }
    }

    /** Each file is whole in the one tree or in the other; after all, in the new one. */
    private void treeIsSomewhere() throws Exception {
        for (int file = 0; file < Crasher.FILES; file++) {
            String name = "d" + file % 4 + "/f" + file;
            int size = Crasher.size(file);
            boolean isNew = has(dir.resolve("tree" + begun).resolve(name), begun, size);
            check(isNew || done < begun && has(other.resolve("source").resolve(name), begun, size), name + " of " + begun + " is lost");
        }
        onlyTemporaries("tree\\d+");
    }

    /** A copy that is not complete is nobody's but the superuser's; the source is as it was. */
    private void copied() throws Exception {
        check(has(other.resolve("source"), 0, Crasher.SIZE), "the source has changed");
        Path copy = dir.resolve("copy" + begun);
        if (Files.exists(copy) && !has(copy, 0, Crasher.SIZE)) {
            check(done < begun, "a copy that was done is not complete");
            check((Integer) Files.getAttribute(copy, "unix:mode") % 0100 == 0, "others can read an incomplete copy");
        }
        check(done < begun || Files.exists(copy), "a copy that was done is missing");
        onlyTemporaries("copy\\d+");
    }

    private void onlyTemporaries(String name) throws Exception {
        try (Stream<Path> files = Files.list(dir)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.matches(name + "|\\.jeio-[0-9a-f]{16}\\.tmp")).toList();
            check(names.isEmpty(), "left: " + names);
        }
    }

    private void clear() throws Exception {
        for (Path tree : List.of(dir, other)) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(tree)) {
                files = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
