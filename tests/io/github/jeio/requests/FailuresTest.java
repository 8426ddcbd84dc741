package io.github.jeio.requests;

import static io.github.jeio.AioConstants.FS_IOC_GETFLAGS;
import static io.github.jeio.AioConstants.F_GETFL;
import static io.github.jeio.AioConstants.F_SETLK;
import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_EXCL;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.READDIR_DENTS;
import static io.github.jeio.AioConstants.RENAME_NOREPLACE;
import static io.github.jeio.AioConstants.SEEK_SET;
import static io.github.jeio.AioConstants.S_IFIFO;
import static io.github.jeio.Errno.EACCES;
import static io.github.jeio.Errno.EBADF;
import static io.github.jeio.Errno.EEXIST;
import static io.github.jeio.Errno.EINVAL;
import static io.github.jeio.Errno.EISDIR;
import static io.github.jeio.Errno.ELOOP;
import static io.github.jeio.Errno.ENAMETOOLONG;
import static io.github.jeio.Errno.ENOENT;
import static io.github.jeio.Errno.ENOTDIR;
import static io.github.jeio.Errno.ENOTEMPTY;
import static io.github.jeio.Errno.EPERM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How each request fails: what the callback gets, errno, and the exception of await() and future(). */
class FailuresTest extends CachedOrNotTest {

    /** A callback of every kind, and what it got. */
    private static final class Outcome implements LongConsumer, IntConsumer, Consumer<Object> {
        final List<Object> values = new ArrayList<>();
        int errno;
        /** The request, where the callback is to ask it, and what it said. */
        AioRequest<?> request;
        int told;

        @Override
        public void accept(long value) {
            accept((Object) value);
        }

        @Override
        public void accept(int value) {
            accept((Object) value);
        }

        @Override
        public void accept(Object value) {
            values.add(value);
            errno = IoAio.errno();
            told = request == null ? errno : request.errno();
        }
    }

    /** A request that fails, and how: the call and the paths as the message has them, the errno, what the callback gets. */
    record Failing(String call, List<String> paths, int errno, Object value, BiFunction<FailuresTest, Outcome, AioRequest<?>> request) {
        @Override
        public String toString() {
            return call + " " + String.join(" ", paths) + ": " + Errno.name(errno);
        }
    }

    private static Failing status(String call, int errno, BiFunction<FailuresTest, Outcome, AioRequest<?>> request, String... paths) {
        return new Failing(call, List.of(paths), errno, -1L, request);
    }

    private static Failing object(String call, int errno, BiFunction<FailuresTest, Outcome, AioRequest<?>> request, String... paths) {
        return new Failing(call, List.of(paths), errno, null, request);
    }

    private static Failing descriptor(int errno, BiFunction<FailuresTest, Outcome, AioRequest<?>> request, String path) {
        return new Failing("open", List.of(path), errno, -1, request);
    }

    private static final String LONG = "x".repeat(256);

    static Stream<Failing> failing() {
        return Stream.concat(ofPaths(), ofDescriptors());
    }

