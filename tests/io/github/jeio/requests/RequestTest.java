package io.github.jeio.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.support.PoolTest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the requests share: descriptors that close themselves, and questions to the kernel. */
abstract class RequestTest extends PoolTest {

    private final List<Integer> descriptors = new ArrayList<>();

    @AfterEach
    void closeDescriptors() {
        closeOpen(descriptors);
    }

    /** The value of a request whose completion the test thread handles itself. */
    <T> T get(AioRequest<T> request) throws AioException {
        io.flush();
        return request.await();
    }

    /** The test thread handles the completion, and it is a failure. */
    void assertFails(AioRequest<?> request, int errno) {
        assertThatThrownBy(() -> get(request)).isInstanceOfSatisfying(AioException.class,
                e -> assertThat(e.errnoName()).isEqualTo(Errno.name(errno)));
    }

    /** A descriptor that is closed when the test ends; a file that it creates has mode 0644. */
    int open(String path, int flags) throws AioException {
        return closeLater(get(io.aioOpen(path, flags, 0644)));
    }

    int closeLater(int fd) {
        descriptors.add(fd);
        return fd;
    }

    int[] closeLater(int[] fds) {
        for (int fd : fds) {
            closeLater(fd);
        }
        return fds;
    }

    /** What stat(1) says, in its format. */
    static String stat(String format, String path) {
        return run("stat", "-c", format, path);
    }

    /** A shell's output; {@code $1} and so on are the arguments. */
    static String sh(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** Whether a program succeeds, whatever it says. */
    static boolean succeeds(String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectInput(new File("/dev/null")).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().remove("LD_PRELOAD");
            Process process = builder.start();
            process.getErrorStream().close(); // here, as in run()
            return process.waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    /** The names in a directory as Perl reads them, which knows of bytes only; hexadecimal, sorted. */
    static List<String> namesInHex(Path directory) {
        return run("perl", "-e", """
                opendir D, $ARGV[0]; print "$_\n" for sort map unpack("H*", $_), grep !/^\\.\\.?\\z/, readdir D;
                """, directory.toString()).lines().toList();
    }

    /** A line of /proc/self/fdinfo: {@code "pos"}, {@code "flags"}. */
    static String fdinfo(int fd, String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd)).stream()
                .filter(line -> line.startsWith(key + ":")).findFirst().orElseThrow().substring(key.length() + 1).strip();
    }

    /** Waits until no request is in the queue: the last one is executing, or done. */
    void awaitExecution(AioRequest<?> request) {
        while (io.nready() > 0 && !request.isDone()) {
            Thread.onSpinWait();
        }
    }

    static void assumeRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    }

    static void assumeFileSystem(String type, Path dir) {
        assumeTrue(run("stat", "-f", "-c", "%T", dir.toString()).equals(type), "needs a directory on " + type);
    }
}
