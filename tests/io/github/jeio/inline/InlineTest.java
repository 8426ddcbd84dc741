package io.github.jeio.inline;

import static io.github.jeio.AioConstants.O_RDONLY;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioException;
import io.github.jeio.support.PoolTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of answers without a thread share: files that the kernel has in memory, and the count of such answers. */
abstract class InlineTest extends PoolTest {

    /** File systems that let cached pages be read without waiting; all of them keep their metadata on this machine. */
    private static final Set<String> CACHED_READS = Set.of("ext2/ext3", "xfs", "btrfs");

    private Set<Thread> others;
    private final List<Integer> descriptors = new ArrayList<>();

    @AfterEach
    void closeDescriptors() {
        closeOpen(descriptors);
        descriptors.clear();
    }

    int closeLater(int fd) {
        descriptors.add(fd);
        return fd;
    }

    /** A descriptor that is closed when the test ends. */
    int open(String path, int flags) throws AioException {
        var request = io.aioOpen(path, flags, 0644);
        io.flush();
        return closeLater(request.await());
    }

    int open(String path) throws AioException {
        return open(path, O_RDONLY);
    }

    /** Skips the test where the kernel, or the file system of the test's directory, gives no answers without waiting. */
    void assumeAnswers() {
        assumeTrue(kernel() >= 5.12, "needs Linux 5.12");
        String type = run("stat", "-f", "-c", "%T", dir.toString());
        assumeTrue(CACHED_READS.contains(type), "needs a directory on a local file system, not " + type);
        learn(dir.toString());
    }

    /** The first request that meets a file system finds out about it. */
    void learn(String path) {
        io.aioStat(path);
        io.flush();
    }

    static double kernel() {
        String[] parts = System.getProperty("os.version").split("\\D+");
        return Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]) / 100.0;
    }

    /** How many requests were answered without a thread meanwhile. */
    long answered(Runnable meanwhile) {
        long before = io.ninline();
        meanwhile.run();
        return io.ninline() - before;
    }

    /** A file of so many bytes, whose pages are in the cache. */
    String bytes(String name, int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        try {
            Path file = Files.write(dir.resolve(name), content);
            assertThat(Files.readAllBytes(file)).isEqualTo(content);
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ByteBuffer buffer(int length) {
        return ByteBuffer.allocateDirect(length);
    }

    private static Set<Thread> daemons() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("jeio-poll")).collect(toSet());
    }

    /** The shared pool may have one from another test. */
    @BeforeEach
    final void otherPoolsDaemons() {
        others = daemons();
    }

    /** Whether a thread polls the test's pool that the test did not start. */
    boolean daemonRuns() {
        return !others.containsAll(daemons());
    }
}
