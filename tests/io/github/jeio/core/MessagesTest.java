package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_DIRECT;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_TMPFILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStatx;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What messages say of the circumstances: the descriptor, how many there are, what O_DIRECT wants. */
class MessagesTest extends PoolTest {

    private static final int NONE = 1 << 20;

    private static AioException failure(AioRequest<?> request) {
        try {
            request.await();
        } catch (AioException e) {
            return e;
        }
        throw new AssertionError(request + " succeeded");
    }

    @Test
    void callsOnDescriptorsNameThem() {
        String bad = " descriptor 1048576: EBADF, Bad file descriptor";
        assertThat(failure(io.aioRead(NONE, 0, ByteBuffer.allocate(1)))).hasMessage("read" + bad);
        assertThat(failure(io.aioFsync(NONE))).hasMessage("fsync" + bad);
        assertThat(failure(io.aioStat(NONE)).getMessage()).endsWith(bad);
        assertThat(failure(io.aioSetxattr(NONE, "user.x", ByteBuffer.allocate(1), 0)).getMessage()).endsWith(bad);
        assertThat(failure(io.aioClose(NONE)).fd()).isEqualTo(NONE);
        assertThat(failure(io.aioStat(path("nope"))).fd()).isEqualTo(-1);
        assertThat(io.aioFsync(NONE, status -> { }).toString()).startsWith("fsync descriptor 1048576: ");
        assertThat(failure(io.aioStat(path("nope")))).hasMessage("stat \"%s\": ENOENT, No such file or directory", path("nope"));
    }

    @Test
    void aWaitThatEndsBeforeTheRequestSaysThatItGoesOn() throws Exception {
        run("mkfifo", path("fifo"));
        AioRequest<Integer> opening = io.aioOpen(path("fifo"), O_RDONLY);
        try {
            opening.await(java.time.Duration.ofMillis(1));
            throw new AssertionError("open");
        } catch (AioException e) {
            assertThat(e.getMessage()).contains("ETIMEDOUT").endsWith("; the time to wait is up, and the request goes on");
        }
        java.nio.file.Files.newOutputStream(dir.resolve("fifo")).close();
        open.add(opening.await());
    }

    @Test
    void directAccessSaysWhatAlignmentItWants() throws Exception {
        int fd = io.aioOpen(file("f", "x".repeat(10_000)), O_RDONLY | O_DIRECT).await();
        AioRequest<Long> read = io.aioRead(fd, 1, ByteBuffer.allocateDirect(100));
        try {
            read.await();
            assumeTrue(false, "the file system takes any direct read");
        } catch (AioException e) {
            assumeTrue(e.errno() == Errno.EINVAL, "the file system has no direct reads");
            assertThat(e.getMessage()).contains("read descriptor " + fd + ": EINVAL").contains("O_DIRECT");
            AioStatx stat = Advanced.statx(fd, 0, AioConstants.STATX_DIOALIGN);
            if (stat != null && stat.dioOffsetAlign() != 0) {
                assertThat(e.getMessage()).contains("multiples of " + stat.dioOffsetAlign()).contains("one of " + stat.dioMemAlign());
            }
        } finally {
            io.aioClose(fd).await();
        }
        assertThat(failure(io.aioSeek(open("g"), -5, 0)).getMessage()).doesNotContain("O_DIRECT");
    }

    private final List<Integer> open = new ArrayList<>();

    private int open(String name) throws AioException {
        int fd = io.aioOpen(file(name, ""), O_RDWR).await();
        open.add(fd);
        return fd;
    }

    @org.junit.jupiter.api.AfterEach
    void close() throws AioException {
        for (int fd : open) {
            io.aioClose(fd).await();
        }
    }

    /** Opens one file until there are no more descriptors. */
    static final class Hungry {
        public static void main(String[] args) throws Exception {
            try (IoAio io = IoAio.create()) {
                io.aioBusy(0.05).await(); // so long that the wait sleeps: a class that is loaded later may find no descriptor, either
                while (true) {
                    io.aioOpen(args[0], O_RDONLY).await();
                }
            } catch (AioException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void tooManyDescriptorsAreCounted() throws Exception {
        List<String> said = new ChildJvm().under("sh", "-c", "ulimit -n 100 && exec \"$0\" \"$@\"").run(Hungry.class, file("f", ""));
        assertThat(said.get(0)).startsWith("open \"" + path("f") + "\": EMFILE").contains("descriptors are open, as there may be 100")
                .contains("ulimit -n");
    }

    @Test
    void whatMakesAFileNeedsAMode() throws Exception {
        assertThatThrownBy(() -> io.aioOpen(path("f"), O_RDWR | O_CREAT)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("flags 0x42 have O_CREAT");
        assertThatThrownBy(() -> io.aioOpen(dir.toString(), O_RDWR | O_TMPFILE, fd -> { })).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("O_TMPFILE");
        assertThat(io.nreqs()).isZero();
        int fd = io.aioOpen(dir.toString(), O_RDONLY | AioConstants.O_DIRECTORY).await();
        open.add(fd);
        int[] given = {-2};
        io.aioOpen(path("nope"), O_RDONLY, it -> given[0] = it);
        io.flush();
        assertThat(given[0]).isEqualTo(-1);
    }
}
