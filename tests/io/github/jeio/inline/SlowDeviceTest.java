package io.github.jeio.inline;

import static io.github.jeio.AioConstants.FADV_RANDOM;
import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.Advanced;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A local file system on a device that does not answer while the test holds it: ext4 in a loop device, whose data comes from
 * {@code slowfs.c}. What is in memory is answered all the same, and what is not blocks a thread of the pool only.
 */
class SlowDeviceTest extends SlowTest {

    private static final int LENGTH = 1 << 18;

    private Path ext4;
    private String loop;
    private byte[] content;

    @BeforeEach
    void mountExt4() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(kernel() >= 5.12, "needs Linux 5.12");
        content = new byte[LENGTH];
        new Random(1).nextBytes(content);
        Path tree = Files.createDirectories(dir.resolve("tree"));
        for (String name : new String[] {"warm", "cold", "unknown/file", "unknown/open", "unknown/slurp"}) {
            Files.createDirectories(tree.resolve(name).getParent());
            Files.write(tree.resolve(name), content);
        }
        Path image = dir.resolve("image");
        run("mkfs.ext4", "-q", "-b", "4096", "-E", "lazy_itable_init=0", "-d", tree.toString(), image.toString(), "32M");
        mountSlow(image, 3600);
        assumeTrue(Files.exists(Path.of("/dev/loop-control")), "needs loop devices");
        loop = run("losetup", "-r", "--show", "-f", mounted.resolve("file").toString());
        ext4 = Files.createDirectories(dir.resolve("ext4"));
        run("mount", "-t", "ext4", "-o", "ro,noatime", loop, ext4.toString());
        unmountLater(ext4);
    }

    @AfterEach
    void detach() throws Exception {
        slow.say("go");
        closeDescriptors();
        io.flush();
        if (loop != null) {
            quietly("umount", ext4.toString());
            quietly("losetup", "-d", loop);
        }
    }

    private String path(Path in, String name) {
        return in.resolve(name).toString();
    }

    /** Brings a file's names, attributes and pages to memory. */
    private int warm(String path) throws Exception {
        learn(path);
        int fd = open(path);
        assertThat(Files.readAllBytes(Path.of(path))).isEqualTo(content);
        return fd;
    }

    @Test
    void whatIsInMemoryIsAnsweredWhileTheDeviceHangs() throws Exception {
        String path = path(ext4, "warm");
        int fd = warm(path);
        Map<String, Supplier<AioRequest<?>>> all = requests(path, fd);
        all.remove("slurp"); // of 256 KiB
        all.put("open of the directory", () -> io.aioOpen(ext4.toString(), O_RDONLY, 0));
        hold();
        for (Map.Entry<String, Supplier<AioRequest<?>>> request : all.entrySet()) {
            long before = io.ninline();
            AioRequest<?> made = request.getValue().get();
            assertThat(io.ninline()).as("%s answered without a thread", request.getKey()).isEqualTo(before + 1);
            if (made.await() instanceof Integer opened) {
                closeLater(opened);
            }
        }
        go();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 1 << 16})
    void aColdReadWaitsInAThreadOfThePool(int length) throws Exception {
        warm(path(ext4, "warm"));
        int cold = open(path(ext4, "cold"));
        assertReadByAThread(cold, 1 << 16, length);
    }

    /** The first page is in memory, the second one is not: no short read, and none that waits here. */
    @Test
    void aReadOfWhichSomeIsInMemoryWaitsInAThreadOfThePool() throws Exception {
        warm(path(ext4, "warm"));
        int cold = open(path(ext4, "cold"));
        Advanced.fadvise(cold, 0, 0, FADV_RANDOM);
        AioRequest<Long> first = io.aioRead(cold, 0, buffer(4096));
        io.flush();
        assertThat(first.await()).isEqualTo(4096);
        assertReadByAThread(cold, 0, 8192);
    }

    private void assertReadByAThread(int fd, int offset, int length) throws Exception {
        ByteBuffer data = buffer(length);
        long before = io.ninline();
        hold();
        AioRequest<Long> read = notBlocked("read", () -> {
            AioRequest<Long> made = io.aioRead(fd, offset, data);
            awaitHeldRead();
            assertThat(made.isDone()).isFalse();
            return made;
        });
        io.flush();
        assertThat(read.await()).isEqualTo(length);
        assertThat(io.ninline()).isEqualTo(before);
        assertThat(data.flip()).isEqualTo(ByteBuffer.wrap(content, offset, length));
    }

    private void awaitHeldRead() {
        try {
            slow.await("held read");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void namesAndInodesThatAreNotInMemoryAreLookedUpByAThreadOfThePool() throws Exception {
        warm(path(ext4, "warm"));
        Map<String, Supplier<AioRequest<?>>> all = new LinkedHashMap<>();
        all.put("stat", () -> io.aioStat(path(ext4, "unknown/file")));
        all.put("open", () -> io.aioOpen(path(ext4, "unknown/open"), O_RDONLY, 0));
        all.put("slurp", () -> io.aioSlurp(path(ext4, "unknown/slurp"), 0, 0));
        for (Map.Entry<String, Supplier<AioRequest<?>>> request : all.entrySet()) {
            long before = io.ninline();
            hold();
            AioRequest<?> made = notBlocked(request.getKey(), request.getValue());
            io.flush();
            assertThat(io.ninline()).isEqualTo(before);
            Object value = made.await();
            if (value instanceof Integer fd) {
                closeLater(fd);
            } else if (value instanceof ByteBuffer data) {
                assertThat(data).isEqualTo(ByteBuffer.wrap(content));
            } else {
                assertThat(((AioStat) value).size()).isEqualTo(LENGTH);
            }
        }
        hold();
        AioRequest<AioStat> missing = notBlocked("stat of nothing", () -> io.aioStat(path(ext4, "unknown/missing")));
        io.flush();
        assertThat(missing.errno()).isEqualTo(Errno.ENOENT);
    }
}
