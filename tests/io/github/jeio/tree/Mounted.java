package io.github.jeio.tree;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;

/** A file system that a test mounts in a new directory: the test is skipped where it may not, and it is gone when it ends. */
record Mounted(Path at) implements AutoCloseable {

    /** @param how the arguments of mount(8) but for the directory */
    static Mounted mount(Path at, String how) {
        return make(at, "mount " + how + " \"$1\"");
    }

    /** Another name of a directory. */
    static Mounted bind(Path of, Path at) {
        return make(at, "mount --bind \"$2\" \"$1\"", of.toString());
    }

    /** Another name of a directory, which nothing can be changed by. */
    static Mounted readOnly(Path of, Path at) {
        return make(at, "mount --bind \"$2\" \"$1\"; mount -o remount,ro,bind \"$1\"", of.toString());
    }

    /** A file system in a file beside the directory. */
    static Mounted image(Path at, int megabytes, String mkfs, String options) {
        return make(at, """
                PATH=$PATH:/usr/sbin:/sbin
                truncate -s %dM "$1.image"; %s "$1.image"; mount -o loop,%s "$1.image" "$1"
                """.formatted(megabytes, mkfs, options));
    }

    private static Mounted make(Path at, String script, String... more) {
        TreeTest.assumeRoot();
        String[] arguments = new String[more.length + 1];
        arguments[0] = at.toString();
        System.arraycopy(more, 0, arguments, 1, more.length);
        try {
            TreeTest.sh("mkdir \"$1\"\n" + script, arguments);
        } catch (AssertionError e) {
            abort("needs to mount: " + e.getMessage());
        }
        return new Mounted(at);
    }

    String path(String name) {
        return at + "/" + name;
    }

    @Override
    public void close() {
        TreeTest.sh("umount \"$1\"", at.toString());
    }
}
