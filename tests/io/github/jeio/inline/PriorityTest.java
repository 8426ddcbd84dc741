package io.github.jeio.inline;

import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers at submission overtake no request of a higher priority, and none at all on a pool of one thread. */
class PriorityTest extends InlineTest {

    private final List<String> order = new ArrayList<>();
    private String path;
    private int fd;

    @BeforeEach
    void cachedFile() throws Exception {
        assumeAnswers();
        path = bytes("file", 4096);
        fd = open(path, O_RDWR);
        run("mkfifo", path("fifo"));
    }

    /** Both threads of the pool wait for somebody who writes. */
    private void saturate() {
        io.maxParallel(2);
        for (int i = 0; i < 2; i++) {
            io.aioOpen(path("fifo"), O_RDONLY, 0, this::closeLater);
        }
        while (io.nready() > 0) {
            Thread.onSpinWait();
        }
    }

    private void release() {
        run("sh", "-c", ": > \"$1\"", "sh", path("fifo"));
        io.flush();
    }

    private void cached(String name) {
        io.aioRead(fd, 0, buffer(16), count -> order.add(name));
    }

    @ParameterizedTest
    @CsvSource({"4, 3, 0", "1, 0, 0", "0, -1, 0", "-3, -4, 0", "1, 1, 1", "0, 0, 1", "0, 1, 1", "-1, 0, 1", "-4, 4, 1"})
    void aReadOvertakesWhatWaitsOnlyIfThatHasNoHigherPriority(int queued, int read, int answers) {
        saturate();
        IoAio.aioreqPri(queued);
        io.aioNop(() -> order.add("queued"));
        assertThat(io.nready()).isOne();
        assertThat(answered(() -> {
            IoAio.aioreqPri(read);
            cached("read");
        })).isEqualTo(answers);
        assertThat(answered(() -> {
            IoAio.aioreqPri(read);
            io.aioStat(path, stat -> order.add("stat"));
        })).isEqualTo(answers);
        release();
        assertThat(order).hasSize(3);
        if (answers == 0) {
            assertThat(order).startsWith("queued");
        }
    }

    /** What callbacks submit goes down together. */
    @Test
    void aReadOvertakesNoHigherRequestThatIsSubmittedWithIt() {
        io.aioNop(() -> {
            IoAio.aioreqPri(1);
            io.aioNop(() -> order.add("high"));
            cached("low");
        });
        assertThat(answered(io::flush)).isZero();
        assertThat(order).containsExactlyInAnyOrder("high", "low");
    }

    @Test
    void whatIsExecutingHoldsUpNothing() {
        io.maxParallel(2);
        IoAio.aioreqPri(4);
        io.aioOpen(path("fifo"), O_RDONLY, 0, this::closeLater);
        while (io.nready() > 0) {
            Thread.onSpinWait();
        }
        assertThat(answered(() -> cached("read"))).isOne();
        release();
    }

    @Test
    void onOneThreadTheCallbacksComeInTheOrderOfSubmission() {
        io.maxParallel(1);
        for (int i = 0; i < 20; i++) {
            order.clear();
            cached("first");
            io.aioWrite(fd, 0, ByteBuffer.wrap(new byte[] {1}), count -> order.add("write"));
            while (io.npending() < 2) {
                Thread.onSpinWait();
            }
            cached("second");
            io.flush();
            assertThat(order).containsExactly("first", "write", "second");
        }
    }

    @Test
    void onOneThreadWhatIsAloneIsAnswered() {
        io.maxParallel(1);
        assertThat(answered(() -> cached("read"))).isOne();
        io.flush();
    }
}
