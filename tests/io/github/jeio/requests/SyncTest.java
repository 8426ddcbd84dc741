package io.github.jeio.requests;

import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_WRONLY;
import static io.github.jeio.AioConstants.SYNC_FILE_RANGE_WAIT_AFTER;
import static io.github.jeio.AioConstants.SYNC_FILE_RANGE_WAIT_BEFORE;
import static io.github.jeio.AioConstants.SYNC_FILE_RANGE_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.Advanced;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** sync, fsync, fdatasync, syncfs and sync_file_range. That these are the real system calls, the trace shows. */
class SyncTest extends RequestTest {

    private static final int ALL = SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER;

    enum Way {
        SYNC, FSYNC, FDATASYNC, SYNCFS, SYNC_FILE_RANGE;

        AioRequest<Long> make(IoAio io, int fd) {
            return switch (this) {
                case SYNC -> io.aioSync();
                case FSYNC -> io.aioFsync(fd);
                case FDATASYNC -> io.aioFdatasync(fd);
                case SYNCFS -> io.aioSyncfs(fd);
                case SYNC_FILE_RANGE -> io.aioSyncFileRange(fd, 0, 0, ALL);
            };
        }
    }

    /** On ext4, data has no place on the device until it is written to it; filefrag tells. */
    @ParameterizedTest
    @EnumSource
    void dataGetsToTheDevice(Way way) throws Exception {
        int fd = open(path("file"), O_WRONLY | O_CREAT);
        get(io.aioWrite(fd, 0, ByteBuffer.allocate(1 << 16)));
        boolean tells = succeeds("filefrag", path("file")) && run("filefrag", "-v", path("file")).contains("delalloc");
        assertThat(get(way.make(io, fd))).isZero();
        assumeTrue(tells, "needs a file system that allocates late");
        assertThat(run("filefrag", "-v", path("file"))).doesNotContain("delalloc");
    }

    @Test
    void aDescriptorForReadingWillDo() throws Exception {
        int fd = open(dir.toString(), O_RDONLY);
        assertThat(get(io.aioFsync(fd))).isZero();
        assertThat(get(io.aioFdatasync(fd))).isZero();
        assertThat(get(io.aioSyncfs(fd))).isZero();
    }

    @Test
    void failsAsTheKernelSays() throws Exception {
        int pipe = closeLater(Advanced.pipe2())[1];
        int fd = open(file("file", ""), O_WRONLY);
        assertFails(io.aioFsync(-1), Errno.EBADF);
        assertFails(io.aioFdatasync(-1), Errno.EBADF);
        assertFails(io.aioSyncfs(-1), Errno.EBADF);
        assertFails(io.aioSyncFileRange(-1, 0, 0, ALL), Errno.EBADF);
        assertFails(io.aioFsync(pipe), Errno.EINVAL);
        assertFails(io.aioFdatasync(pipe), Errno.EINVAL);
        assertFails(io.aioSyncFileRange(pipe, 0, 0, ALL), Errno.ESPIPE);
        assertFails(io.aioSyncFileRange(fd, 0, 0, 8), Errno.EINVAL);
        assertFails(io.aioSyncFileRange(fd, Long.MAX_VALUE, Long.MAX_VALUE, ALL), Errno.EINVAL);
    }
}
