package io.github.jeio.advanced;

import static io.github.jeio.AioConstants.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.jeio.Advanced;
import io.github.jeio.AioStatx;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatxTest {

    @TempDir
    Path dir;
    Path file;

    @BeforeEach
    void create() throws Exception {
        file = Files.writeString(dir.resolve("file"), "x".repeat(12_345));
        Files.createLink(dir.resolve("link"), file);
        Child.output("touch", "-d", "2001-02-03 04:05:06.123456789Z", file.toString());
    }

    private static String stat(Path path, String format) throws Exception {
        return Child.output("stat", "-c", format, path.toString()).get(0);
    }

    private static String seconds(FileTime time) {
        return String.format("%d.%09d", time.toInstant().getEpochSecond(), time.toInstant().getNano());
    }

    @Test
    void agreesWithStat() throws Exception {
        AioStatx stx = Advanced.statx(file.toString(), 0, -1);

        assertThat(IoAio.errno()).isZero();
        assertThat(stx.mask() & STATX_BASIC_STATS).isEqualTo(STATX_BASIC_STATS);
        assertThat(String.join(" ", Long.toString(stx.size()), Long.toString(stx.blocks()), Integer.toString(stx.blksize()),
                Integer.toHexString(stx.mode()), Long.toString(stx.nlink()), Integer.toString(stx.uid()), Integer.toString(stx.gid()),
                Long.toString(stx.ino()), Long.toString(stx.dev()), seconds(stx.atime()), seconds(stx.mtime()), seconds(stx.ctime())))
                .isEqualTo(stat(file, "%s %b %o %f %h %u %g %i %d %.9X %.9Y %.9Z"));
        assertThat(seconds(stx.mtime())).endsWith(".123456789");
        if ((stx.mask() & STATX_BTIME) != 0) {
            assertThat(seconds(stx.btime())).isEqualTo(stat(file, "%.9W"));
        }
    }

    @Test
    void theMountIsTheOneInMountinfo() throws IOException {
        AioStatx stx = Advanced.statx(file.toString(), 0, STATX_MNT_ID);
        if ((stx.mask() & STATX_MNT_ID) != 0) {
            assertThat(Files.readAllLines(Path.of("/proc/self/mountinfo"))).anyMatch(line -> line.startsWith(stx.mntId() + " "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/zero", "/dev/tty"})
    void aDeviceHasItsNumber(String device) throws Exception {
        AioStatx stx = Advanced.statx(device, 0, -1);

        assertThat(Advanced.major(stx.rdev()) + " " + Advanced.minor(stx.rdev()) + " " + stx.rdev()).isEqualTo(stat(Path.of(device), "%Hr %Lr %r"));
    }

    @Test
    void followsALinkOrNot() throws IOException {
        Path link = Files.createSymbolicLink(dir.resolve("symlink"), Path.of("file"));

        assertThat(Advanced.statx(link.toString(), 0, -1).mode() & S_IFMT).isEqualTo(S_IFREG);
        assertThat(Advanced.statx(link.toString(), AT_SYMLINK_NOFOLLOW, -1).mode() & S_IFMT).isEqualTo(S_IFLNK);
    }

    @Test
    void startsAtADirectory() throws IOException {
        int fd = Fds.open(dir, O_RDONLY);

        assertThat(Advanced.statx(fd, "file", 0, -1).size()).isEqualTo(12_345);
        assertThat(Advanced.statx(fd, "", AT_EMPTY_PATH, -1).mode() & S_IFMT).isEqualTo(S_IFDIR);
        assertThat(Advanced.statx(fd, "", 0, -1)).isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.ENOENT);
        Fds.close(fd);
        assertThat(Advanced.statx(-1, "file", 0, -1)).isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.EBADF);
    }

    @Test
    void takesADescriptor() throws IOException {
        int fd = Fds.open(file, O_RDONLY);

        assertThat(Advanced.statx(fd, 0, -1).ino()).isEqualTo(Advanced.statx(file.toString(), 0, -1).ino());
        int closed = Fds.high(fd);
        Fds.close(fd, closed);
        assertThat(Advanced.statx(closed, 0, -1)).isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.EBADF);
    }

    @Test
    void namesAreBytes() throws Exception {
        Child.output("sh", "-c", "printf content > \"$1/$(printf 'bad\\377name')\"", "sh", dir.toString());
        assertThat(Advanced.statx(dir + "/bad\uDCFFname", 0, -1).size()).isEqualTo(7);
        Files.writeString(Path.of(dir.toString(), "plain"), "x");
        assertThat(Advanced.statx(dir + "/none-ü", 0, -1)).isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.ENOENT);
    }

    @Test
    void timesFarAway() throws Exception {
        Child.output("touch", "-d", "1901-12-14 00:00:00.5Z", file.toString());
        assertThat(Advanced.statx(file.toString(), 0, -1).mtime()).isEqualTo(Files.getLastModifiedTime(file));
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(Advanced.statx(file + "/x", 0, -1)).isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.ENOTDIR);
        assertThat(Advanced.statx(file.toString(), -1, -1)).isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.EINVAL);
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.statx("a\0b", 0, -1)).withMessageContaining("NUL");
        assertThatNullPointerException().isThrownBy(() -> Advanced.statx(null, 0, -1)).withMessage("pathname");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 4095, 4096, 0xFFFFF, 0x100000, Integer.MAX_VALUE, -1})
    void deviceNumbersComeApartAgain(int number) {
        assertThat(Advanced.major(Advanced.makedev(number, 0x12345))).isEqualTo(number);
        assertThat(Advanced.minor(Advanced.makedev(number, 0x12345))).isEqualTo(0x12345);
        assertThat(Advanced.major(Advanced.makedev(77, number))).isEqualTo(77);
        assertThat(Advanced.minor(Advanced.makedev(77, number))).isEqualTo(number);
        assertThat(Advanced.makedev(8, 1)).isEqualTo(0x801);
    }
}
