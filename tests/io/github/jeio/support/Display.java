package io.github.jeio.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What windows are shown on: the environment's display, or a virtual one, by Xvfb. */
public final class Display implements AutoCloseable {

    /** Set by {@code make toolkits}: then a test that can't have its window fails. */
    private static final boolean REQUIRED = Boolean.getBoolean("jeio.toolkits.required");

    private final String name;
    private final @Nullable Process server;

    private Display(String name, @Nullable Process server) {
        this.name = name;
        this.server = server;
    }

    /** Skips the test where there is none. */
    public static Display open() throws IOException {
        String given = System.getenv("DISPLAY");
        if (given != null) {
            return new Display(given, null);
        }
        need(Files.isExecutable(Path.of("/usr/bin/Xvfb")), "a display, or Debian's xvfb");
        // finds a number that is free, and says it when it takes connections
        Process server = Children.limit(new ProcessBuilder("/usr/bin/Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start());
        BufferedReader said = server.inputReader();
        String number = said.readLine();
        if (number == null) {
            throw new IOException("Xvfb has ended without a display");
        }
        return new Display(":" + number, server);
    }

    /** Skips the test where something else that a window needs is missing. */
    public static void need(boolean there, String what) {
        if (REQUIRED) {
            assertThat(there).as("needs " + what).isTrue();
        }
        assumeTrue(there, "needs " + what);
    }

    /** Where Debian, and others, have the system's libraries. */
    public static boolean hasLibrary(String name) {
        return List.of("/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu").stream()
                .anyMatch(folder -> Files.exists(Path.of(folder, name)));
    }

    public String name() {
        return name;
    }

    @Override
    public void close() throws InterruptedException {
        if (server != null) {
            server.destroy();
            server.waitFor();
        }
    }
}
