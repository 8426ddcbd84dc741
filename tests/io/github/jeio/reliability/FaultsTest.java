package io.github.jeio.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.support.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** System calls that fail, some of the matrix; {@code make faults} takes all of it. */
@Tag("unsanitized") // strace would have to see past the sanitizer
class FaultsTest {

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aSystemCallThatFailsIsTheRequestsErrnoOrMadeUpFor(@TempDir Path dir) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        Path other = Files.createTempDirectory(Path.of("/dev/shm"), "jeio-test-");
        try {
            assertThat(new Jvm().options("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC").run(Faults.class, dir.resolve("files").toString(),
                    other.resolve("files").toString(), Long.getLong("jeio.faults.seed", 1).toString(),
                    Integer.getInteger("jeio.faults.number", 30).toString())).last().asString().contains(": 0 not as");
        } finally {
            for (Path left : new Path[] {other.resolve("files"), other}) {
                Files.deleteIfExists(left);
            }
        }
    }
}
