package io.github.jeio.requests;

import static io.github.jeio.AioConstants.FALLOC_FL_COLLAPSE_RANGE;
import static io.github.jeio.AioConstants.FALLOC_FL_INSERT_RANGE;
import static io.github.jeio.AioConstants.FALLOC_FL_KEEP_SIZE;
import static io.github.jeio.AioConstants.FALLOC_FL_PUNCH_HOLE;
import static io.github.jeio.AioConstants.FALLOC_FL_ZERO_RANGE;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** allocate does to a file what the program fallocate does to its twin. */
class AllocateTest extends RequestTest {

    private static final int UNIT = 1 << 16;

    private String path;
    private int fd;

    @BeforeEach
    void makeTwins() throws Exception {
        path = path("file");
        sh("dd if=/dev/urandom of=$1 bs=64K count=16; cp --sparse=never $1 $2; sync $1 $2", path, path("twin"));
        fd = open(path, O_RDWR);
    }

    static Stream<Arguments> modes() {
        return Stream.of(
                Arguments.of(0, "-v", 4, 2),
                Arguments.of(0, "-v", 14, 20),
                Arguments.of(FALLOC_FL_KEEP_SIZE, "-n", 14, 20),
                Arguments.of(FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE, "-p", 3, 5),
                Arguments.of(FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE, "-p", 20, 1),
                Arguments.of(FALLOC_FL_ZERO_RANGE, "-z", 3, 5),
                Arguments.of(FALLOC_FL_ZERO_RANGE, "-z", 12, 8),
                Arguments.of(FALLOC_FL_ZERO_RANGE | FALLOC_FL_KEEP_SIZE, "-zn", 12, 8),
                Arguments.of(FALLOC_FL_COLLAPSE_RANGE, "-c", 3, 5),
                Arguments.of(FALLOC_FL_INSERT_RANGE, "-i", 3, 5));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void changesTheFileAsFallocateDoes(int mode, String option, int from, int units) throws Exception {
        String twin = path("twin");
        int offset = from * UNIT;
        int length = units * UNIT;
        if (succeeds("fallocate", option, "-o", Integer.toString(offset), "-l", Integer.toString(length), twin)) {
            assertThat(get(io.aioAllocate(fd, mode, offset, length))).isZero();
        } else {
            assertFails(io.aioAllocate(fd, mode, offset, length), Errno.EOPNOTSUPP); // by this file system
        }
        run("cmp", path, twin);
        run("sync", path, twin);
        assertThat(stat("%s %b", path)).isEqualTo(stat("%s %b", twin));
    }

    @Test
    void aPunchedHoleGivesItsSpaceBackAndReadsAsZeros() throws Exception {
        long before = kilobytes();
        assertThat(get(io.aioAllocate(fd, FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE, 4 * UNIT, 8 * UNIT))).isZero();
        run("sync", path);
        assertThat(kilobytes()).isEqualTo(before - 8 * UNIT / 1024);
        assertThat(stat("%s", path)).isEqualTo(Integer.toString(16 * UNIT));
        run("cmp", "-i", 4 * UNIT + ":0", "-n", Integer.toString(8 * UNIT), path, "/dev/zero");
        assumeTrue(succeeds("filefrag", path), "needs a file system with extents");
        // a line an extent: "   0:        0..      63:   …"
        assertThat(run("filefrag", "-v", path).lines().filter(line -> line.matches(" *\\d+: .*"))).hasSizeGreaterThan(1);
    }

    private long kilobytes() {
        return Long.parseLong(run("du", "-k", path).split("\t")[0]);
    }

    @Test
    void offsetsAndLengthsHave64Bits() throws Exception {
        long far = 5L << 30;
        assertThat(get(io.aioAllocate(fd, 0, far, 4096))).isZero();
        assertThat(stat("%s", path)).isEqualTo(Long.toString(far + 4096));
        assertThat(get(io.aioAllocate(fd, FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE, 0, far))).isZero();
        run("cmp", "-n", Integer.toString(16 * UNIT), path, "/dev/zero");
    }

    @Test
    void failsAsTheKernelSays() throws Exception {
        assertFails(io.aioAllocate(fd, 0, 0, 0), Errno.EINVAL);
        assertFails(io.aioAllocate(fd, 0, Long.MAX_VALUE, Long.MAX_VALUE), Errno.EFBIG);
        assertFails(io.aioAllocate(fd, 0x4000_0000, 0, 1), Errno.EOPNOTSUPP);
        assertFails(io.aioAllocate(fd, FALLOC_FL_PUNCH_HOLE, 0, 1), Errno.EOPNOTSUPP);
        assertFails(io.aioAllocate(open(path, O_RDONLY), 0, 0, 1), Errno.EBADF);
        assertFails(io.aioAllocate(closeLater(Advanced.pipe2())[1], 0, 0, 1), Errno.ESPIPE);
        assertFails(io.aioAllocate(open("/dev/null", O_RDWR), 0, 0, 1), Errno.ENODEV);
        run("cmp", path, path("twin"));
    }
}
