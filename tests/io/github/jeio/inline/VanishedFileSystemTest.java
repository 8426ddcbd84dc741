package io.github.jeio.inline;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A file system that stops answering, and is then gone for good, while requests are in it. */
class VanishedFileSystemTest extends SlowTest {

    private static final int TIMES = 3; // more than there are threads in the pool

    private AioRequest<?> counted(AioRequest<?> request, AtomicInteger told) {
        request.cb(value -> told.incrementAndGet());
        return request;
    }

    private static int errno(AioRequest<?> request) {
        assertThat(request.isDone()).isTrue();
        try {
            request.await();
            return 0;
        } catch (AioException e) {
            return e.errno();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void requestsInItFailOnceAndEverythingElseGoesOn() throws Exception {
        mountSlow(Path.of(bytes("content", 100_000)), 0);
        String path = mounted.resolve("file").toString();
        int fd = open(path);
        List<AioRequest<?>> made = new ArrayList<>();
        List<AtomicInteger> told = new ArrayList<>();
        hold();
        for (int i = 0; i < TIMES; i++) {
            for (Supplier<AioRequest<?>> request : requests(path, fd).values()) {
                told.add(new AtomicInteger());
                made.add(counted(request.get(), told.get(told.size() - 1)));
            }
        }
        assertThat(slow.hear()).startsWith("held");
        try (IoAio other = IoAio.create()) {
            assertThat(other.aioStat(dir.toString()).await()).isNotNull();
            assertThat(made).noneMatch(AioRequest::isDone);
        }

        vanish();
        io.flush();

        assertThat(told).allMatch(times -> times.get() == 1);
        assertThat(made).allSatisfy(request -> assertThat(errno(request)).isIn(Errno.ECONNABORTED, Errno.ENOTCONN));
        assertThatThrownBy(() -> io.aioOpen(path, O_RDONLY, 0).await()).hasMessageContaining("ENOTCONN");
        assertThatThrownBy(() -> io.aioRead(fd, 0, ByteBuffer.allocate(10)).await()).hasMessageContaining("ENOTCONN");
        assertThat(io.aioStat(dir.toString()).await()).isNotNull();
    }
}
