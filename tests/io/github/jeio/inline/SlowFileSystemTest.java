package io.github.jeio.inline;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file system whose answers come over a wire, as it were, and now do not: no thread that submits waits for them. */
class SlowFileSystemTest extends SlowTest {

    private static final int LENGTH = 100_000;

    private static Object comparable(Object value) throws Exception {
        return value instanceof Integer fd ? Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)) : value;
    }

    private List<Object> values(Map<String, Supplier<AioRequest<?>>> requests, boolean held) throws Exception {
        List<Object> values = new ArrayList<>();
        for (Map.Entry<String, Supplier<AioRequest<?>>> request : requests.entrySet()) {
            if (held) {
                values.add(comparable(whileHeld(request.getKey(), request.getValue())));
            } else {
                AioRequest<?> made = request.getValue().get();
                io.flush();
                Object value = made.await();
                if (value instanceof Integer fd) {
                    closeLater(fd);
                }
                values.add(comparable(value));
            }
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3600})
    void submittingNeverWaitsForTheFileSystem(int validSeconds) throws Exception {
        mountSlow(Path.of(bytes("content", LENGTH)), validSeconds);
        String path = mounted.resolve("file").toString();

        Map<String, Supplier<AioRequest<?>>> cold = requests(path, -1);
        List<Object> first = values(cold, true);
        assertThat(first.get(0)).isInstanceOfSatisfying(AioStat.class, stat -> assertThat(stat.size()).isEqualTo(LENGTH));

        int fd = open(path);
        Map<String, Supplier<AioRequest<?>>> warm = requests(path, fd);
        List<Object> then = values(warm, true);
        assertThat(then.subList(0, first.size())).isEqualTo(first);
        assertThat(then).endsWith(4096L, 65536L, 0L);
        io.inlineCached(false);
        assertThat(values(warm, false)).isEqualTo(then);
        assertThat(io.ninline()).isZero();
    }

    @Test
    void aColdReadReachesTheFileSystemFromAThreadOfThePool() throws Exception {
        Path content = Path.of(bytes("content", LENGTH));
        mountSlow(content, 3600);
        int fd = open(mounted.resolve("file").toString());
        ByteBuffer data = buffer(LENGTH);
        hold();
        AioRequest<Long> read = notBlocked("read", () -> {
            AioRequest<Long> made = io.aioRead(fd, 0, data);
            try {
                slow.await("held read");
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
            assertThat(made.isDone()).isFalse();
            return made;
        });
        io.flush();
        assertThat(read.await()).isEqualTo(LENGTH);
        assertThat(data.flip()).isEqualTo(ByteBuffer.wrap(Files.readAllBytes(content)));
    }

    /** What is known of a device is worth nothing once its number is another file system's. */
    @Test
    void aFileSystemThatTakesALocalOnesPlaceIsNotMistakenForIt() throws Exception {
        Path content = Path.of(bytes("content", LENGTH));
        Path place = Files.createDirectories(dir.resolve("slow"));
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        run("mount", "-t", "tmpfs", "tmpfs", place.toString());
        String before;
        try {
            Files.write(place.resolve("file"), new byte[10]);
            learn(place.resolve("file").toString());
            assertThat(answered(() -> learn(place.resolve("file").toString()))).as("a local file system").isOne();
            before = run("stat", "-c", "%d", place.resolve("file").toString());
        } finally {
            quietly("umount", place.toString());
        }
        mountSlow(content, 3600);
        String path = place.resolve("file").toString();
        assumeTrue(run("stat", "-c", "%d", path).equals(before), "needs the same device number");

        long answers = io.ninline();
        assertThat(((AioStat) whileHeld("stat", () -> io.aioStat(path))).size()).isEqualTo(LENGTH);
        whileHeld("open", () -> io.aioOpen(path, O_RDONLY, 0));
        whileHeld("slurp", () -> io.aioSlurp(path, 0, 0));
        assertThat(io.ninline()).as("answers from a file system that is not local").isEqualTo(answers);
    }
}
