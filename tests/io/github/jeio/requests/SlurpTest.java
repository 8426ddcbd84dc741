package io.github.jeio.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both forms of slurp. */
class SlurpTest extends CachedOrNotTest {

    static Stream<Memory> kinds() {
        return Memory.kinds();
    }

    private static String text(ByteBuffer data) {
        return StandardCharsets.ISO_8859_1.decode(data).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0123456789", "3, 0, 3456789", "0, 4, 0123", "3, 4, 3456", "8, 100, 89", "0, 10, 0123456789",
        "-3, 0, 789", "-3, 2, 78", "-10, 0, 0123456789", "-10, 1, 0", "-1, 100, 9",
        "10, 0, ''", "10, 5, ''", "11, 0, ''", "1000000000000, 0, ''", "1000000000000, 5, ''"})
    void givesTheRangeOfTheFile(long offset, long length, String expected) throws Exception {
        String path = file("digits", "0123456789");
        ByteBuffer data = get(io.aioSlurp(path, offset, length));
        assertThat(data.position()).isZero();
        assertThat(data.limit()).isEqualTo(data.capacity());
        assertThat(text(data)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void fillsWhatRemainsOfABufferAndAdvancesIt(Memory kind) throws Exception {
        String path = file("digits", "0123456789");
        ByteBuffer data = kind.allocate(12).put("ABCDEFGHIJKL".getBytes()).position(2).limit(6);
        assertThat(get(io.aioSlurp(path, 5, data))).isEqualTo(4);
        assertThat(data.position()).isEqualTo(6);
        assertThat(text(data.clear())).isEqualTo("AB5678GHIJKL");
        assertThat(get(io.aioSlurp(path, -2, data.position(9)))).isEqualTo(2);
        assertThat(data.position()).isEqualTo(11);
        assertThat(text(data.clear())).isEqualTo("AB5678GHI89L");
    }

    /** Length 0 means the rest of the file where a buffer is made, but not where there is one. */
    @Test
    void aFullBufferGetsNothing() throws Exception {
        String path = file("digits", "0123456789");
        assertThat(get(io.aioSlurp(path, 0, ByteBuffer.allocate(0)))).isZero();
        assertThat(get(io.aioSlurp(path, 0, ByteBuffer.allocateDirect(5).position(5)))).isZero();
        assertFails(io.aioSlurp(path("nothing"), 0, ByteBuffer.allocate(0)), Errno.ENOENT);
    }

    @Test
    void anEmptyFileIsAnEmptyBuffer() throws Exception {
        String path = file("empty", "");
        assertThat(get(io.aioSlurp(path, 0, 0)).hasRemaining()).isFalse();
        assertThat(get(io.aioSlurp(path, 0, 10)).hasRemaining()).isFalse();
        assertThat(get(io.aioSlurp(path, 0, ByteBuffer.allocate(10)))).isZero();
    }

    @Test
    void whatHasNoSizeIsReadByLengthAndToItsEnd() throws Exception {
        assertThat(text(get(io.aioSlurp("/proc/sys/kernel/ostype", 0, 1 << 16)))).isEqualTo("Linux\n");
        assertThat(text(get(io.aioSlurp("/proc/sys/kernel/ostype", 0, 0)))).as("to the end, where the size says 0").isEqualTo("Linux\n");
        assertThat(text(get(io.aioSlurp("/proc/sys/kernel/ostype", 3, 0)))).isEqualTo("ux\n");
        assertThat(get(io.aioSlurp("/dev/zero", 0, 0)).hasRemaining()).as("a device that has no end").isFalse();
        assertThat(text(get(io.aioSlurp("/dev/zero", 0, 5)))).isEqualTo("\0\0\0\0\0");
    }

    @Test
    void largeFilesComeWhole() throws Exception {
        sh("seq 1 1000000 > $1", path("numbers"));
        ByteBuffer data = get(io.aioSlurp(path("numbers"), 0, 0));
        Files.write(dir.resolve("copy"), data.array());
        run("cmp", path("numbers"), path("copy"));
    }

    @Test
    void moreThanABufferCanHoldIsRefused() throws Exception {
        run("truncate", "-s", "2147483648", path("sparse"));
        assertFails(io.aioSlurp(path("sparse"), 0, 0), Errno.EFBIG);
        assertFails(io.aioSlurp(path("sparse"), 8, 0), Errno.EFBIG);
        run("truncate", "-s", "5G", path("sparse"));
        sh("printf end >> $1", path("sparse"));
        assertFails(io.aioSlurp(path("sparse"), 0, 0), Errno.EFBIG);
        assertThat(text(get(io.aioSlurp(path("sparse"), -3, 0)))).isEqualTo("end");
        assertThat(text(get(io.aioSlurp(path("sparse"), 5L << 30, 100)))).isEqualTo("end");
    }

    @Test
    void anOffsetBeforeTheStartFails() {
        String path = file("digits", "0123456789");
        assertFails(io.aioSlurp(path, -11, 0), Errno.EINVAL);
        assertFails(io.aioSlurp(path, -11, 5), Errno.EINVAL);
        assertFails(io.aioSlurp(path, Long.MIN_VALUE, 5), Errno.EINVAL);
        assertFails(io.aioSlurp(path, -11, ByteBuffer.allocate(5)), Errno.EINVAL);
    }

    @Test
    void whatCanNotBeReadFails() {
        assertFails(io.aioSlurp(dir.toString(), 0, 0), Errno.EISDIR);
        assertFails(io.aioSlurp(dir.toString(), 0, 10), Errno.EISDIR);
        assertFails(io.aioSlurp(dir.toString(), -10, 10), Errno.EISDIR);
        assertFails(io.aioSlurp(dir.toString(), 0, ByteBuffer.allocate(10)), Errno.EISDIR);
        assertFails(io.aioSlurp(path("nothing"), 0, 0), Errno.ENOENT);
    }

    @Test
    void aCallbackGetsTheBufferOrNull() {
        ByteBuffer[] seen = new ByteBuffer[2];
        int[] errno = new int[2];
        io.aioSlurp(file("digits", "0123456789"), 0, 0, data -> {
            seen[0] = data;
            errno[0] = IoAio.errno();
        });
        io.aioSlurp(path("nothing"), 0, 0, data -> {
            seen[1] = data;
            errno[1] = IoAio.errno();
        });
        io.flush();
        assertThat(text(seen[0])).isEqualTo("0123456789");
        assertThat(seen[1]).isNull();
        assertThat(errno).containsExactly(0, Errno.ENOENT);
    }

    /** The leak check after the test sees memory and descriptors that stay. */
    @Test
    void aSlurpThatIsCancelledLeavesNothing() {
        sh("seq 1 100000 > $1", path("numbers"));
        for (int i = 0; i < 100; i++) {
            AioRequest<ByteBuffer> slurp = io.aioSlurp(path("numbers"), 0, 0);
            if (i % 2 == 0) {
                awaitExecution(slurp);
            }
            slurp.cancel();
        }
        io.flush();
        assertThat(io.nreqs()).isZero();
    }
}
