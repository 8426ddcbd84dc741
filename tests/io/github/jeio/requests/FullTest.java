package io.github.jeio.requests;

import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_DIRECT;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioException;
import io.github.jeio.Errno;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Writes that the file system takes in part or not at all, writes past the cache, and buffers that a collector looks at all the time. */
class FullTest extends RequestTest {

    @Test
    void aWriteThatFindsNoSpaceFails() throws Exception {
        int full = get(io.aioOpen("/dev/full", O_WRONLY, 0));
        try {
            assertFails(io.aioWrite(full, 0, ByteBuffer.allocateDirect(100)), Errno.ENOSPC);
            ByteBuffer heap = ByteBuffer.allocate(100);
            assertFails(io.aioWrite(full, -1, heap), Errno.ENOSPC);
            assertThat(heap.position()).as("nothing was written").isZero();
        } finally {
            get(io.aioClose(full));
        }
    }

    @Test
    void aWriteThatFindsSomeSpaceIsShort() throws Exception {
        String mount = path("small");
        run("mkdir", mount);
        assumeTrue(succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "none", mount), "needs to be allowed to mount");
        try {
            int fd = get(io.aioOpen(mount + "/file", O_CREAT | O_WRONLY, 0644));
            try {
                ByteBuffer data = ByteBuffer.allocateDirect(100_000);
                long count = get(io.aioWrite(fd, 0, data));
                assertThat(count).isEqualTo(65_536);
                assertThat(data.position()).isEqualTo(65_536);
                assertThat(run("stat", "-c", "%s", mount + "/file")).isEqualTo("65536");
                assertFails(io.aioWrite(fd, count, data), Errno.ENOSPC);
                assertThat(data.position()).isEqualTo(65_536);
                ByteBuffer heap = ByteBuffer.allocate(100_000);
                assertThat(get(io.aioWrite(fd, 10, 90_000, heap, 5))).as("in place of what is there").isEqualTo(65_526);
                assertFails(io.aioWriteFully(fd, 0, ByteBuffer.allocate(100_000)), Errno.ENOSPC);
            } finally {
                get(io.aioClose(fd));
            }
        } finally {
            run("umount", mount);
        }
    }

    @Test
    void aDirectWriteGoesPastTheCacheAndIsRight() throws Exception {
        String path = file("direct", "");
        int fd;
        try {
            fd = get(io.aioOpen(path, O_RDWR | O_DIRECT, 0));
        } catch (AioException e) {
            assumeTrue(false, "needs a file system with O_DIRECT: " + e.getMessage());
            return;
        }
        try {
            byte[] bytes = new byte[1 << 16];
            new Random(7).nextBytes(bytes);
            ByteBuffer data = ByteBuffer.allocateDirect(bytes.length + 4096).alignedSlice(4096).limit(bytes.length);
            data.duplicate().put(bytes);
            assertThat(get(io.aioWrite(fd, 4096, data))).isEqualTo(bytes.length);
            file("expected", "");
            Files.write(dir.resolve("expected"), bytes);
            run("cmp", "-i", "4096:0", path, path("expected"));
            ByteBuffer back = ByteBuffer.allocateDirect(bytes.length + 4096).alignedSlice(4096).limit(bytes.length);
            assertThat(get(io.aioRead(fd, 4096, back))).isEqualTo(bytes.length);
            assertThat(back.flip()).isEqualTo(ByteBuffer.wrap(bytes));
            assertFails(io.aioWrite(fd, 1, ByteBuffer.allocateDirect(100)), Errno.EINVAL);
        } finally {
            get(io.aioClose(fd));
        }
    }

    /** Heap arrays move, and what nobody refers to but a request in flight must stay. */
    @Test
    void buffersSurviveACollectorThatNeverRests() throws Exception {
        String path = file("gc", "0123456789abcdef".repeat(4096));
        int fd = get(io.aioOpen(path, O_RDWR, 0));
        AtomicBoolean stop = new AtomicBoolean();
        Thread collector = new Thread(() -> {
            while (!stop.get()) {
                System.gc();
            }
        });
        collector.start();
        try {
            List<String> wrong = new ArrayList<>();
            int[] done = {0};
            for (int i = 0; i < 400; i++) {
                int at = 16 * (i % 4000);
                ByteBuffer read = i % 2 == 0 ? ByteBuffer.allocate(4096) : ByteBuffer.allocateDirect(4096);
                io.aioRead(fd, at, read, count -> {
                    done[0]++;
                    for (int k = 0; k < 4096; k++) {
                        if (count != 4096 || read.get(k) != "0123456789abcdef".charAt(k % 16)) {
                            wrong.add(at + " at " + k + ", count " + count);
                            return;
                        }
                    }
                });
                // nobody refers to this one any more
                io.aioWrite(fd, 65_536 + 16L * i, ByteBuffer.wrap(("fedcba98765432" + (i % 10) + "\n").getBytes()));
                if (i % 40 == 0) {
                    io.poll();
                }
            }
            io.flush();
            assertThat(wrong).isEmpty();
            assertThat(done[0]).isEqualTo(400);
            assertThat(run("sh", "-c", "tail -c +65537 '" + path + "' | grep -c '^fedcba98765432[0-9]$'")).isEqualTo("400");
        } finally {
            stop.set(true);
            collector.join();
            get(io.aioClose(fd));
        }
    }
}
