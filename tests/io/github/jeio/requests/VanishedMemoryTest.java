package io.github.jeio.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A buffer whose file was truncated: the request fails with EFAULT, once, and nothing else happens. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class VanishedMemoryTest {

    private static final int JDK = Runtime.version().feature();

    static Stream<Arguments> cases() {
        return Stream.of(VanishedMemory.Mapping.values())
                .flatMap(mapping -> Stream.of(VanishedMemory.Moment.values()).map(moment -> Arguments.of(mapping, moment)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyRequestFailsWithEfaultOnce(VanishedMemory.Mapping mapping, VanishedMemory.Moment moment, @TempDir Path dir)
            throws Exception {
        boolean segment = mapping.ordinal() >= VanishedMemory.Mapping.SHARED.ordinal();
        assumeTrue(!segment || JDK == 17 || JDK >= 22, "needs a JDK whose memory segments are those of 17 or of 22");
        ChildJvm child = new ChildJvm();
        if (segment && JDK == 17) {
            child.options("--add-modules=jdk.incubator.foreign");
        }
        List<String> outcomes = child.run(VanishedMemory.class, dir.toString(), mapping.name(), moment.name());
        outcomes = outcomes.stream().filter(line -> !line.startsWith("WARNING: Using incubator modules")).toList();
        assertThat(outcomes).hasSizeGreaterThan(5).allMatch(line -> line.endsWith(" EFAULT"));
    }
}
