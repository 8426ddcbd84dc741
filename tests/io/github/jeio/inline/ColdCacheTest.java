package io.github.jeio.inline;

import static io.github.jeio.AioConstants.FADV_DONTNEED;
import static io.github.jeio.AioConstants.FADV_RANDOM;
import static io.github.jeio.AioConstants.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.Advanced;
import io.github.jeio.AioRequest;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that are not in memory, or not all of them. */
class ColdCacheTest extends InlineTest {

    private static final int LENGTH = 1 << 18;

    private String path;
    private byte[] content;
    private int fd;

    @BeforeEach
    void coldFile() throws Exception {
        assumeAnswers();
        path = bytes("file", LENGTH);
        content = Files.readAllBytes(Path.of(path));
        fd = open(path, O_RDWR);
        io.aioFsync(fd);
        io.flush();
        Advanced.fadvise(fd, 0, 0, FADV_RANDOM); // no page is read ahead
        forget();
    }

    private void forget() {
        Advanced.fadvise(fd, 0, 0, FADV_DONTNEED);
        assumeTrue(run("fincore", "-n", "-r", "-o", "PAGES", path).strip().equals("0"), "needs the kernel to forget the file");
    }

    private void assertRead(int offset, int length, long answers) throws Exception {
        ByteBuffer data = buffer(length);
        long before = io.ninline();
        AioRequest<Long> read = io.aioRead(fd, offset, data);
        // a fast device may have read the pages before the kernel looks for them: SlowDeviceTest has one that is not
        assertThat(io.ninline() - before).as("answers to a read of %d at %d", length, offset).isBetween(answers, 1L);
        io.flush();
        int expected = Math.min(length, LENGTH - offset);
        assertThat(read.await()).isEqualTo(expected);
        assertThat(data.flip()).isEqualTo(ByteBuffer.wrap(content, offset, expected));
    }

    @Test
    void aReadIsAnsweredTheSecondTimeAtTheLatest() throws Exception {
        for (int offset : new int[] {0, 4096, 100_000, LENGTH - 10}) {
            assertRead(offset, 4096, 0);
            assertRead(offset, 4096, 1);
        }
    }

    @Test
    void whatIsHalfInMemoryIsReadWhole() throws Exception {
        assertRead(8192, 4096, 0);
        assertRead(8192, 8192, 0);
        assertRead(8192, 8192, 1);
        assertRead(4096, 8192, 0);
        assertRead(4096, 1 << 13, 1);
    }

    @Test
    void aColdSlurpGivesTheSameAsTheWarmOne() throws Exception {
        slurp(); // by a thread, unless the device reads ahead faster than the kernel looks
        assertThat(slurp()).isEqualTo(1);
    }

    private long slurp() throws Exception {
        long before = io.ninline();
        AioRequest<ByteBuffer> slurp = io.aioSlurp(path, 0, 1 << 16);
        long answers = io.ninline() - before;
        io.flush();
        assertThat(slurp.await()).isEqualTo(ByteBuffer.wrap(content, 0, 1 << 16));
        return answers;
    }
}
