package io.github.jeio.requests;

import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** utime, chown, chmod and truncate, of paths and of descriptors, confirmed by stat. */
class AttributesTest extends RequestTest {

    private String path;
    private int fd;

    @BeforeEach
    void makeFile() throws Exception {
        path = file("file", "0123456789");
        fd = open(path, O_RDWR);
    }

    private static FileTime time(String instant) {
        return FileTime.from(Instant.parse(instant));
    }

    private static void assertTime(String path, String format, String instant) {
        // %.9Y of a time before 1970 is rounded to zero, so the text is what is compared
        assertThat(run("env", "TZ=UTC", "stat", "-c", format, path))
                .isEqualTo(instant.replace("T", " ").replace("Z", " +0000"));
    }

    // utime

    @ParameterizedTest
    @CsvSource({
        "2020-02-29T12:34:56.123456789Z, 2021-01-01T00:00:00.000000001Z",
        "1970-01-01T00:00:00.000000000Z, 1969-12-31T23:59:59.999999999Z",
        "1969-12-31T23:59:59.000000001Z, 1901-12-14T00:00:00.500000000Z",
        "2038-01-19T03:14:08.000000000Z, 2400-12-31T23:59:59.987654321Z"})
    void utimeKeepsTheNanoseconds(String atime, String mtime) throws Exception {
        assertThat(get(io.aioUtime(path, time(atime), time(mtime)))).isZero();
        assertTime(path, "%x", atime);
        assertTime(path, "%y", mtime);
        assertThat(get(io.aioUtime(fd, time(mtime), time(atime)))).isZero();
        assertTime(path, "%x", mtime);
        assertTime(path, "%y", atime);
        assertThat(get(io.aioStat(path)).atime()).isEqualTo(time(mtime));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNullTimeIsNow(boolean byPath) throws Exception {
        String old = "2001-02-03T04:05:06.000000007Z";
        run("touch", path("before"));
        utime(byPath, time(old), null);
        run("touch", path("after"));
        assertTime(path, "%x", old);
        assertThat(stat("%.9Y", path)).isBetween(stat("%.9Y", path("before")), stat("%.9Y", path("after")));

        utime(byPath, null, time(old));
        run("touch", path("afterwards"));
        assertTime(path, "%y", old);
        assertThat(stat("%.9X", path)).isBetween(stat("%.9Y", path("after")), stat("%.9Y", path("afterwards")));

        utime(byPath, null, null);
        run("touch", path("atLast"));
        assertThat(stat("%.9X", path)).isBetween(stat("%.9Y", path("afterwards")), stat("%.9Y", path("atLast")));
        assertThat(stat("%.9Y", path)).isEqualTo(stat("%.9X", path));
    }

    private void utime(boolean byPath, FileTime atime, FileTime mtime) throws AioException {
        assertThat(get(byPath ? io.aioUtime(path, atime, mtime) : io.aioUtime(fd, atime, mtime))).isZero();
    }

    @Test
    void timesBeyondTheFileSystemsAreBroughtIntoItsRange() throws Exception {
        FileTime far = FileTime.from(Long.MAX_VALUE, TimeUnit.DAYS);
        FileTime longAgo = FileTime.from(Long.MIN_VALUE, TimeUnit.DAYS);
        assertThat(get(io.aioUtime(path, longAgo, far))).isZero();
        assertThat(Long.parseLong(stat("%Y", path))).isGreaterThan(Instant.parse("2038-01-01T00:00:00Z").getEpochSecond());
        assertThat(Long.parseLong(stat("%X", path))).isLessThanOrEqualTo(0);
        assertThat(get(io.aioStat(path)).mtime()).isGreaterThan(time("2038-01-01T00:00:00Z"));
    }

    // chown

    @Test
    void chownSetsOwnerAndGroupAndMinusOneKeepsThem() throws Exception {
        assumeRoot();
        assertThat(get(io.aioChown(path, 1234, 5678))).isZero();
        assertThat(stat("%u:%g", path)).isEqualTo("1234:5678");
        assertThat(get(io.aioChown(path, -1, 9))).isZero();
        assertThat(stat("%u:%g", path)).isEqualTo("1234:9");
        assertThat(get(io.aioChown(fd, 7, -1))).isZero();
        assertThat(stat("%u:%g", path)).isEqualTo("7:9");
        assertThat(get(io.aioChown(fd, -2, (int) 3_000_000_000L))).isZero();
        assertThat(stat("%u:%g", path)).isEqualTo("4294967294:3000000000");
        assertThat(get(io.aioChown(path, -1, -1))).isZero();
        assertThat(stat("%u:%g", path)).isEqualTo("4294967294:3000000000");
    }

    // chmod

    @ParameterizedTest
    @CsvSource({"0, 0", "644, 644", "777, 777", "1700, 1700", "4755, 4755", "100640, 640"})
    void chmodSetsThePermissions(String mode, String seen) throws Exception {
        assertThat(get(io.aioChmod(path, Integer.parseInt(mode, 8)))).isZero();
        assertThat(stat("%a", path)).isEqualTo(seen);
        run("chmod", "111", path);
        assertThat(get(io.aioChmod(fd, Integer.parseInt(mode, 8)))).isZero();
        assertThat(stat("%a", path)).isEqualTo(seen);
    }

    // truncate

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 11, 4096, (1L << 31) + 1, 1L << 40})
    void truncateCutsAndExtends(long size) throws Exception {
        run("cp", path, path("expected"));
        run("truncate", "-s", Long.toString(size), path("expected"));
        assertThat(get(io.aioTruncate(path, size))).isZero();
        assertThat(stat("%s", path)).isEqualTo(Long.toString(size));
        run("cmp", "-n", "10000", path, path("expected"));

        file("file", "0123456789");
        assertThat(get(io.aioTruncate(fd, size))).isZero();
        assertThat(stat("%s", path)).isEqualTo(Long.toString(size));
        run("cmp", "-n", "10000", path, path("expected"));
    }

    @Test
    void truncateFailsWhereItCanNotBe() throws Exception {
        assertFails(io.aioTruncate(dir.toString(), 0), Errno.EISDIR);
        assertFails(io.aioTruncate(path("nothing"), 0), Errno.ENOENT);
        if (!succeeds("truncate", "-s", Long.toString(Long.MAX_VALUE), path("other"))) {
            assertFails(io.aioTruncate(path, Long.MAX_VALUE), Errno.EFBIG);
        }
        assertFails(io.aioTruncate(open(path, O_RDONLY), 0), Errno.EINVAL);
        assertThat(run("cat", path)).isEqualTo("0123456789");
    }

    // links

    @Test
    void symbolicLinksAreFollowed() throws Exception {
        sh("ln -s file $1/link; touch -h -d 2000-01-01 $1/link", dir.toString());
        String link = stat("%u %a %Y", path("link"));
        FileTime time = time("2011-11-11T11:11:11.111111111Z");
        AioRequest<?>[] requests = {io.aioUtime(path("link"), time, time), io.aioChmod(path("link"), 0600),
            io.aioTruncate(path("link"), 3), io.aioChown(path("link"), -1, -1)};
        io.flush();
        for (AioRequest<?> request : requests) {
            assertThat(request.await()).isEqualTo(0L);
        }
        assertThat(stat("%a %s", path)).isEqualTo("600 3");
        assertTime(path, "%x", "2011-11-11T11:11:11.111111111Z");
        assertThat(stat("%u %a %Y", path("link"))).isEqualTo(link);
    }
}
