package io.github.jeio.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.IoAio;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A test with a pool and a directory of its own. When it ends, every request has completed (a second completion of one is
 * an error of the request table) and nothing has leaked.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class PoolTest {

    /** The test's own directory. */
    @TempDir
    protected Path dir;

    /** The test's own pool, in the hands of the test thread. */
    protected IoAio io;

    private Leaks before;

    @BeforeEach
    void openPool() {
        before = Leaks.now();
        io = IoAio.create();
    }

    @AfterEach
    void closePool() throws IOException {
        io.minParallel(1); // a test that failed with no thread at work is to end all the same
        if (io.nreqs() > 0) {
            Fifos open = Fifos.open(dir); // and one that failed with a thread in a fifo
            try {
                io.flush();
            } finally {
                open.close();
            }
        }
        io.flush();
        assertThat(io.nreqs()).as("outstanding requests").isZero();
        io.close();
        before.check();
    }

    /** Closes those that are open still: the number of one that the test has closed may be another's when its request is executed. */
    protected void closeOpen(List<Integer> descriptors) {
        descriptors.stream().filter(fd -> Files.exists(Path.of("/proc/self/fd/" + fd), LinkOption.NOFOLLOW_LINKS)).forEach(io::aioClose);
    }

    /** A path in the test's directory. */
    protected String path(String name) {
        return dir + "/" + name; // not by way of a Path, which can't have every name
    }

    /** A file in the test's directory. */
    protected String file(String name, String content) {
        try {
            return Files.writeString(dir.resolve(name), content).toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A virtual thread for each task; the test is skipped where there are none. */
    protected static ExecutorService virtualThreads() throws ReflectiveOperationException {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads are there from JDK 21 on");
        return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    /** What another program says, without the line's end. */
    protected static String run(String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().remove("LD_PRELOAD"); // the sanitizer that this JVM may run with
            Process process = builder.start();
            process.getOutputStream().close();
            // closed here: the JVM's reaper closes them some time after the process has ended, which looks like a leak
            try (InputStream output = process.getInputStream()) {
                process.getErrorStream().close();
                String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
                int exit = process.waitFor();
                assumeFalse(exit != 0 && text.contains("cannot create fifo"), "needs a file system that has fifos, unlike sshfs");
                assertThat(exit).as("%s: %s", String.join(" ", command), text).isZero();
                return text.stripTrailing();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
