package io.github.jeio.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every request with hostile arguments, callbacks and threads; the seed is always the same, and {@code make fuzz} takes others. */
@Tag("heavy")
class FuzzTest {

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void everyRequestEndsOnceAndNothingLeaksWhateverIsDone() throws Exception {
        assertThat(Fenced.jvm().run(Fuzz.class, Long.getLong("jeio.fuzz.seed", 1).toString(), Long.getLong("jeio.fuzz.calls", 8_000).toString()))
                .last().asString().contains("each ended once, nothing leaked");
    }
}