    private static Stream<Failing> ofPaths() {
        return Stream.of(
                descriptor(ENOENT, (t, out) -> t.io.aioOpen(t.path("none"), O_RDONLY, 0, out), "none"),
                descriptor(ENOTDIR, (t, out) -> t.io.aioOpen(t.path("file/x"), O_RDONLY, 0, out), "file/x"),
                descriptor(EEXIST, (t, out) -> t.io.aioOpen(t.path("file"), O_CREAT | O_EXCL, 0, out), "file"),
                descriptor(ELOOP, (t, out) -> t.io.aioOpen(t.path("loop"), O_RDONLY, 0, out), "loop"),
                descriptor(ENAMETOOLONG, (t, out) -> t.io.aioOpen(t.path(LONG), O_RDONLY, 0, out), LONG),
                object("wd", ENOENT, (t, out) -> t.io.aioWd(t.path("none"), out), "none"),
                object("stat", ENOENT, (t, out) -> t.io.aioStat(t.path("dangling"), out), "dangling"),
                object("stat", ELOOP, (t, out) -> t.io.aioStat(t.path("loop"), out), "loop"),
                object("stat", ENOTDIR, (t, out) -> t.io.aioStat(t.path("file/"), out), "file/"),
                object("stat", ENOENT, (t, out) -> t.io.aioStat("", out), ""),
                object("lstat", ENOENT, (t, out) -> t.io.aioLstat(t.path("none"), out), "none"),
                object("statvfs", ENOENT, (t, out) -> t.io.aioStatvfs(t.path("none"), out), "none"),
                status("utime", ENOENT, (t, out) -> t.io.aioUtime(t.path("none"), null, null, out), "none"),
                status("chown", ENOENT, (t, out) -> t.io.aioChown(t.path("none"), -1, -1, out), "none"),
                status("chmod", ENOENT, (t, out) -> t.io.aioChmod(t.path("none"), 0, out), "none"),
                status("truncate", EISDIR, (t, out) -> t.io.aioTruncate(t.path("full"), 0, out), "full"),
                status("unlink", EISDIR, (t, out) -> t.io.aioUnlink(t.path("full"), out), "full"),
                status("mkdir", EEXIST, (t, out) -> t.io.aioMkdir(t.path("file"), 0, out), "file"),
                status("rmdir", ENOTEMPTY, (t, out) -> t.io.aioRmdir(t.path("full"), out), "full"),
                status("mknod", EEXIST, (t, out) -> t.io.aioMknod(t.path("file"), S_IFIFO, 0, out), "file"),
                status("link", EEXIST, (t, out) -> t.io.aioLink(t.path("file"), t.path("full"), out), "file", "full"),
                status("symlink", EEXIST, (t, out) -> t.io.aioSymlink(t.path("any"), t.path("file"), out), "any", "file"),
                object("readlink", EINVAL, (t, out) -> t.io.aioReadlink(t.path("file"), out), "file"),
                object("realpath", ENOENT, (t, out) -> t.io.aioRealpath(t.path("none"), out), "none"),
                status("rename", ENOENT, (t, out) -> t.io.aioRename(t.path("none"), t.path("new"), out), "none", "new"),
                status("rename", EEXIST, (t, out) -> t.io.aioRename2(t.path("file"), t.path("full"), RENAME_NOREPLACE, out),
                        "file", "full"),
                object("readdir", ENOTDIR, (t, out) -> t.io.aioReaddir(t.path("file"), out), "file"),
                object("readdir", ENOENT, (t, out) -> t.io.aioReaddirx(t.path("none"), READDIR_DENTS, out), "none"),
                object("slurp", ENOENT, (t, out) -> t.io.aioSlurp(t.path("none"), 0, 0, out), "none"),
                object("slurp", EINVAL, (t, out) -> t.io.aioSlurp(t.path("file"), -1, 0, out), "file"),
                status("slurp", EISDIR, (t, out) -> t.io.aioSlurp(t.path("full"), 0, ByteBuffer.allocate(1), out), "full"));
    }

    private static Stream<Failing> ofDescriptors() {
        return Stream.of(
                status("close", EBADF, (t, out) -> t.io.aioClose(-1, out)),
                status("seek", EBADF, (t, out) -> t.io.aioSeek(-1, 0, SEEK_SET, out)),
                status("read", EBADF, (t, out) -> t.io.aioRead(-1, 0, ByteBuffer.allocate(1), out)),
                status("read", EISDIR, (t, out) -> t.io.aioRead(t.directory, 0, 1, ByteBuffer.allocateDirect(1), 0, out)),
                status("write", EBADF, (t, out) -> t.io.aioWrite(t.directory, 0, ByteBuffer.allocate(1), out)),
                status("write", EBADF, (t, out) -> t.io.aioWrite(-1, -1, 1, ByteBuffer.allocateDirect(1), 0, out)),
                status("sendfile", EBADF, (t, out) -> t.io.aioSendfile(-1, t.directory, 0, 1, out)),
                status("readahead", EINVAL, (t, out) -> t.io.aioReadahead(t.directory, 0, 1, out)),
                object("fstat", EBADF, (t, out) -> t.io.aioStat(-1, out)),
                object("fstatvfs", EBADF, (t, out) -> t.io.aioStatvfs(-1, out)),
                status("futime", EBADF, (t, out) -> t.io.aioUtime(-1, null, null, out)),
                status("fchown", EBADF, (t, out) -> t.io.aioChown(-1, -1, -1, out)),
                status("fchmod", EBADF, (t, out) -> t.io.aioChmod(-1, 0, out)),
                status("ftruncate", EINVAL, (t, out) -> t.io.aioTruncate(t.directory, 0, out)),
                status("allocate", EBADF, (t, out) -> t.io.aioAllocate(-1, 0, 0, 1, out)),
                status("fcntl", EBADF, (t, out) -> t.io.aioFcntl(-1, F_GETFL, 0, out)),
                status("fcntl", EBADF, (t, out) -> t.io.aioFcntl(-1, F_SETLK, ByteBuffer.allocate(32), out)),
                status("ioctl", EBADF, (t, out) -> t.io.aioIoctl(-1, FS_IOC_GETFLAGS, ByteBuffer.allocate(8), out)),
                status("ioctl", EBADF, (t, out) -> t.io.aioIoctl(-1, 1, 0, out)),
                status("fsync", EBADF, (t, out) -> t.io.aioFsync(-1, out)),
                status("fdatasync", EBADF, (t, out) -> t.io.aioFdatasync(-1, out)),
                status("syncfs", EBADF, (t, out) -> t.io.aioSyncfs(-1, out)),
                status("sync_file_range", EBADF, (t, out) -> t.io.aioSyncFileRange(-1, 0, 0, 0, out)),
                status("msync", EINVAL, (t, out) -> t.io.aioMsync(ByteBuffer.allocateDirect(1), 0, 1, 5, out)),
                status("mtouch", Errno.EFAULT, (t, out) -> t.io.aioMtouch(truncated, 0, 1, 0, out)));
    }

