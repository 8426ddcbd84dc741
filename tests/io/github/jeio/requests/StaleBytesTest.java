package io.github.jeio.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioConstants;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that stands in for a heap buffer has been another request's before: nothing of that gets into the buffer, or the file. */
class StaleBytesTest extends RequestTest {

    private static final byte SECRET = 42;
    private static final byte OWN = 7;
    private static final int SIZE = 1000;

    private static ByteBuffer filled(byte with) {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, with);
        return ByteBuffer.wrap(bytes);
    }

    /** So that whoever needs memory of that size gets some that has it. */
    private void leaveSecrets() throws Exception {
        int secrets = open(path("secrets"), AioConstants.O_CREAT | AioConstants.O_RDWR);
        for (int i = 0; i < 8; i++) {
            io.aioWrite(secrets, 0, filled(SECRET));
        }
        io.flush();
    }

    private static void assertOwn(ByteBuffer data, int from) {
        for (int i = 0; i < from; i++) {
            assertThat(data.get(i)).isEqualTo((byte) 'x');
        }
        for (int i = from; i < SIZE; i++) {
            assertThat(data.get(i)).isEqualTo(OWN);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsReadIsAllThatABufferGets(boolean inline) throws Exception {
        io.inlineCached(inline);
        String path = file("short", "xxx");
        int fd = open(path, AioConstants.O_RDONLY);
        leaveSecrets();

        ByteBuffer read = filled(OWN);
        assertThat(get(io.aioRead(fd, 0, read))).isEqualTo(3);
        assertOwn(read, 3);
        ByteBuffer slurped = filled(OWN);
        assertThat(get(io.aioSlurp(path, 0, slurped))).isEqualTo(3);
        assertOwn(slurped, 3);
        ByteBuffer[] scattered = {filled(OWN), filled(OWN)};
        assertThat(get(io.aioPreadv(fd, 0, scattered, 0))).isEqualTo(3);
        assertOwn(scattered[0], 3);
        assertOwn(scattered[1], 0);
        ByteBuffer fully = filled(OWN);
        assertThat(get(io.aioReadFully(fd, 1, fully))).isEqualTo(2);
        assertOwn(fully, 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailedReadChangesNothing(boolean inline) throws Exception {
        io.inlineCached(inline);
        int fd = open(dir.toString(), AioConstants.O_RDONLY);
        leaveSecrets();

        ByteBuffer read = filled(OWN);
        io.aioRead(fd, 0, read);
        io.flush();

        assertOwn(read, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingButTheBufferGetsIntoAFile(boolean whole) throws Exception {
        leaveSecrets();
        ByteBuffer data = filled((byte) 'x').limit(3);

        if (whole) {
            get(io.aioWriteFile(path("written"), data, 0600));
        } else {
            get(io.aioWrite(open(path("written"), AioConstants.O_CREAT | AioConstants.O_WRONLY), 5, data));
        }

        assertThat(dir.resolve("written")).hasBinaryContent(whole ? new byte[] {'x', 'x', 'x'} : new byte[] {0, 0, 0, 0, 0, 'x', 'x', 'x'});
    }
}
