package io.github.jeio.requests;

import static io.github.jeio.AioConstants.MAP_PRIVATE;
import static io.github.jeio.AioConstants.MAP_SHARED;
import static io.github.jeio.AioConstants.MCL_CURRENT;
import static io.github.jeio.AioConstants.MCL_ONFAULT;
import static io.github.jeio.AioConstants.MS_ASYNC;
import static io.github.jeio.AioConstants.MS_INVALIDATE;
import static io.github.jeio.AioConstants.MS_SYNC;
import static io.github.jeio.AioConstants.MT_MODIFY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.PAGESIZE;
import static io.github.jeio.AioConstants.PROT_READ;
import static io.github.jeio.AioConstants.PROT_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.Advanced;
import io.github.jeio.AioException;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** msync, mtouch, mlock and mlockall, by what the kernel says of the mapping. Sanitizers make mlock do nothing. */
class MemoryTest extends RequestTest {

    private static final int PAGES = 16;
    private static final int PAGE = PAGESIZE;
    private static final int SIZE = PAGES * PAGE;

    /** A mapping of a file of zeros. */
    private ByteBuffer map(String name, int flags) throws IOException {
        run("truncate", "-s", Integer.toString(SIZE), path(name));
        return Advanced.mmap(SIZE, PROT_READ | PROT_WRITE, flags, open(path(name), O_RDWR));
    }

