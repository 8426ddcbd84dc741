package io.github.jeio.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a command reads and writes.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param process whether they are the process's own, and its signals the command's
 */
record Streams(InputStream in, OutputStream out, OutputStream err, boolean process) {

    static Streams ofProcess() {
        return new Streams(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err), true);
    }

    boolean inIsTerminal() {
        return process && isTerminal(0);
    }

    boolean outIsTerminal() {
        return process && isTerminal(1);
    }

    boolean errIsTerminal() {
        return process && isTerminal(2);
    }

    private static boolean isTerminal(int fd) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes a line to standard error. */
    void complain(String line) {
        write(line + "\n");
    }

    /** Writes to standard error. A failure is ignored. */
    void write(String text) {
        try {
            err.write(Names.encode(text));
            err.flush();
        } catch (IOException e) {
            return;
        }
    }
}
