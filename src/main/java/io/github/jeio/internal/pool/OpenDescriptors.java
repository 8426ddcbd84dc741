package io.github.jeio.internal.pool;

import io.github.jeio.internal.memory.Hold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** The descriptors that a pool's open requests have given, and where these were made: for finding those that nobody closes. */
final class OpenDescriptors {

    private record Opened(String file, Throwable place) { }

    private final BiConsumer<String, Throwable> told;
    private final Map<Integer, Opened> open = new ConcurrentHashMap<>();

    /** @param told gets a sentence and a place for each descriptor that is left */
    OpenDescriptors(BiConsumer<String, Throwable> told) {
        this.told = told;
    }

    /** For an open request: notes what it gives. */
    Hold opens() {
        Throwable place = new Throwable("it was opened here");
        return (result, delivered) -> {
            if (delivered && result >= 0) {
                open.put((int) result, new Opened(file((int) result), place));
            }
        };
    }

    /** A request is to close the descriptor. */
    void closes(int fd) {
        open.remove(fd);
    }

    /** The pool is closed. What was closed otherwise is no leak; nor is what has the same number, and is another file. */
    void tellOfTheRest() {
        open.forEach((fd, opened) -> {
            if (opened.file != null && opened.file.equals(file(fd))) {
                told.accept("descriptor " + fd + " of " + opened.file + " was not closed before its pool", opened.place);
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
