package io.github.jeio.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.support.Children;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A first use for which something is missing fails with a message for people, and the next one works. */
@Tag("unsanitized") // another JVM, with the library in the jar
class ScarcityTest {

    /** With no descriptor left, and with a few, of which each is the last at another point. */
    @ParameterizedTest
    @ValueSource(strings = {"shared", "CWD", "LinuxAio", "create", "AioSelectable", "Advanced", "mmap", "constants"})
    void descriptors(String what) throws Exception {
        for (int left : new int[] {0, 1, 2, 4, 7, 8, 9}) {
            List<String> said = run("ulimit -n 96; exec \"$@\"", "descriptors", what, Integer.toString(left));
            assertThat(said).as("with %s left", left).last().isEqualTo("works");
            if (left == 0 && !what.equals("constants")) {
                assertThat(said).anyMatch(line -> line.contains("descriptor") || line.contains("Too many open files"));
            }
        }
    }

    /** A base directory that is full, or not there, when the library is to be copied to it. */
    @ParameterizedTest
    @CsvSource({"shared", "LinuxAio", "Advanced"})
    void directory(String what) throws Exception {
        List<String> said = run("exec \"$@\"", "directory", what, "0");
        assertThat(said).anyMatch(line -> line.contains("jeio can't make a copy of its native library"));
        assertThat(said).last().isEqualTo("works");
    }

    private static List<String> run(String shell, String... args) throws Exception {
        Path jar = Path.of(System.getProperty("jeio.build.directory"), System.getProperty("jeio.build.name") + ".jar");
        String tests = new File(Scarcity.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getPath();
        List<String> command = new ArrayList<>(List.of("sh", "-c", shell, "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", jar + File.pathSeparator + tests, Scarcity.class.getName()));
        command.addAll(List.of(args));
        Process child = Children.limit(new ProcessBuilder(command).redirectErrorStream(true).start());
        child.getOutputStream().close();
        try (var lines = child.inputReader()) {
            List<String> said = lines.lines().collect(Collectors.toList());
            assertThat(child.waitFor()).as("%s", said).isZero();
            return said;
        }
    }
}
