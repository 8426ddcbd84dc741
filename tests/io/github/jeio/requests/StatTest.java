package io.github.jeio.requests;

import static io.github.jeio.AioConstants.O_NONBLOCK;
import static io.github.jeio.AioConstants.O_PATH;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.ST_NODEV;
import static io.github.jeio.AioConstants.ST_NOEXEC;
import static io.github.jeio.AioConstants.ST_NOSUID;
import static io.github.jeio.AioConstants.ST_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Advanced;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.AioStatVfs;
import io.github.jeio.Errno;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** stat, lstat, fstat and statvfs against the program stat. */
class StatTest extends CachedOrNotTest {

    /** All that stat(1) knows, in the order and the format of {@link #text}. */
    private static final String ALL = "%d %i %f %h %u %g %t %T %s %o %b %.9X %.9Y %.9Z";

    private static String text(AioStat st) {
        return String.format("%d %d %x %d %s %s %x %x %d %d %d %s %s %s", st.dev(), st.ino(), st.mode(), st.nlink(),
                Integer.toUnsignedString(st.uid()), Integer.toUnsignedString(st.gid()),
                Advanced.major(st.rdev()), Advanced.minor(st.rdev()), st.size(), st.blksize(), st.blocks(),
                seconds(st.atime()), seconds(st.mtime()), seconds(st.ctime()));
    }

