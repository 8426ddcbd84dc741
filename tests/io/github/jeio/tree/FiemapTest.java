package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.AioExtent;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** aioFiemap and aioFiemapCount, compared with filefrag(8). */
class FiemapTest extends TreeTest {

    private static final int BLOCK = 4096;
    private static final int PIECES = 1000;

    private int fd = -1;

    /** A file of a thousand pieces, far more than the kernel tells at a time. */
    @BeforeEach
    void openFile() throws AioException {
        sh("""
                for i in $(seq 1 2 1999); do echo "$i"; done | perl -e '
                    open my $f, ">", $ARGV[0] or die; while (<STDIN>) { sysseek $f, $_ * 4096, 0; syswrite $f, "x" x 4096 }
                ' "$1"
                sync "$1"
                """, path("file"));
        fd = get(io.aioOpen(path("file"), AioConstants.O_RDWR, 0));
        AioRequest<Long> count = io.aioFiemapCount(fd, 0, -1, 0);
        io.flush();
        assumeTrue(count.errno() != Errno.EOPNOTSUPP && count.errno() != Errno.ENOTTY,
                "needs a file system that tells extents");
    }

    @AfterEach
    void closeFile() {
        if (fd >= 0) {
            io.aioClose(fd);
        }
    }

    /** As filefrag prints it: the logical blocks, the first physical one, and how many they are. */
    private List<String> filefrag() {
        List<String> lines = new ArrayList<>();
        for (String line : run("filefrag", "-b4096", "-e", "-v", path("file")).lines().toList()) {
            String[] fields = line.strip().split("[:.\\s]+");
            if (fields.length > 5 && fields[0].matches("\\d+") && fields[1].matches("\\d+")) {
                lines.add(fields[1] + " " + fields[3] + " " + fields[5]);
            }
        }
        return lines;
    }

    private static List<String> blocks(List<AioExtent> extents) {
        return extents.stream().map(extent ->
                extent.logical() / BLOCK + " " + extent.physical() / BLOCK + " " + extent.length() / BLOCK).toList();
    }

    @Test
    void allExtentsAreTold() throws AioException {
        List<AioExtent> extents = get(io.aioFiemap(fd, 0, -1, 0, -1));

        assertThat(extents).hasSize(PIECES);
        assertThat(blocks(extents)).isEqualTo(filefrag());
        assertThat(extents.get(0).flags() & AioConstants.FIEMAP_EXTENT_LAST).isZero();
        assertThat(extents.get(PIECES - 1).flags() & AioConstants.FIEMAP_EXTENT_LAST).isNotZero();
        assertThat(get(io.aioFiemapCount(fd, 0, -1, 0))).isEqualTo(PIECES);
    }

    static final class Told {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            int fd = io.aioOpen(args[0], AioConstants.O_RDONLY, 0).await();
            blocks(io.aioFiemap(fd, 0, -1, 0, Integer.parseInt(args[1])).await()).forEach(System.out::println);
            io.close();
        }
    }

    /** A kernel that tells fewer extents than it was asked for, though there are more. */
    @Test
    void allExtentsAreToldInSpiteOfShortAnswers() throws Exception {
        var shortAnswers = Preload.build(dir, """
                #include <linux/fs.h>
                #include <linux/fiemap.h>
                int ioctl (int fd, unsigned long request, ...)
                {
                  va_list list;
                  va_start (list, request);
                  struct fiemap *map = va_arg (list, struct fiemap *);
                  va_end (list);
                  int (*next) (int, unsigned long, ...) = NEXT (ioctl);
                  if (request != FS_IOC_FIEMAP || map->fm_extent_count < 4) return next (fd, request, map);
                  unsigned asked = map->fm_extent_count;
                  map->fm_extent_count = 3;
                  int result = next (fd, request, map);
                  map->fm_extent_count = asked;
                  return result;
                }
                """);
        List<String> all = blocks(get(io.aioFiemap(fd, 0, -1, 0, -1)));

        assertThat(Child.output(Child.start(List.of(), List.of(), shortAnswers, Told.class, path("file"), "-1"))).isEqualTo(all);
        assertThat(Child.output(Child.start(List.of(), List.of(), shortAnswers, Told.class, path("file"), "500")))
                .isEqualTo(all.subList(0, 500));
    }

    @Test
    void aPartIsTold() throws AioException {
        // without flags: some kernels call the last one of the range the last one of the file
        List<String> all = blocks(get(io.aioFiemap(fd, 0, -1, 0, -1)));

        assertThat(blocks(get(io.aioFiemap(fd, 0, -1, 0, 300)))).isEqualTo(all.subList(0, 300));
        assertThat(blocks(get(io.aioFiemap(fd, 0, -1, 0, 5000)))).isEqualTo(all);
        assertThat(blocks(get(io.aioFiemap(fd, 100 * BLOCK, 200 * BLOCK, 0, -1)))).isEqualTo(all.subList(50, 150));
        assertThat(blocks(get(io.aioFiemap(fd, 1900 * BLOCK, -1, 0, -1)))).isEqualTo(all.subList(950, 1000));
        assertThat(get(io.aioFiemapCount(fd, 100 * BLOCK, 200 * BLOCK, 0))).isEqualTo(100);
    }

    @Test
    void dataThatIsNotWrittenYetIsSynced() throws AioException {
        int fresh = get(io.aioOpen(path("fresh"), AioConstants.O_CREAT | AioConstants.O_RDWR, 0600));
        get(io.aioWrite(fresh, 0, java.nio.ByteBuffer.allocate(100_000)));

        List<AioExtent> extents = get(io.aioFiemap(fresh, 0, -1, AioConstants.FIEMAP_FLAG_SYNC, -1));
        get(io.aioClose(fresh));

        assertThat(extents).isNotEmpty().allMatch(extent -> (extent.flags() & AioConstants.FIEMAP_EXTENT_DELALLOC) == 0);
    }

    @Test
    void aFileWithoutDataHasNone() throws AioException {
        int empty = get(io.aioOpen(path("empty"), AioConstants.O_CREAT | AioConstants.O_RDWR, 0600));

        assertThat(get(io.aioFiemap(empty, 0, -1, 0, -1))).isEmpty();
        assertThat(get(io.aioFiemapCount(empty, 0, -1, 0))).isZero();
        get(io.aioClose(empty));
    }

    @Test
    void errorsAreTold() {
        assertFails(io.aioFiemap(-1, 0, -1, 0, -1), Errno.EBADF);
        assertFails(io.aioFiemap(fd, 0, -1, 0x40000000, -1), AioConstants.EBADR);
        assertFails(io.aioFiemapCount(-1, 0, -1, 0), Errno.EBADF);
        assertFails(io.aioFiemapCount(fd, 0, -1, 0x40000000), AioConstants.EBADR);
    }

    @Test
    void badArgumentsThrow() {
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioFiemap(fd, -1, -1, 0, -1)).withMessageContaining("start -1");
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioFiemap(fd, 0, -2, 0, -1)).withMessageContaining("length -2");
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioFiemap(fd, 0, -1, 0, -2)).withMessageContaining("count -2");
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioFiemap(fd, 0, -1, 0, 0))
                .withMessageContaining("aioFiemapCount");
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioFiemapCount(fd, -3, -1, 0)).withMessageContaining("start -3");
        assertThatNullPointerException().isThrownBy(() -> io.aioFiemapCount(fd, 0, -1, 0, null))
                .withMessageContaining("callback");
        assertThat(io.nreqs()).isZero();
    }
}
