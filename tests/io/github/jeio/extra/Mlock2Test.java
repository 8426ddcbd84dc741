package io.github.jeio.extra;

import static io.github.jeio.AioConstants.MLOCK_ONFAULT;
import static io.github.jeio.AioConstants.PAGESIZE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** mlock2, as /proc tells of it. */
class Mlock2Test extends ExtraTest {

    private static final int PAGES = 4;

    private ByteBuffer map;

    @BeforeEach
    void mapAFile() throws Exception {
        try (FileChannel file = FileChannel.open(dir.resolve("map"), CREATE, READ, WRITE)) {
            map = file.map(FileChannel.MapMode.READ_WRITE, 0, PAGES * PAGESIZE);
        }
    }

    @Tag("unsanitized") // which turn mlock and munlock off
    @Test
    void locksARangeAndReadsIt() throws Exception {
        long before = locked();
        assertThat(io.aioMlock2(map, PAGESIZE, 2 * PAGESIZE, 0).await()).isZero();
        assertThat(locked() - before).isEqualTo(2 * PAGESIZE / 1024);
        assertThat(Advanced.munlock(map, 0, map.capacity())).isZero();
        assertThat(locked()).isEqualTo(before);
    }

    @Tag("unsanitized")
    @Test
    void onFaultLocksPagesAsTheyAreUsed() throws Exception {
        long before = locked();
        assertThat(io.aioMlock2(map, 0, -PAGESIZE, MLOCK_ONFAULT).await()).isZero();
        assertThat(locked() - before).as("the range counts at once").isEqualTo(3 * PAGESIZE / 1024);
        Advanced.munlock(map, 0, map.capacity());
    }

    @Test
    void errors() {
        errnoOf(io.aioMlock2(map, 0, PAGESIZE, 64)).isEqualTo(Errno.EINVAL);
        assertThatThrownBy(() -> io.aioMlock2(ByteBuffer.allocate(1), 0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> io.aioMlock2(map, 0, map.capacity() + 1L, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> io.aioMlock2(null, 0, 1, 0)).isInstanceOf(NullPointerException.class);
    }

    /** Kilobytes that are locked in this process. */
    private static long locked() throws Exception {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(status -> status.startsWith("VmLck:")).findFirst().orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", ""));
    }
}