    /** What the requests fail on; none of them changes it. */
    @TempDir
    static Path place;

    private static ByteBuffer truncated;

    private int directory;

    @BeforeAll
    static void makeWhatFails() throws Exception {
        sh("cd $1; : > file; mkdir -p full/sub; ln -s loop loop; ln -s none dangling; truncate -s 4096 short", place.toString());
        try (FileChannel channel = FileChannel.open(place.resolve("short"))) {
            truncated = channel.map(FileChannel.MapMode.READ_ONLY, 0, 4096);
        }
        run("truncate", "-s", "0", place + "/short");
    }

    @BeforeEach
    void openDirectory() throws AioException {
        directory = open(place.toString(), O_RDONLY);
    }

    @Override
    protected String path(String name) {
        return place + "/" + name;
    }

    private String message(Failing how) {
        StringBuilder message = new StringBuilder(how.call);
        for (int i = 0; i < how.paths.size(); i++) {
            String path = how.paths.get(i);
            message.append(i == 0 ? " \"" : " -> \"").append(path.isEmpty() ? path : path(path)).append('"');
        }
        return message + ": " + Errno.name(how.errno) + ", " + Errno.message(how.errno);
    }

    @ParameterizedTest
    @MethodSource("failing")
    void theCallbackGetsMinusOneOrNullAndErrnoIsSet(Failing how) {
        Outcome outcome = new Outcome();
        AioRequest<?> request = how.request.apply(this, outcome);
        outcome.request = request;
        io.flush();
        assertThat(outcome.values).containsExactly(how.value);
        assertThat(Errno.name(outcome.told)).as("in the callback").isEqualTo(Errno.name(how.errno));
        assertThat(Errno.name(outcome.errno)).isEqualTo(Errno.name(how.errno));
        assertThat(request.errno()).isEqualTo(how.errno);
        assertThat(request.isDone()).isTrue();
        assertThatThrownBy(request::await).isInstanceOfSatisfying(AioException.class, e -> {
            assertThat(e.call()).isEqualTo(how.call);
            assertThat(e.errno()).isEqualTo(how.errno);
            assertThat(e.errnoName()).isEqualTo(Errno.name(how.errno));
            assertThat(e.getMessage().replaceFirst(" descriptor -?\\d+", "")).startsWith(message(how));
            assertThat(e.getMessage()).doesNotContain("\n");
        });
    }

    @ParameterizedTest
    @MethodSource("failing")
    void theFutureFailsWithTheSameException(Failing how) {
        Outcome outcome = new Outcome();
        assertThatThrownBy(() -> how.request.apply(this, outcome).future().get()).isInstanceOf(ExecutionException.class)
                .cause().isInstanceOf(AioException.class)
                .satisfies(e -> assertThat(e.getMessage().replaceFirst(" descriptor -?\\d+", "")).startsWith(message(how)));
        io.flush();
        assertThat(outcome.values).containsExactly(how.value);
    }

    /** A file that nobody may change, root included. */
    @Test
    void anImmutableFileSaysPermissionDenied() {
        assumeRoot();
        String path = path("file");
        assumeTrue(succeeds("chattr", "+i", path), "needs a file system with such a flag");
        try {
            assertFails(io.aioUnlink(path), EPERM);
            assertFails(io.aioRename(path, path("new")), EPERM);
            assertFails(io.aioLink(path, path("new")), EPERM);
            assertFails(io.aioChmod(path, 0), EPERM);
            assertFails(io.aioChown(path, 0, 0), EPERM);
            assertFails(io.aioUtime(path, null, null), EPERM);
            assertFails(io.aioTruncate(path, 1), EPERM);
        } finally {
            run("chattr", "-i", path);
        }
    }

    @Test
    void whoMayNotIsTold() {
        assumeTrue(!"root".equals(System.getProperty("user.name")), "root may everything");
        run("chmod", "0", path("file"), path("full"));
        assertFails(io.aioOpen(path("file"), O_RDONLY, 0), EACCES);
        assertFails(io.aioReaddir(path("full")), EACCES);
        assertFails(io.aioMkdir(path("full/new"), 0700), EACCES);
        assertFails(io.aioSlurp(path("file"), 0, 0), EACCES);
        assertFails(io.aioTruncate(path("file"), 0), EACCES);
        assertFails(io.aioStat(path("full/sub")), EACCES);
        assertFails(io.aioChown(path("file"), 0, 0), EPERM);
        run("chmod", "700", path("file"), path("full"));
    }

    @Test
    void eachCallbackFindsItsOwnErrno() {
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int expected = i % 3 == 0 ? ENOENT : i % 3 == 1 ? 0 : ENOTDIR;
            String name = i % 3 == 0 ? "none" : i % 3 == 1 ? "file" : "file/x";
            io.aioStat(path(name), st -> seen.add(IoAio.errno() - expected));
        }
        io.flush();
        assertThat(seen).hasSize(100).containsOnly(0);
    }
}
