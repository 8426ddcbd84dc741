package io.github.jeio.tree;

import io.github.jeio.support.Children;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own that runs the main method of a class. */
final class Child {

    private Child() { }

    /** @param prefix a program that it runs under, or nothing; then the JVM's options */
    static Process start(List<String> prefix, List<String> options, Map<String, String> environment, Class<?> main,
            String... args) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        String library = System.getProperty("jeio.native.path");
        // what has a sanitizer in it needs that one's own preload, which would not leave the child to what a test preloads
        if (library != null && System.getenv().getOrDefault("LD_PRELOAD", "").isEmpty()) {
            command.add("-Djeio.native.path=" + library);
        }
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("LD_PRELOAD");
        builder.environment().putAll(environment);
        Process process = Children.limit(builder.start());
        process.getOutputStream().close();
        process.getErrorStream().close();
        return process;
    }

    /** What it prints until it ends, which it has to do well. */
    static List<String> output(Process process) throws IOException, InterruptedException {
        try (var output = process.inputReader()) {
            List<String> lines = output.lines().toList();
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError("status " + status + ": " + String.join("\n", lines));
            }
            return lines;
        }
    }
}
