package io.github.jeio.extra;

import static io.github.jeio.AioConstants.AT_EMPTY_PATH;
import static io.github.jeio.AioConstants.AT_FDCWD;
import static io.github.jeio.AioConstants.AT_SYMLINK_NOFOLLOW;
import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_PATH;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_WRONLY;
import static io.github.jeio.AioConstants.RESOLVE_BENEATH;
import static io.github.jeio.AioConstants.RESOLVE_IN_ROOT;
import static io.github.jeio.AioConstants.RESOLVE_NO_MAGICLINKS;
import static io.github.jeio.AioConstants.RESOLVE_NO_SYMLINKS;
import static io.github.jeio.AioConstants.RESOLVE_NO_XDEV;
import static io.github.jeio.AioConstants.STATX_BTIME;
import static io.github.jeio.AioConstants.STATX_SIZE;
import static io.github.jeio.AioConstants.S_IFIFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.Advanced;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStatx;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** statx, lutime, lchown and openat2. */
class PathTest extends ExtraTest {

    private static final FileTime THEN = FileTime.from(Instant.parse("2001-02-03T04:05:06.123456789Z"));

    private String path;
    private String link;

    @BeforeEach
    void aFileAndALink() throws Exception {
        path = file("file", "content");
        link = Files.createSymbolicLink(dir.resolve("link"), Path.of("file")).toString();
    }

    @Test
    void statxTellsWhatStatTells() throws Exception {
        int fd = open(path, O_RDONLY);
        for (AioRequest<AioStatx> request : List.of(io.aioStatx(path, 0, -1), io.aioStatx(link, 0, -1), io.aioStatx(fd, 0, -1))) {
            AioStatx stx = request.await();
            assertThat(Long.toOctalString(stx.mode() & 07777) + " " + stx.nlink() + " " + stx.uid() + " " + stx.gid() + " "
                    + stx.ino() + " " + stx.size() + " " + stx.blocks() + " " + stx.blksize() + " " + stx.dev())
                    .isEqualTo(stat("%a %h %u %g %i %s %b %o %d", path));
            assertThat(seconds(stx.mtime()) + " " + seconds(stx.atime()) + " " + seconds(stx.ctime()))
                    .isEqualTo(stat("%.9Y %.9X %.9Z", path));
            if ((stx.mask() & STATX_BTIME) != 0) {
                assertThat(seconds(stx.btime())).isEqualTo(stat("%.9W", path));
            }
        }
        assertThat(io.aioStatx(path, 0, -1).await()).isEqualTo(Advanced.statx(path, 0, -1));
    }

    private static String seconds(FileTime time) {
        return String.format("%d.%09d", time.toInstant().getEpochSecond(), time.toInstant().getNano());
    }

    @Test
    void statxOfALinkItselfOfADirectoryAndOfWhatIsAskedFor() throws Exception {
        assertThat(io.aioStatx(link, AT_SYMLINK_NOFOLLOW, STATX_SIZE).await().size()).isEqualTo("file".length());
        assertThat(io.aioStatx(path, 0, STATX_SIZE).await().mask() & STATX_SIZE).isEqualTo(STATX_SIZE);
        try (AioWd wd = io.aioWd(dir.toString()).await()) {
            assertThat(wd.aioStatx("file", 0, -1).await()).isEqualTo(Advanced.statx(path, 0, -1));
            assertThat(wd.aioStatx("", AT_EMPTY_PATH, -1).await().ino()).isEqualTo(Long.parseLong(stat("%i", dir.toString())));
            errnoOf(wd.aioStatx("", 0, -1)).isEqualTo(Errno.ENOENT);
        }
        assertThat(io.aioStatx(open(path, O_PATH), 0, -1).await().size()).isEqualTo(7);
    }

