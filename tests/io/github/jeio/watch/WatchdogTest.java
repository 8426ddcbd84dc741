package io.github.jeio.watch;

import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.Fifos;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Warnings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogTest extends PoolTest {

    private static final Duration SHORT = Duration.ofMillis(40);

    private final Warnings warnings = new Warnings();

    @AfterEach
    void closeWarnings() {
        warnings.close();
    }

    @Test
    void aWorkerThatIsStuckIsNamedOnceWithAllThatIsInFlight() throws Exception {
        String fifo = path("fifo");
        run("mkfifo", fifo);
        try (IoAio watched = IoAio.builder().name("watched").maxParallel(1).watchdog(SHORT).create()) {
            try {
                AioRequest<Integer> open = watched.aioOpen(fifo, O_WRONLY, 0);
                watched.aioStat(dir.toString());
                String told = warnings.await("pool watched: thread", Thread::onSpinWait).getMessage();
                assertThat(told).containsPattern("pool watched: thread \\d+ has been in open " + Pattern.quote(fifo) + " for \\d+\\.\\d{3} s\n")
                        .contains("open " + fifo + ": executing for ", "stat " + dir + ": queued");

                int other = io.aioOpen(fifo, O_RDWR, 0).await();
                int fd = open.await();
                watched.flush();

                AioRequest<Long> read = watched.aioRead(other, -1, ByteBuffer.allocateDirect(1));
                assertThat(warnings.await("has been in read descriptor " + other, Thread::onSpinWait).getMessage()).contains("executing for");
                assertThat(warnings.with("has been in open")).as("told once").hasSize(1);
                io.aioWrite(other, -1, ByteBuffer.allocate(1)).await();
                assertThat(read.await()).isOne();
                io.aioClose(fd).await();
                io.aioClose(other).await();
            } finally {
                Fifos.open(dir).close(); // a failure is not to wait in the fifo
            }
        }
    }

    @Test
    void resultsThatNobodyPollsAreToldOfOnce() {
        try (IoAio lazy = IoAio.builder().name("lazy").unpolled(SHORT).create()) {
            lazy.pollCb();
            lazy.aioNop(() -> { });
            lazy.aioNop(() -> { });
            String told = warnings.await("pool lazy: nobody has polled", Thread::onSpinWait).getMessage();
            assertThat(told).containsPattern("nobody has polled [12] results for \\d+\\.\\d{3} s; polled by "
                    + Pattern.quote(Thread.currentThread().getName()) + ", last \\d+\\.\\d{3} s ago");
            lazy.flush();
            assertThat(warnings.with("pool lazy")).hasSize(1);
            lazy.aioNop(() -> { });
            while (warnings.with("pool lazy").size() < 2) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void timesAreMoreThanZero() {
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
            assertThatThrownBy(() -> IoAio.builder().watchdog(wrong)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("time " + wrong);
            assertThatThrownBy(() -> IoAio.builder().unpolled(wrong)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("time " + wrong);
            assertThatThrownBy(() -> IoAio.builder().ageing(wrong)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("period " + wrong);
        }
    }
}
