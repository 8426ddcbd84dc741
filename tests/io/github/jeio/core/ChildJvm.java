package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.support.Children;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A JVM of its own that runs a class of the tests, for what must not happen to this one. */
final class ChildJvm {

    private final List<String> command = new ArrayList<>();
    private final List<String> options = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/stdout"));

    /** Puts a program before it that runs it. */
    ChildJvm under(String... program) {
        command.addAll(List.of(program));
        return this;
    }

    ChildJvm with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    Process start(Class<?> main, String... args) throws IOException {
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        String library = System.getProperty("jeio.native.path");
        if (library != null) {
            command.add("-Djeio.native.path=" + library);
        }
        command.addAll(List.of("-cp", place(IoAio.class) + File.pathSeparator + place(main), main.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return Children.limit(builder.start());
    }

    /** What it prints until it ends, which it does with the status 0. */
    List<String> run(Class<?> main, String... args) throws IOException, InterruptedException {
        Process child = start(main, args);
        child.getOutputStream().close();
        try (BufferedReader lines = child.inputReader()) {
            List<String> said = lines.lines().toList();
            assertThat(child.waitFor()).as("status of %s %s, which said %s", main, List.of(args), said).isZero();
            return said;
        } finally {
            child.getErrorStream().close();
        }
    }

    /** Tells a child something, a line of it. */
    static void tell(Process child, String line) {
        PrintStream to = new PrintStream(child.getOutputStream(), true);
        to.println(line);
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
