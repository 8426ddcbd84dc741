package io.github.jeio.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.support.Jvm;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random programs beside a model in memory and java.nio.file; {@code make model} goes on for longer. */
class ModelTest {

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void randomProgramsDoWhatTheyDoInMemoryAndByTheJdk(@TempDir Path dir) throws Exception {
        assertThat(new Jvm().options("-Xmx128m").run(Model.class, dir.toString(), Long.getLong("jeio.model.seed", 1).toString(),
                Long.getLong("jeio.model.operations", 10_000).toString())).last().asString().contains("as in memory");
    }
}
