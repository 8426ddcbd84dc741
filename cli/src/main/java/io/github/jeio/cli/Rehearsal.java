package io.github.jeio.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs the commands once on a small tree, which it makes and removes. For a JVM that writes its classes into an archive when it
 * ends: a command finds all that it needs there, and starts sooner.
 */
final class Rehearsal {

    private Rehearsal() { }

    /**
     * Runs them all; what they say goes nowhere.
     *
     * @param args none
     */
    public static void main(String[] args) throws IOException {
        Path tree = Files.createTempDirectory("rehearsal-");
        Path source = Files.createDirectory(tree.resolve("source"));
        Files.writeString(Files.createDirectory(source.resolve("directory")).resolve("file"), "x");
        Files.writeString(source.resolve("file"), "x");
        String from = source.toString();
        String copy = tree.resolve("copy").toString();
        String mirror = tree.resolve("mirror").toString();
        run("treescan", "-q", from);
        run("treescan", from);
        run("du", "-s", from);
        run("find", from, "-name", "f*", "-type", "f");
        run("cp", "-a", from, copy);
        run("sum", from + "/file");
        run("load", from);
        run("sync", from, mirror);
        run("mv", mirror, mirror + ".old");
        run("rm", "-r", tree.toString());
        run("cp", "--help"); // which has classes of its own
        Main.main(new String[] {"--version"}); // exits
    }

    private static void run(String... command) {
        int status = Main.run(command, new Streams(InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), true));
        if (status != Exit.OK) {
            throw new IllegalStateException(String.join(" ", command) + " ends with " + status);
        }
    }
}
