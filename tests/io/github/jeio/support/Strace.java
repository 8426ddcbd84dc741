package io.github.jeio.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** strace(1), attached to one thread of this process while this is open. */
public final class Strace implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private Strace(long thread, List<String> how) throws IOException {
        List<String> command = new ArrayList<>(List.of("strace", "-p", Long.toString(thread)));
        command.addAll(how);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("LD_PRELOAD");
        process = builder.start();
        process.getOutputStream().close();
        process.getErrorStream().close();
        output = process.inputReader();
        String line = output.readLine();
        if (line == null || !line.contains("attached")) {
            close();
            throw new IOException("strace does not attach: " + line);
        }
    }

    /** Writes all that the thread asks of the kernel. */
    public static Strace trace(long thread, Path log) throws IOException {
        return new Strace(thread, List.of("-s", "200", "-o", log.toString()));
    }

    /** Writes those of the calls that {@code calls} lists; more options, such as those that have some of them fail, may follow. */
    public static Strace trace(long thread, Path log, String calls, List<String> more) throws IOException {
        List<String> how = new ArrayList<>(List.of("-o", log.toString(), "-e", "trace=" + calls));
        how.addAll(more);
        return new Strace(thread, how);
    }

    /** Has calls of one kind fail, as {@code when} says: see strace(1). */
    public static Strace inject(long thread, String call, String errno, String when) throws IOException {
        return new Strace(thread, List.of("-o", "/dev/null", "-e", "trace=" + call, "-e", "inject=" + call + ":error=" + errno + ":when=" + when));
    }

    /**
     * The pool's worker, of which there is one in this process with that name. That of a pool that was closed is in the process's list
     * until the kernel has ended it.
     */
    public static long worker(String name) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        List<Path> found = threads(name);
        while (found.size() > 1 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            found = threads(name);
        }
        if (found.size() != 1) {
            throw new IOException("there are " + found.size() + " threads " + name);
        }
        return Long.parseLong(found.get(0).getFileName().toString());
    }

    private static List<Path> threads(String name) throws IOException {
        List<Path> found = new ArrayList<>();
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                try {
                    if (Files.readString(task.resolve("comm")).strip().equals(name)) {
                        found.add(task);
                    }
                } catch (IOException e) {
                    // it has just ended
                }
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        output.close();
    }
}