    /** What /proc/self/smaps says of the mapping of a file, in pages: {@code "Rss"}, {@code "Locked"} … */
    private int pages(String name, String key) throws IOException {
        boolean within = false;
        int kilobytes = 0;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                within = line.endsWith(path(name));
            } else if (within && line.startsWith(key + ":")) {
                kilobytes += Integer.parseInt(line.replaceAll("\\D", ""));
            }
        }
        return kilobytes * 1024 / PAGE;
    }

    // msync

    @Test
    void msyncWritesTheMappingToTheDevice() throws Exception {
        ByteBuffer data = map("file", MAP_SHARED);
        for (int i = 0; i < SIZE; i += PAGE) {
            data.put(i, (byte) 'x');
        }
        boolean tells = succeeds("filefrag", path("file")) && run("filefrag", "-v", path("file")).contains("delalloc");
        assertThat(get(io.aioMsync(data, 0, SIZE, MS_SYNC))).isZero();
        assertThat(sh("tr -d '\\0' < $1", path("file"))).isEqualTo("x".repeat(PAGES));
        Advanced.munmap(data);
        assumeTrue(tells, "needs a file system that allocates late");
        assertThat(run("filefrag", "-v", path("file"))).doesNotContain("delalloc");
    }

    @Test
    void msyncTakesEveryFlagThatMeansSomething() throws Exception {
        ByteBuffer data = map("file", MAP_SHARED);
        for (int flags : new int[] {0, MS_SYNC, MS_ASYNC, MS_SYNC | MS_INVALIDATE, MS_ASYNC | MS_INVALIDATE}) {
            assertThat(get(io.aioMsync(data, 0, SIZE, flags))).isZero();
        }
        assertFails(io.aioMsync(data, 0, SIZE, MS_SYNC | MS_ASYNC), Errno.EINVAL);
        Advanced.munmap(data);
    }

    @Test
    void msyncWorksOnAMappingOfTheJdks() throws Exception {
        try (FileChannel channel = FileChannel.open(dir.resolve("file"), StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            ByteBuffer data = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE).put(0, (byte) 'x');
            assertThat(get(io.aioMsync(data, 0, SIZE, MS_SYNC))).isZero();
        }
        assertThat(run("head", "-c", "1", path("file"))).isEqualTo("x");
    }

    // mtouch

    @Test
    void mtouchBringsEveryPageIntoMemory() throws Exception {
        ByteBuffer data = map("file", MAP_SHARED);
        assertThat(get(io.aioMtouch(data, 0, PAGE, 0))).isZero();
        assertThat(get(io.aioMtouch(data, 0, SIZE, 0))).isZero();
        assertThat(pages("file", "Rss")).isEqualTo(PAGES);
        assertThat(pages("file", "Anonymous")).isZero();
        Advanced.munmap(data);
    }

    @Test
    void mtouchThatModifiesCopiesPrivatePagesAndChangesNoByte() throws Exception {
        ByteBuffer data = map("file", MAP_PRIVATE);
        data.put(PAGE, (byte) 'x');
        assertThat(get(io.aioMtouch(data, 0, SIZE, MT_MODIFY))).isZero();
        assertThat(pages("file", "Anonymous")).isEqualTo(PAGES);
        ByteBuffer expected = ByteBuffer.allocate(SIZE).put(PAGE, (byte) 'x');
        assertThat(data).isEqualTo(expected);
        run("cmp", "-n", Integer.toString(SIZE), path("file"), "/dev/zero");
        Advanced.munmap(data);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mtouchBeyondTheEndOfATruncatedFileFailsAndTheJvmLivesOn(boolean modify) throws Exception {
        ByteBuffer data = map("file", MAP_SHARED);
        run("truncate", "-s", Integer.toString(PAGE), path("file"));
        int flags = modify ? MT_MODIFY : 0;
        assertFails(io.aioMtouch(data, 0, SIZE, flags), Errno.EFAULT);
        assertFails(io.aioMtouch(data, PAGE, 1, flags), Errno.EFAULT);
        assertThat(get(io.aioMtouch(data, 0, PAGE, flags))).isZero();
        Advanced.munmap(data);
    }

    @Test
    void mtouchOfATruncatedMappingOfTheJdksFailsToo() throws Exception {
        run("truncate", "-s", Integer.toString(SIZE), path("file"));
        try (FileChannel channel = FileChannel.open(dir.resolve("file"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer data = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
            run("truncate", "-s", "0", path("file"));
            assertFails(io.aioMtouch(data, 0, SIZE, 0), Errno.EFAULT);
            assertFails(io.aioMtouch(data, 0, SIZE, MT_MODIFY), Errno.EFAULT);
        }
    }

    @Test
    void mtouchTakesAnyDirectBuffer() throws Exception {
        ByteBuffer data = ByteBuffer.allocateDirect(100_000);
        assertThat(get(io.aioMtouch(data, 0, 100_000, MT_MODIFY))).isZero();
        assertThat(get(io.aioMtouch(data.slice(5, 10), 1, 2, 0))).isZero();
        assertThat(get(io.aioMtouch(data.asReadOnlyBuffer(), 0, 100_000, 0))).isZero();
        assertThat(data).isEqualTo(ByteBuffer.allocate(100_000));
    }

    // mlock, and how ranges are counted

    @ParameterizedTest
    @CsvSource({
        "0, 16, 16", "0, 0, 0", "1, 1, 1", "-1, 1, 1", "-16, 16, 16", "0, -1, 15", "2, -3, 11", "-4, -1, 3", "16, 0, 0"})
    void mlockLocksTheRangeInMemory(int offset, int length, int locked) throws Exception {
        ByteBuffer data = map("file", MAP_SHARED);
        assertThat(get(io.aioMlock(data, (long) offset * PAGE, (long) length * PAGE))).isZero();
        assertThat(pages("file", "Locked")).isEqualTo(locked);
        assertThat(pages("file", "Rss")).isGreaterThanOrEqualTo(locked);
        Advanced.munlock(data);
        assertThat(pages("file", "Locked")).isZero();
        Advanced.munmap(data);
    }

    @Test
    void aRangeIsExtendedToWholePagesAndCountsFromTheLimit() throws Exception {
        ByteBuffer data = map("file", MAP_SHARED).limit(10 * PAGE).position(7);
        get(io.aioMlock(data, PAGE - 1, 2));
        assertThat(pages("file", "Locked")).isEqualTo(2);
        get(io.aioMlock(data, -1, 1));
        assertThat(pages("file", "Locked")).isEqualTo(3);
        get(io.aioMlock(data.slice(), 5 * PAGE, 1)); // from the position on
        assertThat(pages("file", "Locked")).isEqualTo(4);
        assertThat(data.position()).isEqualTo(7);
        Advanced.munmap(data);
    }

    @Test
    void mlockOfATruncatedMappingDoesNotHurt() throws Exception {
        ByteBuffer data = map("file", MAP_SHARED);
        run("truncate", "-s", Integer.toString(PAGE), path("file"));
        assertThatThrownBy(() -> get(io.aioMlock(data, 0, SIZE))).isInstanceOf(AioException.class)
                .hasMessageStartingWith("mlock: ENOMEM, Cannot allocate memory");
        Advanced.munmap(data);
    }

    // mlockall

    @Test
    void mlockallLocksTheProcessUntilMunlockall() throws Exception {
        assumeRoot();
        List<String> locked = new ChildJvm().run(Mlockall.class);
        assertThat(locked).hasSize(3);
        assertThat(locked.get(0)).isEqualTo("0");
        assertThat(Long.parseLong(locked.get(1))).isGreaterThan(10_000);
        assertThat(locked.get(2)).isEqualTo("0");
    }

    @Test
    void mlockallRefusesFlagsThatCanNotBe() {
        assertFails(io.aioMlockall(0), Errno.EINVAL);
        assertFails(io.aioMlockall(MCL_ONFAULT), Errno.EINVAL);
        assertFails(io.aioMlockall(0x4000_0000), Errno.EINVAL);
    }

    /** Prints how many kilobytes are locked: before, meanwhile and afterwards. */
    static final class Mlockall {
        public static void main(String[] args) throws Exception {
            printLocked();
            IoAio.shared().aioMlockall(MCL_CURRENT | MCL_ONFAULT).await();
            printLocked();
            Advanced.munlockall();
            printLocked();
        }

        private static void printLocked() throws IOException {
            Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmLck"))
                    .forEach(line -> System.out.println(line.replaceAll("\\D", "")));
        }
    }
}
