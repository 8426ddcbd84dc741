package io.github.jeio.advanced;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this process has mapped, as the kernel lists it. */
final class Maps {

    private Maps() { }

    /** The lines of the mappings of a file. */
    static List<String> of(Path file) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream().filter(line -> line.endsWith(file.toString())).toList();
    }
}
