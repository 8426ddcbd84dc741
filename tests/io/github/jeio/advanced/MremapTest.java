package io.github.jeio.advanced;

import static io.github.jeio.AioConstants.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MremapTest {

    private static final int RW = PROT_READ | PROT_WRITE;
    private static final int PAGES = 64;
    private static final long LARGE = 1 << 30;

    @TempDir
    Path dir;
    Path file;
    int fd;

    /** A file whose pages begin with their number, from 1. */
    @BeforeEach
    void open() throws IOException {
        ByteBuffer content = ByteBuffer.allocate(PAGES * PAGESIZE);
        for (int page = 0; page < PAGES; page++) {
            content.put(page * PAGESIZE, (byte) (page + 1));
        }
        file = Files.write(dir.resolve("file"), content.array());
        fd = Fds.open(file, O_RDWR);
    }

    @AfterEach
    void close() throws IOException {
        Fds.close(fd);
    }

    /** A mapping of two pages, and what it became when it grew: it has to move, for what is left of a third page is in the way. */
    private static ByteBuffer[] grown(int prot, int flags, int fd) {
        ByteBuffer old = Advanced.mremap(Advanced.mmap(3L * PAGESIZE, prot, flags, fd), 2L * PAGESIZE, 0);
        if (!old.isReadOnly()) {
            old.put(1, (byte) 77);
        }
        ByteBuffer now = Advanced.mremap(old, (long) PAGES * PAGESIZE);
        assertThat(now).as(Errno.name(IoAio.errno())).isNotNull();
        assertThat(IoAio.errno()).isZero();
        assertThat(now.capacity()).isEqualTo(PAGES * PAGESIZE);
        return new ByteBuffer[] {old, now};
    }

    private static void assertZero(ByteBuffer old) {
        for (int i = 0; i < old.capacity(); i++) {
            assertThat(old.get(i)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileGrowsWithItsPages(boolean shared) throws IOException {
        ByteBuffer[] buffers = grown(RW, shared ? MAP_SHARED : MAP_PRIVATE, fd);

        for (int page = 0; page < PAGES; page++) {
            assertThat(buffers[1].get(page * PAGESIZE)).isEqualTo((byte) (page + 1));
        }
        assertThat(buffers[1].get(1)).as("what was written before").isEqualTo((byte) 77);
        assertZero(buffers[0]);
        assertThat(Maps.of(file)).as("mapped once").hasSize(1);
        assertThat(Files.readAllBytes(file)[1]).isEqualTo((byte) (shared ? 77 : 0));
    }

    @Test
    void anonymousMemoryGrowsWithItsContent() {
        ByteBuffer[] buffers = grown(RW, MAP_PRIVATE | MAP_ANONYMOUS, -1);

        assertThat(buffers[1].get(1)).isEqualTo((byte) 77);
        assertThat(buffers[1].get(PAGES * PAGESIZE - 1)).isZero();
        assertZero(buffers[0]);
    }

    @Test
    void aReadOnlyMappingStaysReadOnly() {
        assertThat(grown(PROT_READ, MAP_SHARED, fd)[1].isReadOnly()).isTrue();
    }

    @Test
    void theOldBufferCanBeWrittenWithoutHarm() throws IOException {
        ByteBuffer[] buffers = grown(RW, MAP_SHARED, fd);
        buffers[0].put(2, (byte) 99);

        assertThat(buffers[1].get(2)).isZero();
        assertThat(Files.readAllBytes(file)[2]).isZero();
    }

    @Test
    void shrinkingLeavesZerosBehind() {
        ByteBuffer old = Advanced.mmap((long) PAGES * PAGESIZE, RW, MAP_SHARED, fd);
        ByteBuffer now = Advanced.mremap(old, PAGESIZE + 5, 0);

        assertThat(now.capacity()).isEqualTo(PAGESIZE + 5);
        assertThat(now.get(PAGESIZE)).isEqualTo((byte) 2);
        assertThat(old.get(PAGESIZE)).as("what both have").isEqualTo((byte) 2);
        for (int page = 2; page < PAGES; page++) {
            assertThat(old.get(page * PAGESIZE)).as("what is gone").isZero();
        }
        assertThat(Advanced.munmap(now)).isTrue();
        assertThat(old.get(0)).isZero();
    }

    @Test
    void whatShrankCanGrowAgain() {
        ByteBuffer data = Advanced.mmap((long) PAGES * PAGESIZE, RW, MAP_SHARED, fd);
        ByteBuffer small = Advanced.mremap(data, PAGESIZE);
        ByteBuffer large = Advanced.mremap(small, (long) PAGES * PAGESIZE);

        assertThat(large.get((PAGES - 1) * PAGESIZE)).isEqualTo((byte) PAGES);
        assertThat(data.get((PAGES - 1) * PAGESIZE)).isZero();
    }

    /** With the zeros behind it: the process's size tells. */
    @Test
    void whatShrankIsUnmappedAsAWhole() throws IOException {
        long before = mapped();
        mapAndShrink();
        assertThat(mapped()).isGreaterThan(before + LARGE / 2);
        while (!Maps.of(file).isEmpty()) {
            System.gc();
        }
        assertThat(mapped()).isLessThan(before + LARGE / 2);
    }

    private void mapAndShrink() {
        assertThat(Advanced.mremap(Advanced.mmap(LARGE, PROT_READ, MAP_SHARED, fd), PAGESIZE, 0).get(0)).isEqualTo((byte) 1);
    }

    private static long mapped() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[0]) * PAGESIZE;
    }

    @Test
    void withoutMayMoveItStaysOrFails() {
        ByteBuffer data = Advanced.mmap((long) PAGES * PAGESIZE, RW, MAP_SHARED, fd);
        ByteBuffer small = Advanced.mremap(data, PAGESIZE);

        assertThat(Advanced.mremap(small, 2L * PAGESIZE, 0)).as("its own zeros are in the way").isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.ENOMEM);
        assertThat(small.get(0)).isEqualTo((byte) 1);
    }

    @Test
    void theSameLengthIsFine() {
        ByteBuffer data = Advanced.mmap(100, PROT_READ, MAP_SHARED, fd);

        assertThat(Advanced.mremap(data, 200).get(0)).isEqualTo((byte) 1);
        assertThat(Advanced.mremap(data, 100).get(0)).isEqualTo((byte) 1);
    }

    @Test
    void whatIsGoneCannotGrow() {
        ByteBuffer data = Advanced.mmap(100, PROT_READ, MAP_SHARED, fd);
        Advanced.munmap(data);

        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mremap(data, 200)).withMessageContaining("not mapped any more");
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mprotect(data, 0, -1, PROT_READ)).withMessageContaining("not mapped any more");
    }

    @Test
    void whatCannotBeIsRefused() {
        ByteBuffer data = Advanced.mmap(100, PROT_READ, MAP_SHARED, fd);

        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mremap(data, 0)).withMessageContaining("newLength is 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mremap(data, 1L << 31)).withMessageContaining("2147483648");
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mremap(data, 100, MREMAP_MAYMOVE | MREMAP_FIXED)).withMessageContaining("0x3");
    }
}
