package io.github.jeio.extra;

import static io.github.jeio.AioConstants.O_APPEND;
import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_WRONLY;
import static io.github.jeio.AioConstants.SEEK_CUR;
import static io.github.jeio.AioConstants.SPLICE_F_NONBLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.Advanced;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** copy_file_range, splice and tee: data that never enters the process. */
class CopyTest extends ExtraTest {

    private static final int SIZE = 300_000;

    @Test
    void copiesARangeOfAFile() throws Exception {
        int in = open(random("in"), O_RDONLY);
        int out = open(path("out"), O_CREAT | O_WRONLY);
        long done = 0;
        while (done < SIZE) {
            long count = io.aioCopyFileRange(in, done, out, done, SIZE - done, 0).await();
            assertThat(count).isPositive();
            done += count;
        }
        run("cmp", path("in"), path("out"));
        assertThat(io.aioCopyFileRange(in, SIZE, out, 0, 1, 0).await()).as("at the end").isZero();
        assertThat(io.aioSeek(in, 0, SEEK_CUR).await() + io.aioSeek(out, 0, SEEK_CUR).await()).as("own offsets").isZero();
        assertThat(io.aioCopyFileRange(in, 1000, out, SIZE, 10, 0).await()).isEqualTo(10);
        run("cmp", "-n", "10", "-i", "1000:" + SIZE, path("in"), path("out"));
    }

    @Test
    void minusOneIsTheDescriptorsOwnOffset() throws Exception {
        int in = open(file("in", "0123456789"), O_RDONLY);
        int out = open(path("out"), O_CREAT | O_WRONLY);
        assertThat(io.aioCopyFileRange(in, -1, out, -1, 4, 0).await()).isEqualTo(4);
        assertThat(io.aioCopyFileRange(in, -1, out, -1, 100, 0).await()).isEqualTo(6);
        assertThat(run("cat", path("out"))).isEqualTo("0123456789");
        assertThat(io.aioSeek(in, 0, SEEK_CUR).await()).isEqualTo(10);
    }

    @Test
    void errorsOfACopyAreTheKernels() throws Exception {
        int file = open(file("file", "0123456789"), O_RDWR);
        errnoOf(io.aioCopyFileRange(file, 0, -1, 0, 1, 0)).isEqualTo(Errno.EBADF);
        errnoOf(io.aioCopyFileRange(file, 0, open(path("a"), O_CREAT | O_WRONLY | O_APPEND), 0, 1, 0)).isEqualTo(Errno.EBADF);
        errnoOf(io.aioCopyFileRange(file, 0, file, 5, 8, 0)).as("overlapping").isEqualTo(Errno.EINVAL);
        errnoOf(io.aioCopyFileRange(file, 0, file, 10, 1, -1)).as("flags").isEqualTo(Errno.EINVAL);
        errnoOf(io.aioCopyFileRange(open(path(""), O_RDONLY), 0, file, 0, 1, 0)).isEqualTo(Errno.EISDIR);
        assertThatThrownBy(() -> io.aioCopyFileRange(0, -2, 1, 0, 1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("inOffset -2");
        assertThatThrownBy(() -> io.aioCopyFileRange(0, 0, 1, -2, 1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outOffset -2");
        assertThatThrownBy(() -> io.aioCopyFileRange(0, 0, 1, 0, -1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("length -1");
    }

    @Test
    void splicesThroughAPipe() throws Exception {
        int in = open(random("in"), O_RDONLY);
        int out = open(path("out"), O_CREAT | O_WRONLY);
        int[] pipe = closeLater(Advanced.pipe2(0));
        long done = 0;
        while (done < SIZE) {
            long count = io.aioSplice(in, done, pipe[1], -1, SIZE - done, 0).await();
            assertThat(count).isPositive();
            for (long moved = 0; moved < count; ) {
                moved += io.aioSplice(pipe[0], -1, out, done + moved, count - moved, 0).await();
            }
            done += count;
        }
        run("cmp", path("in"), path("out"));
    }

    @Test
    void teeCopiesAndLeavesTheInput() throws Exception {
        int[] from = closeLater(Advanced.pipe2(0));
        int[] to = closeLater(Advanced.pipe2(0));
        io.aioWrite(from[1], -1, bytes("twice")).await();
        assertThat(io.aioTee(from[0], to[1], 100, 0).await()).isEqualTo(5);
        for (int fd : new int[] {from[0], to[0]}) {
            ByteBuffer data = ByteBuffer.allocate(10);
            io.aioRead(fd, -1, data).await();
            assertThat(text(data.flip())).isEqualTo("twice");
        }
    }

    @Test
    void aPipeNeedNotBeWaitedForAndAThreadWaitsOtherwise() throws Exception {
        int[] from = closeLater(Advanced.pipe2(0));
        int[] to = closeLater(Advanced.pipe2(0));
        errnoOf(io.aioTee(from[0], to[1], 1, SPLICE_F_NONBLOCK)).isEqualTo(Errno.EAGAIN);
        errnoOf(io.aioSplice(from[0], -1, to[1], -1, 1, SPLICE_F_NONBLOCK)).isEqualTo(Errno.EAGAIN);

        AioRequest<Long> waits = io.aioSplice(from[0], -1, to[1], -1, 10, 0);
        assertThat(io.aioWrite(from[1], -1, bytes("late")).await()).isEqualTo(4);
        assertThat(waits.await()).isEqualTo(4);
    }

    @Test
    void aCancelledSpliceThatRunsGoesOnAndIsNobodys() throws Exception {
        int[] from = closeLater(Advanced.pipe2(0));
        int[] to = closeLater(Advanced.pipe2(0));
        AioRequest<Long> splice = io.aioSplice(from[0], -1, to[1], -1, 10, 0, count -> {
            throw new AssertionError("called");
        });
        while (io.nready() > 0) {
            Thread.onSpinWait();
        }
        assertThat(splice.cancel()).isTrue();
        Files.writeString(Path.of("/proc/self/fd/" + from[1]), "late");
        io.flush();
        assertThat(splice.isCancelled()).isTrue();
        ByteBuffer data = ByteBuffer.allocate(10);
        io.aioRead(to[0], -1, data).await();
        assertThat(text(data.flip())).isEqualTo("late");
    }

    @Test
    void errorsOfSpliceAndTeeAreTheKernels() throws Exception {
        int file = open(file("file", "0123456789"), O_RDWR);
        int[] pipe = closeLater(Advanced.pipe2(0));
        errnoOf(io.aioSplice(file, 0, file, 5, 1, 0)).as("no pipe").isEqualTo(Errno.EINVAL);
        errnoOf(io.aioSplice(pipe[0], 0, file, 0, 1, 0)).as("an offset in a pipe").isEqualTo(Errno.ESPIPE);
        errnoOf(io.aioSplice(-1, -1, pipe[1], -1, 1, 0)).isEqualTo(Errno.EBADF);
        errnoOf(io.aioTee(file, pipe[1], 1, 0)).isEqualTo(Errno.EINVAL);
        errnoOf(io.aioTee(pipe[0], pipe[1], 1, 0)).as("the same pipe").isEqualTo(Errno.EINVAL);
        assertThatThrownBy(() -> io.aioSplice(0, -2, 1, -1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> io.aioSplice(0, -1, 1, -2, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> io.aioSplice(0, -1, 1, -1, -1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> io.aioTee(0, 1, -1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("length -1");
    }

    private String random(String name) throws Exception {
        byte[] content = new byte[SIZE];
        new Random(7).nextBytes(content);
        return Files.write(dir.resolve(name), content).toString();
    }
}
