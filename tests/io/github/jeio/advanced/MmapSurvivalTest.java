package io.github.jeio.advanced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM outlives everything that can become of a mapping: each test is a JVM that does it and prints "end". */
class MmapSurvivalTest {

    @TempDir
    Path dir;

    private List<String> survive(List<String> options, Class<?> main, String... args) throws Exception {
        List<String> lines = Child.jvmOutput(options, main, args);
        assertThat(lines).last().isEqualTo("end");
        return lines;
    }

    @ParameterizedTest
    @CsvSource({"munmap,-Xmixed,6000", "mremap,-Xmixed,6000", "shrink,-Xmixed,6000", "munmap,-Xint,1"})
    void whatIsGoneIsZeros(String loss, String mode, String warm) throws Exception {
        assertThat(survive(List.of(mode), MmapSurvival.class, loss, dir.resolve("file").toString(), warm))
                .filteredOn(line -> line.contains(":")).hasSizeGreaterThan(30).allMatch(line -> line.endsWith(": survived"));
    }

    @ParameterizedTest
    @CsvSource({"-Xmixed,12000", "-Xint,1", "-XX:TieredStopAtLevel=1,1000", "-Xcheck:jni,1000"})
    void truncation(String mode, String warm) throws Exception {
        List<String> lines = survive(List.of(mode), MmapSurvival.class, "truncate", dir.resolve("file").toString(), warm);

        if (Runtime.version().feature() >= 21) { // before that the error may come late, or get lost
            assertThat(lines).filteredOn(line -> line.startsWith("get:")).hasSize(2).allMatch(line -> line.endsWith(": InternalError"));
        }
        assertThat(lines).filteredOn(line -> line.startsWith("Deflater:")).hasSize(2).allMatch(line -> line.endsWith(": survived"));
    }

    @Tag("unsanitized")
    @Test
    void aMappingComesBackWithItsFile() throws Exception {
        survive(List.of(), MmapScenarios.class, "regrow", dir.resolve("file").toString());
    }

    @Test
    void mappingsOfTheJdkAreLeftToTheJvm() throws Exception {
        survive(List.of(), MmapScenarios.class, "foreign", dir.resolve("file").toString());
    }

    /** The JVM ends there as it does without jeio. */
    @Tag("unsanitized")
    @Test
    void soIsWhatTheJdkMapsWhereAMappingWas() throws Exception {
        Child child = Child.jvm(List.of(), List.of(), MmapScenarios.class, "gone", dir.resolve("file").toString());
        assumeFalse(child.lines().contains("elsewhere"), "needs a kernel that gives a range again");
        assertThat(child.status()).isNotZero();
        assertThat(child.lines()).anyMatch(line -> line.contains("SIGBUS")).doesNotContain("zeros");
    }

    @Tag("unsanitized")
    @Test
    void aSignalThatIsSentIsLeftToTheJvm() throws Exception {
        Child child = Child.jvm(List.of(), List.of(), MmapScenarios.class, "kill", dir.resolve("file").toString());
        assertThat(child.status()).isNotZero();
        assertThat(child.lines()).anyMatch(line -> line.contains("SIGBUS"));
    }

    @Test
    void touchesWhileTheMappingGoesAndMoves() throws Exception {
        survive(List.of(), MmapScenarios.class, "race", dir.resolve("file").toString());
    }

    @Test
    void theKernelReadsIntoAMappingThatGoes() throws Exception {
        survive(List.of(), MmapScenarios.class, "reads", dir.resolve("file").toString());
    }

    @Test
    void theRangeIsGivenBackWithTheLastBuffer() throws Exception {
        survive(List.of("-Xmx32m"), MmapScenarios.class, "collect", dir.resolve("file").toString());
    }

    @Test
    void manyMappings() throws Exception {
        survive(List.of("-Xmx64m"), MmapScenarios.class, "many", dir.resolve("file").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"beyond", "huge", "grow"})
    void pagesThatNeverWereThere(String scenario) throws Exception {
        survive(List.of(), MmapScenarios.class, scenario, dir.resolve("file").toString());
    }
}
