package io.github.jeio.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks the C compiler, or another program, what is true on this machine. Where Java is emulated, CC is the compiler for its machine,
 * with its options, and EMULATOR runs what that makes.
 */
public final class CCompiler {

    private static final List<String> CC = List.of(System.getenv().getOrDefault("CC", "gcc").split(" "));
    private static final List<String> EMULATOR = Stream.of(System.getenv().getOrDefault("EMULATOR", "").split(" "))
            .filter(word -> !word.isEmpty()).toList();

    private CCompiler() { }

    /** The names of all macros that are defined after these lines. */
    public static List<String> macros(Path dir, String includes) throws Exception {
        Path source = Files.writeString(dir.resolve("macros.c"), "#define _GNU_SOURCE\n" + includes);
        return output(compiler("-E", "-dM", source.toString())).stream()
                .map(line -> line.split(" ", 3)[1]).toList();
    }

    /** What a program with this main function prints. */
    public static List<String> run(Path dir, String includes, String body) throws Exception {
        Path source = source(dir, includes, body);
        Path program = dir.resolve("program");
        output(compiler("-o", program.toString(), source.toString()));
        return output(with(EMULATOR, program.toString()));
    }

    /** Whether Java is emulated by qemu. */
    public static boolean isEmulated() {
        return !EMULATOR.isEmpty();
    }

    /** A command for the compiler. */
    public static String[] compiler(String... arguments) {
        return with(CC, arguments);
    }

    private static String[] with(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
    }

    public static Path source(Path dir, String includes, String body) throws IOException {
        return Files.writeString(dir.resolve("program.c"), "#define _GNU_SOURCE\n" + includes
                + "#include <stdio.h>\nint main(void) {\n" + body + "return 0;\n}\n");
    }

    /** The lines a program prints; it must succeed. */
    public static List<String> output(String... command) throws Exception {
        List<String> lines = new ArrayList<>();
        int status = run(lines, command);
        assertThat(status).as("%s: %s", String.join(" ", command), lines).isZero();
        return lines;
    }

    /** Runs a program, collects what it prints on either output, and gives its status. */
    public static int run(List<String> lines, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("LD_PRELOAD");
        Process process = builder.start();
        process.getOutputStream().close();
        process.inputReader().lines().forEach(lines::add);
        return process.waitFor();
    }
}
