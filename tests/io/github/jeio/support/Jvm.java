package io.github.jeio.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A JVM of its own that runs the main method of a class, with this one's classes and native library. */
public final class Jvm {

    private final List<String> before = new ArrayList<>();
    private final List<String> options = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
    private final Map<String, String> environment = new TreeMap<>();
    private String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** A program that the JVM runs under. */
    public Jvm under(String... program) {
        before.addAll(List.of(program));
        return this;
    }

    /** Another Java. */
    public Jvm java(String program) {
        java = program;
        return this;
    }

    /** Options of the JVM. */
    public Jvm options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** A variable of its environment. */
    public Jvm variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Begins; its output and what it reports are one. */
    public Process start(Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(java);
        command.addAll(options);
        String library = System.getProperty("jeio.native.path");
        if (library != null) {
            command.add("-Djeio.native.path=" + Path.of(library).toAbsolutePath());
        }
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        process.getErrorStream().close();
        return process;
    }

    /** What it says until it ends, which it has to do well. */
    public List<String> run(Class<?> main, String... args) throws IOException, InterruptedException {
        Process process = start(main, args);
        try (var output = process.inputReader()) {
            List<String> lines = output.lines().toList();
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError(main.getSimpleName() + " " + String.join(" ", args) + " ended with status " + status + ":\n"
                        + String.join("\n", lines));
            }
            return lines;
        }
    }

    /** This one's, wherever the other one runs. */
    private static String classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return String.join(File.pathSeparator, Arrays.stream(path.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString()).toList());
    }
}
