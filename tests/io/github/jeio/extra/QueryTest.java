package io.github.jeio.extra;

import static io.github.jeio.AioConstants.AT_EACCESS;
import static io.github.jeio.AioConstants.AT_SYMLINK_NOFOLLOW;
import static io.github.jeio.AioConstants.FADV_DONTNEED;
import static io.github.jeio.AioConstants.F_OK;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.PC_LINK_MAX;
import static io.github.jeio.AioConstants.PC_NAME_MAX;
import static io.github.jeio.AioConstants.R_OK;
import static io.github.jeio.AioConstants.S_IFSOCK;
import static io.github.jeio.AioConstants.W_OK;
import static io.github.jeio.AioConstants.X_OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.Advanced;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStatFs;
import io.github.jeio.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** access, exists, statfs and pathconf. */
class QueryTest extends ExtraTest {

    @Test
    void accessTellsWhatTestTells() throws Exception {
        String file = file("file", "");
        Files.createSymbolicLink(dir.resolve("dangling"), Path.of("nowhere"));
        assertThat(io.aioAccess(file, F_OK).await()).isZero();
        assertThat(io.aioAccess(file, R_OK | W_OK).await()).isZero();
        assertThat(io.aioAccess(file, R_OK, AT_EACCESS).await()).isZero();
        errnoOf(io.aioAccess(file, X_OK)).as("not even root executes what nobody may").isEqualTo(Errno.EACCES);
        errnoOf(io.aioAccess(path("dangling"), F_OK)).isEqualTo(Errno.ENOENT);
        assertThat(io.aioAccess(path("dangling"), F_OK, AT_SYMLINK_NOFOLLOW).await()).isZero();
        errnoOf(io.aioAccess(file, 64)).isEqualTo(Errno.EINVAL);
    }

    @Test
    void existsIsNoError() throws Exception {
        String file = file("file", "");
        Files.createSymbolicLink(dir.resolve("dangling"), Path.of("nowhere"));
        assertThat(io.aioExists(file).await()).isTrue();
        assertThat(io.aioExists(path("dangling")).await()).isTrue();
        assertThat(io.aioExists(path("nothing")).await()).isFalse();
        assertThat(io.aioExists(file + "/below").await()).isFalse();
        errnoOf(io.aioExists("n".repeat(300))).isEqualTo(Errno.ENAMETOOLONG);
    }

    @Test
    void cachestatTellsWhatFincoreTells() throws Exception {
        String file = file("file", "x".repeat(100_000));
        int fd = open(file, O_RDONLY);
        String pages = run("fincore", "-nb", "-o", "PAGES", file).strip();
        assertThat(io.aioCachestat(fd, 0, 0).await().cached()).isEqualTo(Long.parseLong(pages)).isEqualTo(25);
        assertThat(io.aioCachestat(fd, 4096, 8192).await().cached()).isEqualTo(2);
        io.aioFsync(fd).await();
        assertThat(io.aioCachestat(fd, 0, 0).await().dirty()).isIn(0L, -1L);
        Advanced.fadvise(fd, 0, 0, FADV_DONTNEED);
        pages = run("fincore", "-nb", "-o", "PAGES", file).strip();
        assertThat(io.aioCachestat(fd, 0, 0).await().cached()).isEqualTo(Long.parseLong(pages));
        errnoOf(io.aioCachestat(-100, 0, 0)).isEqualTo(Errno.EBADF);
        errnoOf(io.aioCachestat(1 << 20, 0, 0)).isEqualTo(Errno.EBADF);
        assertThatThrownBy(() -> io.aioCachestat(fd, -1, 0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("offset -1");
        assertThatThrownBy(() -> io.aioCachestat(fd, 0, -1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("length -1");
    }

    @Test
    void statfsTellsWhatStatTells() throws Exception {
        AioStatFs fs = io.aioStatfs(dir.toString()).await();
        assertThat(Long.toHexString(fs.type()) + " " + fs.namelen() + " " + fs.blocks() + " " + fs.files() + " " + fs.frsize())
                .isEqualTo(run("stat", "-f", "-c", "%t %l %b %c %S", dir.toString()));
        assertThat(fs.fsid()).isEqualTo(io.aioStatvfs(dir.toString()).await().fsid());
        AioStatFs same = io.aioStatfs(open(dir.toString(), O_RDONLY)).await();
        assertThat(same.type()).isEqualTo(fs.type());
        assertThat(same.fsid()).isEqualTo(fs.fsid());
        assertThat(io.aioStatfs("/proc").await().typeName()).isEqualTo("proc");
        assertThat(io.aioStatfs("/dev/shm").await().typeName()).isEqualTo("tmpfs");
        errnoOf(io.aioStatfs(path("nothing"))).isEqualTo(Errno.ENOENT);
        errnoOf(io.aioStatfs(-100)).isEqualTo(Errno.EBADF);
    }

    /** Other programs write meanwhile: what stat(1) says before and after is the same in one of the attempts. */
    @Test
    void statfsTellsWhoMayHaveWhatIsFree() throws Exception {
        String before;
        String after = free();
        AioStatFs fs;
        do {
            before = after;
            fs = io.aioStatfs(dir.toString()).await();
            after = free();
        } while (!before.equals(after));
        assertThat(fs.bfree() + " " + fs.bavail() + " " + fs.ffree()).isEqualTo(after);
    }

    private String free() {
        return run("stat", "-f", "-c", "%f %a %d", dir.toString());
    }

    /** A socket can't be opened. */
    @Test
    void whatIsAskedForNeedNotBeOpened() throws Exception {
        io.aioMknod(path("socket"), S_IFSOCK | 0600, 0).await();
        assertThat(io.aioStatfs(path("socket")).await().type()).isEqualTo(io.aioStatfs(dir.toString()).await().type());
        assertThat(io.aioPathconf(path("socket"), PC_NAME_MAX).await()).isEqualTo(io.aioPathconf(dir.toString(), PC_NAME_MAX).await());
    }

    @Test
    void pathconfTellsWhatGetconfTells() throws Exception {
        long length = Long.parseLong(run("getconf", "NAME_MAX", dir.toString()));
        assertThat(io.aioPathconf(dir.toString(), PC_NAME_MAX).await()).isEqualTo(length);
        assertThat(io.aioPathconf(open(dir.toString(), O_RDONLY), PC_NAME_MAX).await()).isEqualTo(length);
        assertThat(io.aioPathconf(dir.toString(), PC_LINK_MAX).await())
                .isEqualTo(Long.parseLong(run("getconf", "LINK_MAX", dir.toString())));
        errnoOf(io.aioPathconf(dir.toString(), 9999)).isEqualTo(Errno.EINVAL);
        assertThatThrownBy(() -> io.aioPathconf(dir.toString(), -1)).hasMessageContaining("name -1 is negative");
    }

    /** A call before, by the same thread, has left an errno. */
    @Test
    void noLimitIsNoError() throws Exception {
        io.maxParallel(1);
        for (int name = 0; name < 21; name++) {
            errnoOf(io.aioStatfs(path("nothing"))).isEqualTo(Errno.ENOENT);
            AioRequest<Long> limit = io.aioPathconf(dir.toString(), name);
            io.flush();
            assertThat(limit.errno()).as("limit %d", name).isIn(0, Errno.EINVAL);
        }
    }
}
