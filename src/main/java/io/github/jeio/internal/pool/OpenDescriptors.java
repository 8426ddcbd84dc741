package io.github.jeio.internal.pool;

import io.github.jeio.internal.memory.Hold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The descriptors that a pool's open requests have given and that are not closed yet, with the place where each request was
 * made: to find descriptors that nobody closes.
 */
final class OpenDescriptors {

    private record Opened(String file, Throwable place) { }

    private final BiConsumer<String, Throwable> reporter;
    private final Map<Integer, Opened> open = new ConcurrentHashMap<>();

    /** @param reporter gets a sentence and a stack trace for each descriptor that is left */
    OpenDescriptors(BiConsumer<String, Throwable> reporter) {
        this.reporter = reporter;
    }

    /** For an open request: records the descriptor that it gives. */
    Hold opens() {
        Throwable place = new Throwable("it was opened here");
        return (result, delivered) -> {
            if (delivered && result >= 0) {
                open.put((int) result, new Opened(file((int) result), place));
            }
        };
    }

    /** A request is about to close the descriptor. */
    void closes(int fd) {
        open.remove(fd);
    }

    /**
     * Called when the pool is closed. A descriptor that was closed by other means is no leak, nor is one with the same
     * number that stands for another file.
     */
    void reportLeaks() {
        open.forEach((fd, opened) -> {
            if (opened.file != null && opened.file.equals(file(fd))) {
                reporter.accept("descriptor " + fd + " of " + opened.file + " was not closed before its pool", opened.place);
            }
        });
        open.clear();
    }

    private static String file(int fd) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }
}
