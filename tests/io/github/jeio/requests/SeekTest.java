package io.github.jeio.requests;

import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.SEEK_CUR;
import static io.github.jeio.AioConstants.SEEK_DATA;
import static io.github.jeio.AioConstants.SEEK_END;
import static io.github.jeio.AioConstants.SEEK_HOLE;
import static io.github.jeio.AioConstants.SEEK_SET;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** seek. */
class SeekTest extends RequestTest {

    @Test
    void givesTheNewOffsetAndMovesTheDescriptor() throws Exception {
        int fd = open(file("digits", "0123456789"), O_RDONLY);
        assertThat(get(io.aioSeek(fd, 4, SEEK_SET))).isEqualTo(4);
        assertThat(get(io.aioSeek(fd, 3, SEEK_CUR))).isEqualTo(7);
        assertThat(get(io.aioSeek(fd, -5, SEEK_CUR))).isEqualTo(2);
        assertThat(fdinfo(fd, "pos")).isEqualTo("2");
        assertThat(get(io.aioSeek(fd, -1, SEEK_END))).isEqualTo(9);
        assertThat(fdinfo(fd, "pos")).isEqualTo("9");
        assertThat(get(io.aioSeek(fd, 0, SEEK_SET))).isZero();
    }

    @Test
    void offsetsHave64Bits() throws Exception {
        int fd = open(file("file", ""), O_RDONLY);
        long far = 1L << 42;
        assertThat(get(io.aioSeek(fd, far, SEEK_SET))).isEqualTo(far);
        assertThat(fdinfo(fd, "pos")).isEqualTo(Long.toString(far));
    }

    @ParameterizedTest
    @CsvSource({"0", "4096", "65536", "1048576", "1048577", "1114111", "1114112", "3000000"})
    void findsDataAndHolesWherePerlDoes(long from) throws Exception {
        sh("truncate -s 4M $1; dd if=/dev/urandom of=$1 bs=64K seek=16 count=1 conv=notrunc", path("sparse"));
        int fd = open(path("sparse"), O_RDONLY);
        for (int whence : new int[] {SEEK_DATA, SEEK_HOLE}) {
            String expected = run("perl", "-e", """
                    open F, "<", $ARGV[0] or die; my $at = sysseek F, $ARGV[1], $ARGV[2];
                    print defined $at ? $at + 0 : "errno " . ($! + 0);
                    """, path("sparse"), Long.toString(from), Integer.toString(whence));
            if (expected.startsWith("errno ")) {
                assertFails(io.aioSeek(fd, from, whence), Integer.parseInt(expected.substring(6)));
            } else {
                assertThat(get(io.aioSeek(fd, from, whence))).isEqualTo(Long.parseLong(expected));
            }
        }
    }

    @Test
    void whatCanNotBeFails() throws Exception {
        int fd = open(file("digits", "0123456789"), O_RDONLY);
        assertFails(io.aioSeek(fd, -1, SEEK_SET), Errno.EINVAL);
        assertFails(io.aioSeek(fd, 0, 99), Errno.EINVAL);
        assertFails(io.aioSeek(fd, 10, SEEK_DATA), Errno.ENXIO);
        assertFails(io.aioSeek(closeLater(Advanced.pipe2())[0], 0, SEEK_CUR), Errno.ESPIPE);
        assertThat(fdinfo(fd, "pos")).isEqualTo("0");
    }
}
