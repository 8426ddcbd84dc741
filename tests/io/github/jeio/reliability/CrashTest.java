package io.github.jeio.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.support.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while they write, move and copy; {@code make crash} kills more of them. */
@Tag("unsanitized")
class CrashTest {

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void whoeverIsKilledLeavesTheOldOrTheNew(@TempDir Path dir) throws Exception {
        Path other = Files.createTempDirectory(Path.of("/dev/shm"), "jeio-test-");
        assertThat(new Jvm().options("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC").run(Crash.class, dir.resolve("files").toString(),
                other.toString(), Long.getLong("jeio.crash.seed", 1).toString(), Integer.getInteger("jeio.crash.rounds", 12).toString()))
                .last().asString().contains("nothing lost");
    }
}
