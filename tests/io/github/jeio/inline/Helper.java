package io.github.jeio.inline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** A program of these tests, written in C and compiled when it is first needed, and a conversation with it, line by line. */
final class Helper implements AutoCloseable {

    private static final Path SOURCES = Path.of("tests/io/github/jeio/inline");
    private static final ConcurrentHashMap<String, Path> PROGRAMS = new ConcurrentHashMap<>();

    private final Process process;
    private final BufferedReader output;
    private final Writer input;
    /** What it said first: "ready", or why it isn't. */
    final String greeting;

    Helper(String program, String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = PROGRAMS.computeIfAbsent(program, Helper::compile).toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = process.inputReader();
        input = process.outputWriter();
        greeting = output.readLine();
    }

    private static Path compile(String program) {
        try {
            Path dir = Files.createTempDirectory("jeio-inline");
            Path binary = dir.resolve(program);
            Process gcc = new ProcessBuilder("gcc", "-O1", "-o", binary.toString(), SOURCES.resolve(program + ".c").toString())
                    .redirectErrorStream(true).start();
            try (BufferedReader said = gcc.inputReader()) {
                List<String> lines = said.lines().toList();
                assertThat(gcc.waitFor()).as("%s", lines).isZero();
            }
            gcc.getErrorStream().close();
            gcc.getOutputStream().close();
            binary.toFile().deleteOnExit();
            dir.toFile().deleteOnExit();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                binary.toFile().delete();
                dir.toFile().delete();
            }));
            return binary;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isReady() {
        return "ready".equals(greeting);
    }

    void say(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** The next line; null where the program has ended. */
    String hear() throws IOException {
        return output.readLine();
    }

    /** Reads on until it says this. */
    void await(String line) throws IOException {
        for (String said = hear(); !line.equals(said); said = hear()) {
            assertThat(said).as("what comes before %s", line).isNotNull();
        }
    }

    /** Ends it at once, whatever it is doing. */
    void kill() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        input.close();
        output.close();
        process.getErrorStream().close();
    }

    @Override
    public void close() throws IOException {
        input.close();
        while (output.readLine() != null) {
            Thread.onSpinWait();
        }
        output.close();
        process.getErrorStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
