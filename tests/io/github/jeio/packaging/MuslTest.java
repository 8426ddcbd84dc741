package io.github.jeio.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A C program on musl loads the library for musl and makes a pool. More of it is not run: there is no JVM for musl where
 * these tests run.
 */
@Tag("unsanitized")
class MuslTest {

    @TempDir
    Path dir;

    @Test
    void isLoadedByAProgramOnMusl() throws Exception {
        loads("linux-x86_64-musl", "musl-gcc", List.of());
    }

    @Test
    void isLoadedByAProgramOnMuslForAarch64() throws Exception {
        Path root = Build.arm64("musl");
        loads("linux-aarch64-musl", Path.of("tools/aarch64-linux-musl-gcc").toAbsolutePath().toString(),
                List.of("qemu-aarch64-static", "-L", root.toString()));
    }

    private void loads(String platform, String compiler, List<String> emulator) throws Exception {
        assumeTrue(Files.exists(Build.library(platform)), "make platforms builds it");
        Path program = dir.resolve("program");
        Path include = Path.of(System.getProperty("java.home"), "include");
        Build.Output compiled = Build.run(List.of(compiler, "-I" + include, "-I" + include.resolve("linux"), "-o",
                program.toString(), "tests/io/github/jeio/packaging/musl.c"));
        assertThat(compiled).isEqualTo(new Build.Output(0, "", ""));

        List<String> command = new ArrayList<>(emulator);
        assumeTrue(command.isEmpty() || isThere(command.get(0)), "needs qemu-user-static");
        command.addAll(List.of(program.toString(), Build.library(platform).toString()));

        assertThat(Build.run(command)).isEqualTo(new Build.Output(0, "pool made, descriptor there\n", ""));
    }

    private static boolean isThere(String program) {
        return Files.isExecutable(Path.of("/usr/bin", program));
    }
}
