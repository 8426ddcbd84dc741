package io.github.jeio.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.support.Jvm;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two things done to the same request, group or pool at the same moment; {@code make races} does it more often. */
class RacesTest {

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void whateverTwoThreadsDoAtOnceEverythingEndsOnce() throws Exception {
        assertThat(new Jvm().options("-Xmx128m").run(Races.class, Long.getLong("jeio.races.seed", 1).toString(),
                Integer.getInteger("jeio.races.times", 2).toString())).last().asString().endsWith("each ended once");
    }
}
