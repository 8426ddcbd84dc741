package io.github.jeio.reliability;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a {@link Crasher} that was killed has said, and whether its directories are as they have to be then. */
final class Aftermath {

    private final Path dir;
    private final Path other;
    private int begun = -1;
    private int done = -1;

    Aftermath(Path dir, Path other) {
        this.dir = dir;
        this.other = other;
    }

    int begun() {
        return begun;
    }

    int done() {
        return done;
    }

    /** Takes a line that the Crasher has said. */
    void read(String line) {
        if (line == null || !isSaid(line)) {
            throw new AssertionError("the process said: " + line);
        }
        int number = Integer.parseInt(line.replaceAll(".* ", ""));
        if (line.startsWith("begun")) {
            begun = number;
        } else {
            done = number;
        }
    }

    /** Whether it is a line of its own, and no failure. */
    static boolean isSaid(String line) {
        return line.matches("(begun|done) \\d+");
    }

    /** The old or the new, nothing mixed, nothing lost. */
    void check(String kind) throws Exception {
        switch (kind) {
            case "writeFile" -> fileIsOldOrNew("file");
            case "rename" -> fileIsOldOrNew("file|next");
            case "synced copy" -> check(done < 0 || has(dir.resolve("copy" + done), 0, Crasher.SIZE),
                    "the copy " + done + " that was synced is not complete: " + Arrays.toString(dir.toFile().list()));
            case "synced tree" -> syncedTree();
            case "move" -> moved();
            case "mvtree" -> treeIsSomewhere();
            default -> copied();
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

    private void fileIsOldOrNew(String names) throws Exception {
        check(hasFile(begun) || done < begun && hasFile(done), "neither the content of " + begun + " nor, done, of " + done);
        onlyTemporaries(names);
    }

    private void moved() throws Exception {
        fileIsOldOrNew("file");
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

    private void syncedTree() throws Exception {
        for (int file = 0; file < Crasher.FILES && done >= 0; file++) {
            String name = "d" + file % 4 + "/f" + file;
            check(has(dir.resolve("tree" + done).resolve(name), 0, Crasher.size(file)), name + " of a tree that was synced is not complete");
        }
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

    /** Removes all of it. */
    void clear() throws Exception {
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
