package io.github.jeio.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.internal.natives.Natives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What a test must leave as it found it: descriptors, libeio's threads, native memory. */
public record Leaks(Map<String, String> descriptors, long threads, long memory) {

    static {
        try {
            // from its first channels on, NIO keeps a socket for itself
            Files.readString(Path.of("/proc/self/comm"));
            SocketChannel.open(StandardProtocolFamily.UNIX).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What there is now. */
    public static Leaks now() {
        return new Leaks(openDescriptors(), eioThreads(), Natives.memoryInUse());
    }

    /** Fails if there is more now than there was. */
    public void check() {
        Map<String, String> opened = new TreeMap<>(openDescriptors());
        opened.keySet().removeAll(descriptors.keySet());
        // the JVM opens its own files when it likes: class archives, random sources, its selectors' wake-ups, its
        // container's limits; libraries, for the names in the stacks that -Xcheck:jni prints; and /proc, for a process's children
        opened.values().removeIf(target -> target.endsWith(".jar") || target.endsWith(".so") || target.contains("/lib/")
                || target.startsWith("/dev/") && !target.startsWith("/dev/shm/jeio-test-") && !target.equals("/dev/full") || target.startsWith("/sys/") || target.equals("/proc"));
        assertThat(opened).as("descriptors left open").isEmpty();
        assertThat(threadsThatStay()).as("threads of libeio").isLessThanOrEqualTo(threads);
        assertThat(Natives.memoryInUse()).as("bytes of native memory").isLessThanOrEqualTo(memory);
    }

    /** A thread that has left its pool is in the process's list until the kernel has ended it. */
    private long threadsThatStay() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        long now = eioThreads();
        while (now > threads && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            now = eioThreads();
        }
        return now;
    }

    /** This process's descriptors and what they are. */
    public static Map<String, String> openDescriptors() {
        Map<String, String> open = new TreeMap<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path fd : stream) {
                try {
                    String target = Files.readSymbolicLink(fd).toString();
                    if (!target.startsWith("/proc/")) {
                        open.put(fd.getFileName().toString(), target);
                    }
                } catch (NoSuchFileException e) {
                    // the one that read the directory
                } catch (FileSystemException e) {
                    open.put(fd.getFileName().toString(), e.getReason()); // ENAMETOOLONG: a file or directory deeper than a path is long
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open;
    }

    /** The number of all pools' threads. */
    public static long eioThreads() {
        return eioTasks().size();
    }

    /** The numbers of all pools' threads, by the name that libeio gives them, of which the kernel keeps fifteen bytes. */
    public static Set<String> eioTasks() {
        Set<String> found = new HashSet<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : stream) {
                try {
                    if (Files.readString(task.resolve("comm")).strip().matches(".*/eio?")) {
                        found.add(task.getFileName().toString());
                    }
                } catch (IOException e) {
                    // it has just ended
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
