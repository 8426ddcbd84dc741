package io.github.jeio.extra;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.support.PoolTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractIntegerAssert;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the requests beyond the manual share. */
abstract class ExtraTest extends PoolTest {

    private final List<Integer> descriptors = new ArrayList<>();

    @AfterEach
    void closeDescriptors() {
        closeOpen(descriptors);
    }

    /** A descriptor that is closed when the test ends; a file that it creates has mode 0644. */
    int open(String path, int flags) throws AioException {
        return closeLater(io.aioOpen(path, flags, 0644).await());
    }

    int closeLater(int fd) {
        descriptors.add(fd);
        return fd;
    }

    int[] closeLater(int[] fds) {
        for (int fd : fds) {
            closeLater(fd);
        }
        return fds;
    }

    /** What stat(1) says, in its format. */
    static String stat(String format, String path) {
        return run("stat", "-c", format, path);
    }

    /** The errno that the request fails with, and a message that has it. */
    static AbstractIntegerAssert<?> errnoOf(AioRequest<?> request) {
        AioException failure = Assertions.catchThrowableOfType(AioException.class, request::await);
        Assertions.assertThat(failure).as("the request's failure").isNotNull();
        Assertions.assertThat(failure).hasMessageContaining(Errno.name(failure.errno()));
        Assertions.assertThat(request.errno()).isEqualTo(failure.errno());
        return Assertions.assertThat(failure.errno()).as(failure.getMessage());
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(ByteBuffer data) {
        return StandardCharsets.UTF_8.decode(data.duplicate()).toString();
    }
}
