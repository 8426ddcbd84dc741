package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.Leaks;
import io.github.jeio.support.PoolTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** What the tests of composite requests share: trees, a second file system, and what other programs say of them. */
abstract class TreeTest extends PoolTest {

    static {
        // what is relative to CWD and INVALID_WD goes to the shared pool, whose descriptor, thread and memory stay
        for (int i = 0; i < 4; i++) {
            IoAio.shared().aioLink("x".repeat(1000), "/");
        }
        IoAio.shared().flush();
        while (Leaks.eioThreads() < IoAio.shared().nthreads()) { // a thread is counted by its name, which it gives itself
            Thread.onSpinWait();
        }
    }

    private final List<Path> elsewhere = new ArrayList<>();

    @AfterEach
    void removeElsewhere() {
        elsewhere.forEach(path -> run("rm", "-rf", path.toString()));
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

    /** A shell's output; {@code $1} and so on are the arguments. */
    static String sh(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-ec", script, "sh"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** A directory on another file system than the test's own. */
    Path otherFileSystem() throws IOException {
        assumeTrue(!run("stat", "-c", "%d", "/dev/shm").equals(run("stat", "-c", "%d", dir.toString())),
                "needs /dev/shm to be another file system than the directory for temporary files");
        Path other = Files.createTempDirectory(Path.of("/dev/shm"), "jeio-test-");
        elsewhere.add(other);
        return other;
    }

    static void assumeRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    }

    boolean exists(String name) {
        return Files.exists(Path.of(path(name)), java.nio.file.LinkOption.NOFOLLOW_LINKS);
    }

    /** A tree with all that a tree can have, and old times. */
    String makeTree(String name) {
        String tree = path(name);
        sh("""
                mkdir -p "$1/sub/deeper/empty" "$1/private"
                printf hello > "$1/hello"
                : > "$1/nothing"
                head -c 300000 /dev/urandom > "$1/sub/random"
                truncate -s 5M "$1/sub/deeper/hole"
                printf x | dd of="$1/sub/deeper/hole" bs=1 seek=3000000 conv=notrunc status=none
                ln -s ../hello "$1/sub/link"
                ln -s nowhere "$1/dangling"
                ln -s sub "$1/linkdir"
                ln "$1/hello" "$1/sub/deeper/hardlink"
                ln "$1/hello" "$1/other name"
                mkfifo "$1/sub/fifo"
                printf secret > "$1/private/secret"
                printf y > "$1/$(printf 'b\\377d')"
                chmod 640 "$1/hello"; chmod 4755 "$1/sub/random"; chmod 1777 "$1/sub/deeper/empty"; chmod 700 "$1/private"
                find "$1" -depth -exec touch -h -d '2001-02-03 04:05:06.123456789' {} +
                """, tree);
        return tree;
    }

    /** All that a copy must have in common with its original, as find(1) and cksum(1) see it. */
    static String describe(String tree) {
        return sh("""
                cd "$1"
                find . -type d -printf '%p d %m %U %G %T@\\n' -o -printf '%p %y %m %U %G %s %n %T@ %l\\n' | LC_ALL=C sort
                find . -type f -exec cksum {} + | LC_ALL=C sort
                """, tree);
    }

    /** The descriptors that are open on files of the test, once everything is handled. */
    List<String> openHere() {
        io.flush();
        return Leaks.openDescriptors().values().stream()
                .filter(target -> target.startsWith(dir.toString()) || target.startsWith("/dev/shm/jeio-test-")).toList();
    }

    /**
     * Cancels a request after every number of results that it takes, from none on, until one is done before that.
     *
     * @param start makes the request
     * @param check asserts what has to be true when it was cancelled, and makes ready for the next one
     */
    void cancelAtEveryStep(Supplier<AioRequest<?>> start, Runnable check) {
        for (int steps = 0; ; steps++) {
            io.maxPollReqs(1);
            AioRequest<?> request = start.get();
            for (int i = 0; i < steps && !request.isDone(); i++) {
                io.poll();
            }
            boolean cancelled = request.cancel();
            io.maxPollReqs(0);
            assertThat(openHere()).as("descriptors left open after %d steps", steps).isEmpty();
            if (!cancelled) {
                assertThat(steps).as("steps of the request").isPositive();
                return;
            }
            assertThat(request.isCancelled()).isTrue();
            check.run();
        }
    }
}
