package io.github.jeio.advanced;

import static io.github.jeio.AioConstants.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MmapTest {

    private static final int RW = PROT_READ | PROT_WRITE;

    @TempDir
    Path dir;
    Path file;
    byte[] content;
    int fd;

    @BeforeEach
    void open() throws IOException {
        content = new byte[5 * PAGESIZE + 123];
        new Random(1).nextBytes(content);
        file = Files.write(dir.resolve("file"), content);
        fd = Fds.open(file, O_RDWR);
    }

    @AfterEach
    void close() throws IOException {
        Fds.close(fd);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Test
    void showsTheFile() {
        ByteBuffer data = Advanced.mmap(content.length, PROT_READ, MAP_SHARED, fd);

        assertThat(IoAio.errno()).isZero();
        assertThat(data.isDirect()).isTrue();
        assertThat(data.position()).isZero();
        assertThat(data.limit()).isEqualTo(data.capacity()).isEqualTo(content.length);
        assertThat(bytes(data)).isEqualTo(content);
    }

    @Test
    void outlivesTheDescriptor() throws IOException {
        int own = Fds.open(file, O_RDONLY);
        ByteBuffer data = Advanced.mmap(content.length, PROT_READ, MAP_SHARED, own);
        Fds.close(own);

        assertThat(bytes(data)).isEqualTo(content);
    }

    @Test
    void startsAtTheOffset() {
        ByteBuffer data = Advanced.mmap(100, PROT_READ, MAP_PRIVATE, fd, 2L * PAGESIZE);

        assertThat(data.get(0)).isEqualTo(content[2 * PAGESIZE]);
        assertThat(data.get(99)).isEqualTo(content[2 * PAGESIZE + 99]);
    }

    @Test
    void sharedWritesReachTheFile() throws Exception {
        ByteBuffer data = Advanced.mmap(content.length, RW, MAP_SHARED, fd);
        data.put(PAGESIZE, "written".getBytes(StandardCharsets.US_ASCII));

        assertThat(Child.output("dd", "if=" + file, "bs=1", "skip=" + PAGESIZE, "count=7", "status=none")).containsExactly("written");
        assertThat(Advanced.munmap(data)).isTrue();
    }

    @Test
    void privateWritesDoNot() throws IOException {
        ByteBuffer data = Advanced.mmap(content.length, RW, MAP_PRIVATE, fd);
        data.put(0, (byte) (content[0] + 1));

        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }

    @Test
    void anonymousMemoryIsZero() {
        ByteBuffer data = Advanced.mmap(10_000, RW, MAP_PRIVATE | MAP_ANONYMOUS);

        assertThat(bytes(data)).isEqualTo(new byte[10_000]);
        data.putLong(9_992, 42);
        assertThat(data.getLong(9_992)).isEqualTo(42);
    }

    @Test
    void withoutProtWriteTheBufferIsReadOnly() {
        ByteBuffer data = Advanced.mmap(10, PROT_READ, MAP_SHARED, fd);

        assertThat(data.isReadOnly()).isTrue();
        assertThatThrownBy(() -> data.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void aBufferCanAlwaysBeRead() {
        assertThat(bytes(Advanced.mmap(content.length, PROT_WRITE, MAP_SHARED, fd))).isEqualTo(content);
        assertThat(bytes(Advanced.mmap(content.length, PROT_EXEC, MAP_PRIVATE, fd))).isEqualTo(content);
    }

    @Test
    void theKernelsErrorsAreErrno() throws IOException {
        assertThat(Advanced.mmap(10, PROT_READ, MAP_SHARED, -1)).isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.EBADF);

        assertThat(Advanced.mmap(10, PROT_READ, MAP_SHARED, fd, 17)).isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.EINVAL);

        int readOnly = Fds.open(file, O_RDONLY);
        assertThat(Advanced.mmap(10, RW, MAP_SHARED, readOnly)).isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.EACCES);
        Fds.close(readOnly);

        int directory = Fds.open(dir, O_RDONLY);
        assertThat(Advanced.mmap(10, PROT_READ, MAP_SHARED, directory)).isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.ENODEV);
        Fds.close(directory);
    }

    @Test
    void moreThanABufferHoldsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mmap(1L << 31, PROT_READ, MAP_SHARED, fd))
                .withMessageContainingAll("2147483648", "mmapAll");
    }

    @Test
    void moreThanABufferHoldsComesAsSeveral() throws IOException {
        long length = (5L << 30) + 11;
        try (var sparse = Files.newByteChannel(dir.resolve("sparse"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            sparse.position(length - 1).write(ByteBuffer.wrap(new byte[] {7}));
            sparse.position((3L << 30) - 1).write(ByteBuffer.wrap(new byte[] {8, 9}));
        }
        int big = Fds.open(dir.resolve("sparse"), O_RDONLY);
        List<ByteBuffer> pieces = Advanced.mmapAll(length, PROT_READ, MAP_SHARED, big, 0);
        Fds.close(big);

        assertThat(pieces).extracting(ByteBuffer::capacity).containsExactly(1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30, 11);
        assertThat(pieces.get(5).get(10)).isEqualTo((byte) 7);
        assertThat(pieces.get(2).get((1 << 30) - 1)).isEqualTo((byte) 8);
        assertThat(pieces.get(3).get(0)).isEqualTo((byte) 9);
        assertThat(pieces).allMatch(Advanced::munmap);
    }

    @Test
    void severalFailAsOne() {
        assertThat(Advanced.mmapAll(3L << 30, PROT_READ, MAP_SHARED, -1, 0)).isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.EBADF);
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mmapAll(Long.MAX_VALUE, PROT_READ, MAP_SHARED, fd, PAGESIZE));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void lengthsThatMapNothingAreRefused(long length) {
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mmap(length, PROT_READ, MAP_SHARED, fd)).withMessageContaining("length is " + length);
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mmapAll(length, PROT_READ, MAP_SHARED, fd, 0));
    }

    @Test
    void whatWouldEndangerTheJvmIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mmap(10, PROT_NONE, MAP_SHARED, fd)).withMessageContaining("PROT_NONE");
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mmap(10, PROT_READ | 0x1000000, MAP_SHARED, fd)).withMessageContaining("0x1000001");
        for (int flag : new int[] {MAP_FIXED, MAP_FIXED_NOREPLACE, MAP_GROWSDOWN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mmap(10, PROT_READ, MAP_PRIVATE | flag, fd)).withMessageContaining("MAP_FIXED");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mmap(10, PROT_READ, MAP_SHARED, fd, -1)).withMessageContaining("offset");
    }

    @Test
    void munmapLetsGoOfTheFileAndLeavesZeros() throws IOException {
        ByteBuffer data = Advanced.mmap(content.length, RW, MAP_SHARED, fd);
        ByteBuffer slice = data.slice(10, 20);
        assertThat(Maps.of(file)).hasSize(1);

        assertThat(Advanced.munmap(data)).isTrue();

        assertThat(IoAio.errno()).isZero();
        assertThat(Maps.of(file)).isEmpty();
        assertThat(bytes(data)).isEqualTo(new byte[content.length]);
        assertThat(bytes(slice)).isEqualTo(new byte[20]);
        data.put(0, (byte) 1);
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
        assertThat(Advanced.munmap(data)).as("again").isTrue();
    }

    @Test
    void munmapTakesAViewForTheWhole() throws IOException {
        ByteBuffer data = Advanced.mmap(content.length, RW, MAP_SHARED, fd);

        assertThat(Advanced.munmap(data.slice(2 * PAGESIZE + 5, 10).asReadOnlyBuffer())).isTrue();

        assertThat(Maps.of(file)).isEmpty();
        assertThat(bytes(data)).isEqualTo(new byte[content.length]);
    }

    @Test
    void buffersOfOthersAreLeftAlone() {
        for (ByteBuffer other : List.of(ByteBuffer.allocateDirect(PAGESIZE), ByteBuffer.allocate(PAGESIZE), ByteBuffer.allocateDirect(0))) {
            assertThatIllegalArgumentException().isThrownBy(() -> Advanced.munmap(other)).withMessageContaining("Advanced.mmap");
            assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mremap(other, 10)).withMessageContaining("Advanced.mmap");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mprotect(ByteBuffer.allocateDirect(PAGESIZE), 0, -1, RW));
        assertThatNullPointerException().isThrownBy(() -> Advanced.munmap(null));
        assertThatNullPointerException().isThrownBy(() -> Advanced.mremap(null, 10));
    }
}
