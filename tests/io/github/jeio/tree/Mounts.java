package io.github.jeio.tree;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** File systems that a test mounts: the test is skipped where it may not, and they are gone when it ends. */
final class Mounts implements AutoCloseable {

    private final Deque<Path> mounted = new ArrayDeque<>();

    private Path mount(Path where, String... how) {
        String[] command = Stream.of(List.of("mount"), List.of(how), List.of(where.toString()))
                .flatMap(List::stream).toArray(String[]::new);
        try {
            TreeTest.sh("mkdir -p \"$1\"; shift; \"$@\"", Stream.concat(Stream.of(where.toString()), Stream.of(command))
                    .toArray(String[]::new));
        } catch (AssertionError e) {
            abort("needs to mount: " + e.getMessage());
        }
        mounted.push(where);
        return where;
    }

    /** @param options of the mount, as {@code size=1m} */
    Path tmpfs(Path where, String options) {
        return mount(where, "-t", "tmpfs", "-o", options, "none");
    }

    /** The directory by another name. */
    Path bind(Path directory, Path where) {
        return mount(where, "--bind", directory.toString());
    }

    /** @param lower and upper are on different file systems, if inode numbers are to differ by who tells them */
    Path overlay(Path lower, Path upper, Path where) {
        TreeTest.sh("mkdir -p \"$1/upper\" \"$1/work\"", upper.toString());
        return mount(where, "-t", "overlay", "-o",
                "lowerdir=" + lower + ",upperdir=" + upper + "/upper,workdir=" + upper + "/work", "none");
    }

    @Override
    public void close() {
        while (!mounted.isEmpty()) {
            TreeTest.sh("umount -l \"$1\"", mounted.pop().toString());
        }
    }
}
