package io.github.jeio.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioConstants;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A time from the kernel is the one that the JDK makes of the same instant, whatever is asked of it. */
class TimesTest {

    @Test
    void aTimeIsThatOfItsInstant() {
        long longest = Long.MAX_VALUE / 1_000_000_000;
        for (long seconds : new long[] {0, 1, 1_700_000_000, longest - 1, longest, longest + 1, -1, -1_700_000_000, 1L << 40, -(1L << 40)}) {
            for (long nanos : new long[] {0, 1, 999_999, 1_000_000, 999_999_999}) {
                FileTime time = Times.of(seconds, nanos);
                FileTime same = FileTime.from(Instant.ofEpochSecond(seconds, nanos));
                assertThat(time).isEqualTo(same).hasSameHashCodeAs(same).hasToString(same.toString());
                assertThat(time.toInstant()).isEqualTo(same.toInstant());
                assertThat(time.toMillis()).isEqualTo(same.toMillis());
                assertThat(time.to(TimeUnit.SECONDS)).isEqualTo(seconds);
                assertThat(time.to(TimeUnit.MICROSECONDS)).isEqualTo(same.to(TimeUnit.MICROSECONDS));
            }
        }
    }

    @Test
    void whatNoInstantCanSayIsKeptInSeconds() {
        assertThat(Times.of(Long.MAX_VALUE, 5).to(TimeUnit.SECONDS)).isEqualTo(Long.MAX_VALUE);
        assertThat(Times.of(Long.MIN_VALUE, 5).to(TimeUnit.SECONDS)).isEqualTo(Long.MIN_VALUE);
    }

    /** Who has that time of a file, and sets it again, means it. */
    @Test
    void aTimeThatEqualsTheOneThatIsToStayIsATime() {
        assertThat(Times.nanos(Times.OMIT)).isEqualTo(AioConstants.UTIME_OMIT);
        assertThat(Times.nanos(FileTime.fromMillis(Long.MIN_VALUE))).isBetween(0, 999_999_999);
    }
}
