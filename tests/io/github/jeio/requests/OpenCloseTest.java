package io.github.jeio.requests;

import static io.github.jeio.AioConstants.F_DUPFD_CLOEXEC;
import static io.github.jeio.AioConstants.O_APPEND;
import static io.github.jeio.AioConstants.O_CLOEXEC;
import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_DIRECTORY;
import static io.github.jeio.AioConstants.O_EXCL;
import static io.github.jeio.AioConstants.O_NOFOLLOW;
import static io.github.jeio.AioConstants.O_NONBLOCK;
import static io.github.jeio.AioConstants.O_PATH;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_SYNC;
import static io.github.jeio.AioConstants.O_TMPFILE;
import static io.github.jeio.AioConstants.O_TRUNC;
import static io.github.jeio.AioConstants.O_WRONLY;
import static io.github.jeio.AioConstants.S_IFIFO;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** open and close. */
class OpenCloseTest extends CachedOrNotTest {

    @Test
    void openGivesADescriptorOfTheFileAndCloseGivesItBack() throws Exception {
        String path = file("file", "text");
        int fd = io.aioOpen(path, O_RDONLY, 0).await();
        assertThat(run("readlink", "/proc/" + ProcessHandle.current().pid() + "/fd/" + fd)).isEqualTo(path);

        assertThat(io.aioClose(fd).await()).isZero();
        assertThat(Files.exists(Path.of("/proc/self/fd/" + fd))).isFalse();
    }

    @Test
    void aCallbackGetsTheDescriptorAndErrnoZero() {
        int[] seen = {-2, -2};
        io.aioOpen(file("file", ""), O_RDONLY, 0, fd -> {
            seen[0] = closeLater(fd);
            seen[1] = IoAio.errno();
        });
        io.flush();
        assertThat(seen[0]).isNotNegative();
        assertThat(seen[1]).isZero();
    }

    static IntStream flags() {
        return IntStream.of(O_RDONLY, O_WRONLY, O_RDWR, O_WRONLY | O_APPEND, O_RDONLY | O_NONBLOCK, O_RDWR | O_SYNC, O_PATH);
    }

    @ParameterizedTest
    @MethodSource("flags")
    void theKernelGetsTheFlagsAndCloseOnExec(int flags) throws Exception {
        int fd = open(file("file", "text"), flags);
        int largeFile = 0100000;
        assertThat(Integer.parseInt(fdinfo(fd, "flags"), 8) & ~largeFile).isEqualTo(flags | O_CLOEXEC);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0200, 0644, 0666, 0777, 04755, 01777})
    void aNewFileHasTheModeLessTheUmask(int mode) throws Exception {
        closeLater(io.aioOpen(path("new"), O_WRONLY | O_CREAT, mode).await());
        int umask = Integer.parseInt(sh("umask"), 8);
        assertThat(stat("%a", path("new"))).isEqualTo(Integer.toOctalString(mode & ~umask));
    }

    @Test
    void anExistingFileKeepsItsModeAndWithTruncItsContentGoes() throws Exception {
        String path = file("old", "content");
        run("chmod", "640", path);
        closeLater(io.aioOpen(path, O_WRONLY | O_CREAT, 0777).await());
        assertThat(stat("%a %s", path)).isEqualTo("640 7");
        closeLater(io.aioOpen(path, O_WRONLY | O_CREAT | O_TRUNC, 0777).await());
        assertThat(stat("%a %s", path)).isEqualTo("640 0");
    }

    @Test
    void flagsThatRefuseAFileMakeTheRequestFail() {
        String path = file("file", "");
        sh("ln -s file $1/link", dir.toString());
        assertFails(io.aioOpen(path, O_WRONLY | O_CREAT | O_EXCL, 0600), Errno.EEXIST);
        assertFails(io.aioOpen(path("link"), O_RDONLY | O_NOFOLLOW, 0), Errno.ELOOP);
        assertFails(io.aioOpen(path, O_RDONLY | O_DIRECTORY, 0), Errno.ENOTDIR);
        assertFails(io.aioOpen(dir.toString(), O_WRONLY, 0), Errno.EISDIR);
    }

    @Test
    void aTemporaryFileHasNoName() throws Exception {
        int fd = open(dir.toString(), O_RDWR | O_TMPFILE);
        assertThat(run("find", dir.toString(), "-mindepth", "1")).isEmpty();
        assertThat(run("stat", "-L", "-c", "%h %F", "/proc/" + ProcessHandle.current().pid() + "/fd/" + fd))
                .isEqualTo("0 regular empty file");
    }

    @Test
    void eachOpenGivesADescriptorOfItsOwn() throws Exception {
        String path = file("file", "");
        assertThat(open(path, O_RDONLY)).isNotEqualTo(open(path, O_RDONLY));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void closingWhatIsNotOpenFails(int fd) {
        assertFails(io.aioClose(fd), Errno.EBADF);
    }

    @Test
    void closingTwiceFails() throws Exception {
        int fd = (int) (long) io.aioFcntl(open(file("file", ""), O_RDONLY), F_DUPFD_CLOEXEC, 900).await(); // not the lowest, which others get
        io.aioClose(fd).await();
        assertFails(io.aioClose(fd), Errno.EBADF);
    }

    /** The leak check after the test sees the descriptor if it stays. */
    @Test
    void theDescriptorOfAnOpenThatIsCancelledWhileItExecutesIsClosed() throws Exception {
        io.aioMknod(path("fifo"), S_IFIFO | 0600, 0).await();
        AioRequest<Integer> open = io.aioOpen(path("fifo"), O_RDONLY, 0, fd -> {
            throw new AssertionError("the callback of a cancelled request");
        });
        awaitExecution(open);
        assertThat(open.cancel()).isTrue();
        open(path("fifo"), O_RDWR); // waits for nobody, and as long as it is open the request can end, early or late
        io.flush();
        assertThat(open.isCancelled()).isTrue();
    }

    /** Opened to have a look, and closed again, it would take away from the writer whom it writes to. */
    @Test
    void aFifoIsOpenedOnce() throws Exception {
        run("mkfifo", path("fifo"));
        get(io.aioStat(path("fifo")));
        for (int i = 0; i < 20; i++) {
            Process writer = new ProcessBuilder("perl", "-e", """
                    $| = 1; print "ready\n"; open F, ">", $ARGV[0] or die; print F "text" or die; close F or die;
                    """, path("fifo")).redirectErrorStream(true).start();
            writer.getErrorStream().close();
            writer.getOutputStream().close();
            try (var said = writer.inputReader()) {
                assertThat(said.readLine()).isEqualTo("ready");
                while (!Files.readString(Path.of("/proc/" + writer.pid() + "/stat")).contains(") S ")) {
                    // until it waits for us to open the other end
                }
                int fd = io.aioOpen(path("fifo"), O_RDONLY, 0).future().get(30, TimeUnit.SECONDS);
                ByteBuffer data = ByteBuffer.allocate(10);
                assertThat(get(io.aioRead(fd, -1, data))).isEqualTo(4);
                get(io.aioClose(fd));
                assertThat(said.readLine()).isNull();
            } finally {
                writer.destroy();
                assertThat(writer.waitFor()).isZero();
            }
        }
    }
}
