package io.github.jeio.inline;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** A file system that answers when the test lets it: {@code slowfs.c}, which needs root and FUSE. */
@Tag("unsanitized")
abstract class SlowTest extends InlineTest {

    /** A thread that is blocked is so for ever; one that is not gets here at once, however busy the machine is. */
    private static final int BLOCKED_SECONDS = 20;

    Helper slow;
    Path mounted;
    private final List<Path> mounts = new ArrayList<>();

    /** The file system's only file, {@code file}, has the content of that one; the kernel may believe it for so long. */
    void mountSlow(Path content, int seconds) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.isReadable(Path.of("/dev/fuse")), "needs FUSE");
        mounted = Files.createDirectories(dir.resolve("slow"));
        slow = new Helper("slowfs", mounted.toString(), content.toString(), Integer.toString(seconds));
        assumeTrue(slow.isReady(), slow.greeting);
        mounts.add(mounted);
    }

    void unmountLater(Path path) {
        mounts.add(0, path);
    }

    @AfterEach
    void unmountAll() throws Exception {
        if (slow != null && slow.isReady()) {
            slow.say("go");
        }
        closeDescriptors();
        io.flush();
        for (Path path : mounts) {
            quietly("umount", "-l", path.toString());
        }
        if (slow != null) {
            slow.close();
        }
    }

    static void quietly(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        process.getErrorStream().close();
        try (var output = process.getInputStream()) {
            output.readAllBytes();
        }
        process.waitFor();
    }

    void hold() throws IOException {
        slow.say("hold");
        slow.await("holding");
    }

    void go() throws IOException {
        slow.say("go");
        slow.await("going");
    }

    /** Nobody answers for the file system any more. */
    void vanish() throws IOException, InterruptedException {
        Helper gone = slow;
        slow = null;
        gone.kill();
    }

    /** Everything that may be answered at submission, of one file. */
    Map<String, Supplier<AioRequest<?>>> requests(String path, int fd) {
        Map<String, Supplier<AioRequest<?>>> all = new LinkedHashMap<>();
        all.put("stat", () -> io.aioStat(path));
        all.put("lstat", () -> io.aioLstat(path));
        all.put("open", () -> io.aioOpen(path, O_RDONLY, 0));
        all.put("slurp", () -> io.aioSlurp(path, 0, 0));
        all.put("slurp of a part", () -> io.aioSlurp(path, 4096, 4096));
        all.put("slurp into a buffer", () -> io.aioSlurp(path, 8192, buffer(4096)));
        if (fd >= 0) {
            all.put("read", () -> io.aioRead(fd, 0, buffer(4096)));
            all.put("read of much", () -> io.aioRead(fd, 0, buffer(1 << 16)));
            all.put("read at the end", () -> io.aioRead(fd, 1 << 30, buffer(4096)));
        }
        return all;
    }

    /** Runs it in a thread of its own, which must not be blocked. */
    <T> T notBlocked(String what, Supplier<T> action) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                done.complete(action.get());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        thread.start();
        try {
            return done.get(BLOCKED_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("a thread is blocked that submits: " + what);
        } finally {
            go();
            thread.join();
        }
    }

    /** Each request on its own, submitted while the file system holds its answers back; its value. */
    Object whileHeld(String what, Supplier<AioRequest<?>> request) throws Exception {
        hold();
        AioRequest<?> made = notBlocked(what, request);
        io.flush();
        Object value = made.await();
        if (value instanceof Integer fd) {
            closeLater(fd);
        }
        return value;
    }
}