    @Test
    void errorsOfStatx() {
        errnoOf(io.aioStatx(path("none"), 0, -1)).isEqualTo(Errno.ENOENT);
        errnoOf(io.aioStatx(path, 1 << 30, -1)).isEqualTo(Errno.EINVAL);
        errnoOf(io.aioStatx(-1, 0, -1)).isEqualTo(Errno.EBADF);
        errnoOf(io.aioStatx(AT_FDCWD, 0, -1)).isEqualTo(Errno.EBADF);
        List<String> seen = new ArrayList<>();
        io.aioStatx(path + "/x", 0, -1, stx -> seen.add(stx + " " + Errno.name(IoAio.errno())));
        io.flush();
        assertThat(seen).containsExactly("null ENOTDIR");
        assertThatThrownBy(() -> io.aioStatx(null, 0, -1)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void lutimeSetsTheLinksOwnTimesToTheNanosecond() throws Exception {
        String before = stat("%.9X %.9Y", path);
        assertThat(io.aioLutime(link, THEN, FileTime.from(Instant.ofEpochSecond(5, 7))).await()).isZero();
        assertThat(stat("%.9X %.9Y", link)).isEqualTo("981173106.123456789 5.000000007");
        assertThat(stat("%.9X %.9Y", path)).isEqualTo(before);
        errnoOf(io.aioLutime(path("none"), null, null)).isEqualTo(Errno.ENOENT);
        try (AioWd wd = io.aioWd(dir.toString()).await()) {
            assertThat(wd.aioLutime("link", THEN, THEN).await()).isZero();
            assertThat(stat("%.9X", link)).isEqualTo(stat("%.9Y", link)).isEqualTo("981173106.123456789");
        }
    }

    @Test
    void omitLeavesATimeAsItIs() throws Exception {
        io.aioUtime(path, THEN, THEN).await();
        io.aioUtime(path, FileTime.from(Instant.ofEpochSecond(1)), IoAio.OMIT).await();
        assertThat(stat("%.9X %.9Y", path)).isEqualTo("1.000000000 981173106.123456789");
        io.aioUtime(open(path, O_RDONLY), IoAio.OMIT, FileTime.from(Instant.ofEpochSecond(2))).await();
        assertThat(stat("%.9X %.9Y", path)).isEqualTo("1.000000000 2.000000000");
        io.aioLutime(link, THEN, THEN).await();
        io.aioLutime(link, IoAio.OMIT, IoAio.OMIT).await();
        assertThat(stat("%.9X %.9Y", link)).isEqualTo("981173106.123456789 981173106.123456789");
        io.aioUtime(path, null, IoAio.OMIT).await();
        assertThat(Long.parseLong(stat("%X", path))).isGreaterThan(1_000_000_000);
        assertThat(stat("%Y", path)).isEqualTo("2");
    }

    @Test
    void lchownChangesTheLinkItself() throws Exception {
        assumeTrue(run("id", "-u").equals("0"), "only root may give a file away");
        assertThat(io.aioLchown(link, 1234, -1).await()).isZero();
        try (AioWd wd = io.aioWd(dir.toString()).await()) {
            assertThat(wd.aioLchown("link", -1, 4321).await()).isZero();
        }
        assertThat(stat("%u %g", link)).isEqualTo("1234 4321");
        assertThat(stat("%u %g", path)).isEqualTo("0 0");
        errnoOf(io.aioLchown(path("none"), 0, 0)).isEqualTo(Errno.ENOENT);
    }

    @Test
    void openat2OpensAsOpenDoes() throws Exception {
        int fd = closeLater(io.aioOpenat2(path, O_RDONLY, 0, 0).await());
        assertThat(run("readlink", "/proc/" + ProcessHandle.current().pid() + "/fd/" + fd)).isEqualTo(path);
        assertThat(Files.readString(Path.of("/proc/self/fdinfo/" + fd))).containsPattern("flags:\\s+0[0-9]*2[0-9]{6}\n");
        closeLater(io.aioOpenat2(path("new"), O_CREAT | O_WRONLY, 0640, 0).await());
        assertThat(stat("%a", path("new"))).isEqualTo("640");
        int[] seen = {-2};
        io.aioOpenat2(path("none"), O_RDONLY, 0, 0, none -> seen[0] = none);
        io.flush();
        assertThat(seen[0]).isEqualTo(-1);
    }

    @Test
    void openat2KeepsAPathWhereItShallStay() throws Exception {
        Files.createDirectory(dir.resolve("root"));
        Files.writeString(dir.resolve("root/file"), "inside");
        Files.createSymbolicLink(dir.resolve("root/out"), Path.of("../file"));
        Files.createSymbolicLink(dir.resolve("root/in"), Path.of("/file"));
        try (AioWd wd = io.aioWd(path("root")).await()) {
            closeLater(wd.aioOpenat2("file", O_RDONLY, 0, RESOLVE_BENEATH).await());
            errnoOf(wd.aioOpenat2("../file", O_RDONLY, 0, RESOLVE_BENEATH)).isEqualTo(Errno.EXDEV);
            errnoOf(wd.aioOpenat2("out", O_RDONLY, 0, RESOLVE_BENEATH)).isEqualTo(Errno.EXDEV);
            errnoOf(wd.aioOpenat2(path, O_RDONLY, 0, RESOLVE_BENEATH)).isEqualTo(Errno.EXDEV);
            errnoOf(wd.aioOpenat2("out", O_RDONLY, 0, RESOLVE_NO_SYMLINKS)).isEqualTo(Errno.ELOOP);
            for (String inside : List.of("/file", "in", "../../file")) {
                int fd = closeLater(wd.aioOpenat2(inside, O_RDONLY, 0, RESOLVE_IN_ROOT).await());
                assertThat(Files.readString(Path.of("/proc/self/fd/" + fd))).isEqualTo("inside");
            }
        }
        errnoOf(io.aioOpenat2("/proc/self/exe", O_RDONLY, 0, RESOLVE_NO_MAGICLINKS)).isEqualTo(Errno.ELOOP);
        errnoOf(io.aioOpenat2("/proc/version", O_RDONLY, 0, RESOLVE_NO_XDEV)).isEqualTo(Errno.EXDEV);
    }

    @Test
    void openat2RefusesWhatItDoesNotKnow() {
        errnoOf(io.aioOpenat2(path, O_RDONLY, 0644, 0)).as("a mode for nothing").isEqualTo(Errno.EINVAL);
        errnoOf(io.aioOpenat2(path, O_RDONLY, 0, 1L << 40)).isEqualTo(Errno.EINVAL);
        errnoOf(io.aioOpenat2(path, 1 << 30, 0, 0)).isEqualTo(Errno.EINVAL);
        errnoOf(io.aioOpenat2("", O_RDONLY, 0, 0)).isEqualTo(Errno.ENOENT);
    }

    @Test
    void theDescriptorOfACancelledOpenat2IsClosed() throws Exception {
        io.aioMknod(path("fifo"), S_IFIFO | 0600, 0).await();
        AioRequest<Integer> request = io.aioOpenat2(path("fifo"), O_RDONLY, 0, 0, fd -> {
            throw new AssertionError("called");
        });
        while (io.nready() > 0) {
            Thread.onSpinWait();
        }
        assertThat(request.cancel()).isTrue();
        // lets the open that is executing succeed; PoolTest sees to it that no descriptor is left
        Files.newOutputStream(dir.resolve("fifo")).close();
        io.flush();
    }
}
