package io.github.jeio.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that goes on and on needs no more than at first; {@code make soak} does it for minutes. */
@Tag("heavy")
class SoakTest {

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void memoryThreadsAndDescriptorsStayWhereTheyAre() throws Exception {
        assertThat(Fenced.jvm().run(Soak.class, Long.getLong("jeio.soak.seed", 1).toString(), Long.getLong("jeio.soak.seconds", 3).toString()))
                .last().asString().endsWith("flat");
    }
}
