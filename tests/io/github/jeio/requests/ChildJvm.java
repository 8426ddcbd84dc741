package io.github.jeio.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.support.Children;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own that runs the main method of a class. */
final class ChildJvm {

    private final List<String> before = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private Map<String, String> environment = Map.of();

    /** A program that the JVM runs under. */
    ChildJvm under(String... program) {
        before.addAll(List.of(program));
        return this;
    }

    ChildJvm options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    ChildJvm environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    /** What it prints on either output until it ends, which it has to do well. */
    List<String> run(Class<?> main, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        String library = System.getProperty("jeio.native.path");
        if (library != null) {
            command.add("-Djeio.native.path=" + library);
        }
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (!before.isEmpty()) {
            builder.environment().remove("LD_PRELOAD");
        }
        builder.environment().putAll(environment);
        Process process = Children.limit(builder.start());
        process.getOutputStream().close();
        process.getErrorStream().close();
        try (var output = process.inputReader()) {
            List<String> lines = output.lines().toList();
            assertThat(process.waitFor()).as("%s: %s", command, String.join("\n", lines)).isZero();
            return lines;
        }
    }
}
