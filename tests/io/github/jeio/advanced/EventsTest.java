package io.github.jeio.advanced;

import static io.github.jeio.AioConstants.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.jeio.Advanced;
import io.github.jeio.AioException;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** eventfd, timerfd, memfd. */
class EventsTest {

    private static List<String> fdinfo(int fd) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/fdinfo", Integer.toString(fd)));
    }

    @Test
    void anEventfdCounts() throws IOException {
        int fd = Advanced.eventfd(7, EFD_CLOEXEC | EFD_NONBLOCK);

        assertThat(Fds.target(fd)).contains("eventfd");
        assertThat(Fds.readLong(fd)).isEqualTo(7);
        assertThatExceptionOfType(AioException.class).isThrownBy(() -> Fds.readLong(fd))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EAGAIN));
        Fds.close(fd);
    }

    @Test
    void anEventfdsCountIsUnsigned() throws IOException {
        int fd = Advanced.eventfd(-1, EFD_CLOEXEC);
        assertThat(Fds.readLong(fd)).isEqualTo(0xFFFF_FFFFL);
        Fds.close(fd);
    }

    @Test
    void anEventfdHasDefaults() throws IOException {
        int plain = Advanced.eventfd();
        int three = Advanced.eventfd(3);
        assertThat(Fds.isClosedOnExec(plain)).isFalse();
        assertThat(Fds.readLong(three)).isEqualTo(3);
        Fds.close(plain, three);
        assertThat(Advanced.eventfd(0, -1)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EINVAL);
    }

    @Test
    void aTimerExpiresAgainAndAgain() throws IOException {
        int fd = Advanced.timerfdCreate(CLOCK_MONOTONIC, TFD_CLOEXEC);

        assertThat(Advanced.timerfdSettime(fd, 0, 0.01, 0.01)).containsExactly(0, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(Fds.readLong(fd)).isPositive();
        }
        Fds.close(fd);
    }

    @Test
    void aTimerTellsWhatItIsSetTo() throws IOException {
        int fd = Advanced.timerfdCreate(CLOCK_BOOTTIME);
        assertThat(Fds.isClosedOnExec(fd)).isFalse();
        assertThat(Advanced.timerfdGettime(fd)).containsExactly(0, 0);

        Advanced.timerfdSettime(fd, 0, 1.25, 10_000);

        double[] now = Advanced.timerfdGettime(fd);
        assertThat(now[0]).isEqualTo(1.25);
        assertThat(now[1]).isGreaterThan(9_000).isLessThanOrEqualTo(10_000);
        assertThat(fdinfo(fd)).contains("it_interval: (1, 250000000)");
        assertThat(Advanced.timerfdSettime(fd, 0, 0, 0)[0]).as("what it was").isEqualTo(1.25);
        assertThat(Advanced.timerfdGettime(fd)).containsExactly(0, 0);
        Fds.close(fd);
    }

    @Test
    void secondsKeepTheirFraction() throws IOException {
        int fd = Advanced.timerfdCreate(CLOCK_MONOTONIC, TFD_CLOEXEC);
        Advanced.timerfdSettime(fd, 0, 0.3, 1_000);
        assertThat(fdinfo(fd)).contains("it_interval: (0, 300000000)");
        Advanced.timerfdSettime(fd, 0, 0.9999999999, 1_000);
        assertThat(fdinfo(fd)).contains("it_interval: (1, 0)");
        Advanced.timerfdSettime(fd, 0, 1e-12, 1_000);
        assertThat(fdinfo(fd)).as("not 0, which means never").contains("it_interval: (0, 1)");
        Fds.close(fd);
    }

    @Test
    void aTimeOfTheClock() throws IOException {
        int fd = Advanced.timerfdCreate(CLOCK_REALTIME, TFD_CLOEXEC);
        Advanced.timerfdSettime(fd, TFD_TIMER_ABSTIME, 0, 1); // in 1970
        assertThat(Fds.readLong(fd)).isEqualTo(1);
        Fds.close(fd);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -0.001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e10 * 1e9})
    void whatIsNoTimeIsRefused(double seconds) {
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.timerfdSettime(0, 0, seconds, 0)).withMessageContaining("newInterval is " + seconds);
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.timerfdSettime(0, 0, 0, seconds)).withMessageContaining("newValue is " + seconds);
    }

    @Test
    void timersSayWhatIsWrong() throws IOException {
        assertThat(Advanced.timerfdCreate(999)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EINVAL);
        assertThat(Advanced.timerfdGettime(-1)).isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.EBADF);
        int event = Advanced.eventfd(0, EFD_CLOEXEC);
        assertThat(Advanced.timerfdSettime(event, 0, 1, 1)).isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.EINVAL);
        Fds.close(event);
    }

    @Test
    void aMemfdIsAFile() throws IOException {
        int fd = Advanced.memfdCreate("näme", MFD_CLOEXEC);

        assertThat(Fds.target(fd)).isEqualTo("/memfd:näme (deleted)");
        assertThat(Fds.isClosedOnExec(fd)).isTrue();
        Fds.write(fd, "content");
        assertThat(Files.readString(Path.of("/proc/self/fd", Integer.toString(fd)))).isEqualTo("content");
        Fds.close(fd);

        int plain = Advanced.memfdCreate("");
        assertThat(Fds.isClosedOnExec(plain)).isFalse();
        Fds.close(plain);
    }

    @Test
    void memfdsSayWhatIsWrong() {
        assertThat(Advanced.memfdCreate("x".repeat(250))).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EINVAL);
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.memfdCreate("a\0b")).withMessageContaining("NUL");
        assertThatNullPointerException().isThrownBy(() -> Advanced.memfdCreate(null)).withMessage("pathname");
    }
}