    /** Seconds with nine decimals, as stat(1) writes them: of a time before 1970, rounded to zero. */
    private static String seconds(FileTime time) {
        Instant instant = time.toInstant();
        long seconds = instant.getEpochSecond();
        int nanos = instant.getNano();
        if (seconds < 0 && nanos > 0) {
            seconds++;
            nanos = 1_000_000_000 - nanos;
            return (seconds == 0 ? "-0" : Long.toString(seconds)) + String.format(".%09d", nanos);
        }
        return seconds + String.format(".%09d", nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "echo text > $1", "mkdir $1", "mkfifo $1", "ln -s /dev/null $1", "ln -s dangling $1", ": > $1; ln $1 $1.2",
        "truncate -s 5T $1; echo x >> $1", "echo > $1; chmod 7751 $1",
        "touch -d '1969-12-31 23:59:59.25 UTC' $1", "touch -d '1969-12-31 23:59:58.999999999 UTC' $1",
        "touch -d '1901-12-14 00:00:00 UTC' $1", "touch -d '2038-01-19 03:14:08.000000001 UTC' $1",
        "touch -d '2446-01-01 00:00:00.123456789 UTC' $1",
        "perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => shift, Listen => 1)' $1"})
    void tellsWhatStatTells(String make) throws Exception {
        String path = path("it");
        sh(make, path);
        assertThat(text(get(io.aioLstat(path)))).isEqualTo(stat(ALL, path));
        if (make.contains("dangling")) {
            assertFails(io.aioStat(path), Errno.ENOENT);
        } else {
            assertThat(text(get(io.aioStat(path)))).isEqualTo(run("stat", "-L", "-c", ALL, path));
            int fd = open(path, make.contains("IO::Socket") ? O_PATH : O_RDONLY | O_NONBLOCK);
            assertThat(text(get(io.aioStat(fd)))).isEqualTo(run("stat", "-L", "-c", ALL, path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/zero", "/", "/proc/self/status", "/proc", "/sys/kernel", "/dev/shm"})
    void tellsWhatStatTellsOfTheSystemsOwnFiles(String path) throws Exception {
        assertThat(numbers(text(get(io.aioStat(path))))).isEqualTo(numbers(run("stat", "-L", "-c", ALL, path)));
    }

    /** Without what changes while one looks: the size, links and times of /proc. */
    private static String numbers(String all) {
        String[] field = all.split(" ");
        return String.join(" ", field[0], field[2], field[4], field[5], field[6], field[7], field[9]);
    }

    @Test
    void ownersHave32Bits() throws Exception {
        assumeRoot();
        String path = file("file", "");
        run("chown", "4294967294:3000000000", path);
        AioStat st = get(io.aioStat(path));
        assertThat(text(st)).isEqualTo(stat(ALL, path));
        assertThat(Integer.toUnsignedLong(st.uid())).isEqualTo(4294967294L);
    }

    @Test
    void deviceNumbersAreTakenApartAsStatDoes() throws Exception {
        assumeRoot();
        run("mknod", path("device"), "c", "4095", "1048575");
        AioStat st = get(io.aioStat(path("device")));
        assertThat(stat("%t %T", path("device"))).isEqualTo("fff fffff");
        assertThat(Advanced.major(st.rdev())).isEqualTo(0xfff);
        assertThat(Advanced.minor(st.rdev())).isEqualTo(0xfffff);
    }

    @Test
    void namesTheTypes() throws Exception {
        String file = file("file", "");
        sh("ln -s file $1/link", dir.toString());
        assertThat(get(io.aioStat(file))).matches(st -> st.isRegularFile() && !st.isDirectory() && !st.isSymbolicLink());
        assertThat(get(io.aioStat(dir.toString()))).matches(st -> st.isDirectory() && !st.isRegularFile());
        assertThat(get(io.aioLstat(path("link")))).matches(AioStat::isSymbolicLink);
        assertThat(get(io.aioStat(path("link")))).matches(AioStat::isRegularFile);
    }

    @Test
    void tellsTheTimeOfBirthOrThatThereIsNone() throws Exception {
        String path = file("file", "");
        int fd = get(io.aioOpen(path, O_RDONLY, 0));
        for (AioRequest<AioStat> request : List.of(io.aioStat(path), io.aioLstat(path), io.aioStat(fd), io.aioLstat(fd))) {
            FileTime birth = get(request).btime();
            assertThat(birth == null ? "-" : birth.toString()).isEqualTo(birthOf(path));
        }
        assertThat(get(io.aioStat("/proc/self")).btime()).as("procfs keeps none").isNull();
        get(io.aioClose(fd));
    }

    private static String birthOf(String path) {
        String birth = run("stat", "-c", "%.9W", path);
        if (birth.startsWith("0.0") || birth.equals("-")) {
            return "-";
        }
        String[] parts = birth.split("\\.");
        return FileTime.from(Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]))).toString();
    }

    @Test
    void seesWhatHasJustChanged() throws Exception {
        String path = file("file", "1");
        for (int size = 2; size < 50; size++) {
            assertThat(get(io.aioStat(path)).size()).isEqualTo(size - 1);
            file("file", "x".repeat(size));
        }
        get(io.aioUnlink(path));
        assertFails(io.aioStat(path), Errno.ENOENT);
    }

    // statvfs

    /** As stat(1) writes it, which has the two words of the number the other way round than statvfs(3). */
    private static String text(AioStatVfs fs) {
        return String.join(" ", Long.toString(fs.bsize()), Long.toString(fs.frsize()), Long.toUnsignedString(fs.blocks()),
                Long.toUnsignedString(fs.bfree()), Long.toUnsignedString(fs.bavail()), Long.toUnsignedString(fs.files()),
                Long.toUnsignedString(fs.ffree()),
                Long.toHexString(Long.rotateLeft(fs.fsid(), 32)), Long.toString(fs.namemax()));
    }

    private static String statfs(String path) {
        return run("stat", "-f", "-c", "%s %S %b %f %a %c %d %i %l", path);
    }

    @Test
    void statvfsTellsWhatStatTells() throws Exception {
        assumeRoot();
        run("mkdir", path("mnt"));
        run("mount", "-t", "tmpfs", "-o", "size=3m,nr_inodes=77,nosuid,nodev,noexec,ro", "jeio", path("mnt"));
        try {
            AioStatVfs fs = get(io.aioStatvfs(path("mnt")));
            assertThat(text(fs)).isEqualTo(statfs(path("mnt")));
            assertThat(fs.blocks() * fs.frsize()).isEqualTo(3 << 20);
            assertThat(fs.files()).isEqualTo(77);
            assertThat(fs.favail()).isEqualTo(fs.ffree());
            assertThat(fs.flag() & 0xF).isEqualTo(ST_RDONLY | ST_NOSUID | ST_NODEV | ST_NOEXEC);

            int fd = io.aioOpen(path("mnt"), O_RDONLY, 0).await();
            assertThat(get(io.aioStatvfs(fd))).isEqualTo(fs);
            get(io.aioClose(fd));
        } finally {
            run("umount", path("mnt"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/proc", "/sys", "/dev/shm"})
    void statvfsTellsTheLimitsOfEveryFileSystem(String path) throws Exception {
        String[] expected = statfs(path).split(" ");
        AioStatVfs fs = get(io.aioStatvfs(path));
        String[] seen = text(fs).split(" ");
        for (int i : new int[] {0, 1, 2, 5, 7, 8}) { // the others change all the time
            assertThat(seen[i]).isEqualTo(expected[i]);
        }
        int fd = open(path, O_RDONLY);
        assertThat(get(io.aioStatvfs(fd)).fsid()).isEqualTo(fs.fsid());
    }

    @Test
    void statvfsOfNothingFails() {
        assertFails(io.aioStatvfs(path("nothing")), Errno.ENOENT);
        assertFails(io.aioStatvfs(-1), Errno.EBADF);
        assertFails(io.aioStat(-1), Errno.EBADF);
    }
}
