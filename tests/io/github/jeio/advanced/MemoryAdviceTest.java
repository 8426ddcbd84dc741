package io.github.jeio.advanced;

import static io.github.jeio.AioConstants.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** madvise, mprotect, munlock, mlockall. */
class MemoryAdviceTest {

    private static final int RW = PROT_READ | PROT_WRITE;

    private static ByteBuffer anonymous(int pages) {
        return Advanced.mmap((long) pages * PAGESIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS);
    }

    @Test
    void everyAdviceOfTheManualIsTakenForAnyDirectBuffer() {
        ByteBuffer mapped = anonymous(4);
        ByteBuffer allocated = ByteBuffer.allocateDirect(10_000);
        allocated.put(5_000, (byte) 3);
        for (int advice : new int[] {MADV_NORMAL, MADV_SEQUENTIAL, MADV_RANDOM, MADV_WILLNEED, MADV_DONTNEED}) {
            assertThat(Advanced.madvise(mapped, 0, -1, advice)).isZero();
            assertThat(Advanced.madvise(allocated, 100, 5_000, advice)).isZero();
        }
        assertThat(allocated.get(5_000)).as("DONTNEED keeps the content, as POSIX has it").isEqualTo((byte) 3);
    }

    @Test
    void theKernelsOwnAdviceIsForMappings() {
        assertThat(Advanced.madvise(anonymous(1), 0, -1, 16)).as("MADV_DONTDUMP").isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.madvise(ByteBuffer.allocateDirect(10_000), 0, -1, 8))
                .withMessageContaining("advice is 8");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 102, 103})
    void adviceThatKillsIsRefused(int advice) {
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.madvise(anonymous(1), 0, -1, advice)).withMessageContaining("advice is " + advice);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 26, 99, 104, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void unknownAdviceIsAnError(int advice) {
        assertThat(Advanced.madvise(anonymous(1), 0, -1, advice)).isEqualTo(Errno.EINVAL);
        assertThat(IoAio.errno()).isEqualTo(Errno.EINVAL);
    }

    @Test
    void rangesCountFromEitherEndAndFit() {
        ByteBuffer data = anonymous(4);

        assertThat(Advanced.madvise(data, -PAGESIZE, -1, MADV_RANDOM)).isZero();
        assertThat(Advanced.madvise(data, 0, Long.MAX_VALUE, MADV_RANDOM)).isZero();
        assertThat(Advanced.madvise(data, data.limit(), 5, MADV_RANDOM)).isZero();
        for (long outside : new long[] {data.limit() + 1, -data.limit() - 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Advanced.madvise(data, outside, 1, MADV_RANDOM))
                    .withMessageContaining("offset is " + outside);
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Advanced.munlock(data, outside, 1));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Advanced.mprotect(data, outside, 1, RW));
        }
    }

    @Test
    void theHeapHasNoPages() {
        ByteBuffer heap = ByteBuffer.allocate(10);
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.madvise(heap, 0, -1, MADV_NORMAL)).withMessageContaining("heap buffer");
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.munlock(heap)).withMessageContaining("heap buffer");
    }

    @Test
    void noBufferIsRefused() {
        assertThatNullPointerException().isThrownBy(() -> Advanced.madvise(null, 0, -1, MADV_NORMAL)).withMessage("data");
        assertThatNullPointerException().isThrownBy(() -> Advanced.mprotect(null, 0, -1, PROT_READ)).withMessage("data");
        assertThatNullPointerException().isThrownBy(() -> Advanced.munlock(null)).withMessage("data");
    }

    @Test
    void mprotectAddsWhatTheBufferDoesNotNeed() throws IOException {
        int fd = Advanced.memfdCreate("mprotect", MFD_CLOEXEC);
        Fds.write(fd, "x".repeat(PAGESIZE));
        ByteBuffer data = Advanced.mmap(PAGESIZE, RW, MAP_SHARED, fd);
        Fds.close(fd);

        assertThat(Advanced.mprotect(data, 0, -1, RW | PROT_EXEC)).isZero();
        assertThat(permissions()).isEqualTo("rwxs");
        assertThat(Advanced.mprotect(data, 0, -1, RW)).isZero();
        assertThat(permissions()).isEqualTo("rw-s");
        data.put(0, (byte) 1);
    }

    @Test
    void mprotectOfAReadOnlyMapping() throws IOException {
        ByteBuffer data = Advanced.mmap(PAGESIZE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS);

        assertThat(Advanced.mprotect(data, 0, -1, RW)).isZero();
        assertThat(Advanced.mprotect(data, 0, -1, PROT_READ)).isZero();
        assertThat(Advanced.mprotect(data, 0, -1, PROT_EXEC)).isZero();
        assertThat(data.get(0)).isZero();
    }

    @Test
    void aPageCountsOfWhichThereIsOneByte() throws IOException {
        int fd = Advanced.memfdCreate("pages", MFD_CLOEXEC);
        Fds.write(fd, "x".repeat(4 * PAGESIZE));
        ByteBuffer data = Advanced.mmap(4L * PAGESIZE, RW, MAP_SHARED, fd);
        Fds.close(fd);

        assertThat(Advanced.mprotect(data, PAGESIZE - 1, 2 + PAGESIZE, RW | PROT_EXEC)).isZero();
        assertThat(parts("pages")).containsExactly("3 rwxs", "1 rw-s");
        assertThat(Advanced.mprotect(data, 1, PAGESIZE, RW)).isZero();
        assertThat(parts("pages")).containsExactly("2 rw-s", "1 rwxs", "1 rw-s");
        data.put(0, (byte) 1);
    }

    private static String permissions() throws IOException {
        return parts("mprotect").get(0).split(" ")[1];
    }

    /** How many pages of the file have which permissions, one after the other. */
    private static List<String> parts(String file) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream().filter(line -> line.contains("/memfd:" + file + " ")).map(line -> {
            String[] words = line.split("[- ]", 3);
            return (Long.parseLong(words[1], 16) - Long.parseLong(words[0], 16)) / PAGESIZE + " " + words[2].substring(0, 4);
        }).toList();
    }

    @Test
    void protectionBelowWhatTheBufferCanDoIsRefused() {
        ByteBuffer data = anonymous(1);

        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mprotect(data, 0, -1, PROT_READ))
                .withMessageContainingAll("without PROT_WRITE", "asReadOnlyBuffer()");
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mprotect(data.asReadOnlyBuffer(), 0, -1, PROT_READ));
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mprotect(data, 0, -1, PROT_NONE)).withMessageContaining("PROT_NONE");
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.mprotect(data, 0, -1, RW | 0x02000000)).withMessageContaining("0x2000003");
        data.put(0, (byte) 1);
    }

    /** AddressSanitizer turns mlock and its like into nothing. */
    private static void assumeThatMemoryCanBeLocked() {
        assumeFalse(System.getenv().getOrDefault("LD_PRELOAD", "").contains("asan"), "AddressSanitizer locks no memory");
    }

    @Tag("unsanitized")
    @Test
    void munlockUndoesMlock() throws IOException {
        assumeThatMemoryCanBeLocked();
        ByteBuffer data = anonymous(8);
        long before = lockedKiB();
        IoAio.shared().aioMlock(data, 0, data.capacity()).await();
        long kib = 8L * PAGESIZE / 1024;
        assertThat(lockedKiB()).isEqualTo(before + kib);

        assertThat(Advanced.munlock(data, 0, 4L * PAGESIZE)).isZero();
        assertThat(lockedKiB()).isEqualTo(before + kib / 2);
        assertThat(Advanced.munlock(data)).isZero();
        assertThat(lockedKiB()).isEqualTo(before);
    }

    /** In a JVM of its own, whose memory it locks. */
    @Tag("unsanitized")
    @Test
    void mlockallAndMunlockall() throws Exception {
        assumeThatMemoryCanBeLocked();
        assumeTrue(Child.output("id", "-u").equals(List.of("0")), "RLIMIT_MEMLOCK bounds whoever is not root");
        assertThat(Child.jvmOutput(List.of("-Xmx64m"), LockAll.class)).containsExactly("locked true", "unlocked true", "EINVAL");
    }

    static final class LockAll {
        public static void main(String[] args) throws IOException {
            Advanced.mlockall(MCL_CURRENT | MCL_ONFAULT);
            System.out.println("locked " + (IoAio.errno() == 0 ? lockedKiB() > 0 : Errno.name(IoAio.errno())));
            System.out.println("unlocked " + (Advanced.munlockall() == 0 && lockedKiB() == 0));
            System.out.println(Advanced.mlockall(1 << 20) == -1 ? Errno.name(IoAio.errno()) : "no error");
        }
    }

    static long lockedKiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmLck:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
    }
}
