package io.github.jeio.inline;

import static io.github.jeio.AioConstants.EFD_NONBLOCK;
import static io.github.jeio.AioConstants.O_DIRECT;
import static io.github.jeio.AioConstants.O_NONBLOCK;
import static io.github.jeio.AioConstants.O_PATH;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Advanced;
import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same requests with answers at submission and without: nothing tells them apart but the count. */
class SameResultsTest extends InlineTest {

    private static final int SPARSE = 1 << 20;

    @BeforeEach
    void tree() throws Exception {
        bytes("file", 8192);
        bytes("big", 200_000);
        bytes("one", 1);
        bytes("ragged", 8191);
        Files.createFile(dir.resolve("empty"));
        try (RandomAccessFile sparse = new RandomAccessFile(path("sparse"), "rw")) {
            sparse.setLength(SPARSE);
        }
        Files.createDirectories(dir.resolve("d/e"));
        bytes("d/in", 10);
        run("mkfifo", path("fifo"));
        run("sh", "-c", "cd $1 && ln -s file link && ln -s d dlink && ln -s nowhere dangling && ln -s loop loop && ln -s fifo flink"
                + " && ln -s link link2 && ln file hard", "sh", dir.toString());
        Files.writeString(dir.resolve("ä\u20ac"), "name");
        run("find", dir.toString(), "-exec", "touch", "-h", "-a", "-d", "1 hour", "{}", "+"); // later than mtime: to read changes nothing
    }

    /** Without, with what is not known yet, and with what is. */
    private void assertSame(Consumer<Outcomes> requests) {
        long before = io.ninline();
        Map<String, String> expected = outcomes(false, requests);
        assertThat(expected).isNotEmpty();
        assertThat(io.ninline()).isEqualTo(before);
        assertThat(differences(expected, outcomes(true, requests))).isEmpty();
        assertThat(differences(expected, outcomes(true, requests))).isEmpty();
    }

    private static List<String> differences(Map<String, String> expected, Map<String, String> seen) {
        assertThat(seen).hasSameSizeAs(expected);
        return expected.keySet().stream().filter(what -> !expected.get(what).equals(seen.get(what)))
                .map(what -> what + ": " + expected.get(what) + " without, " + seen.get(what) + " with").toList();
    }

    private Map<String, String> outcomes(boolean inline, Consumer<Outcomes> requests) {
        io.inlineCached(inline);
        Outcomes outcomes = new Outcomes(io);
        requests.accept(outcomes);
        return outcomes.all;
    }

    @Test
    void ofEveryKindOfPath() {
        List<String> names = List.of("file", "big", "one", "ragged", "empty", "sparse", "d", "d/in", "d/../file", "d//in", "./file",
                "link", "link2", "dlink", "dlink/in", "dangling", "loop", "hard", "ä\u20ac", "file/", "link/", "dlink/", "d/",
                "missing", "missing/x", "file/x", "dangling/x", "n".repeat(300), "d/e/../../file", "d/..", ".");
        assertSame(outcomes -> {
            for (String name : names) {
                outcomes.ofStat(io, dir + "/" + name, true);
            }
            outcomes.ofStat(io, path("fifo"), true);
            outcomes.ofStat(io, path("flink"), true);
        });
        assertSame(outcomes -> {
            for (String name : names) {
                outcomes.ofContent(io, dir + "/" + name, false);
            }
            outcomes.ofContent(io, path("fifo"), true);
            outcomes.ofContent(io, path("flink"), true);
        });
        if (kernel() >= 5.12 && run("stat", "-f", "-c", "%T", dir.toString()).equals("ext2/ext3")) {
            assertThat(io.ninline()).as("of all these, so many were answered without a thread").isGreaterThan(500);
        }
    }

    @Test
    void ofPathsElsewhere() throws Exception {
        Path shm = Files.createTempDirectory(Path.of("/dev/shm"), "jeio");
        Path inShm = Files.write(shm.resolve("file"), new byte[5000]);
        try {
            assertSame(outcomes -> {
                for (String path : List.of("", "/", "/dev/null", "/dev/zero", "/dev/full", "/proc/version", "/proc/self/exe",
                        "/proc/self/ns", "/proc/filesystems", "/proc/1/mem", "/proc/self/nothing", "/sys/kernel/mm",
                        shm.toString(), inShm.toString(), "/etc/passwd", "/dev/fd/0/", "//etc//passwd")) {
                    outcomes.ofStat(io, path, false);
                    outcomes.ofContent(io, path, false);
                }
            });
        } finally {
            Files.delete(inShm);
            Files.delete(shm);
        }
    }

    @Test
    void ofPathsInADirectory() throws Exception {
        AioRequest<AioWd> opened = io.aioWd(path("d"));
        io.flush();
        try (AioWd wd = opened.await()) {
            assertSame(outcomes -> {
                for (String path : List.of("in", "e", "../file", "missing", "", ".", path("file"))) {
                    outcomes.ofStat(wd, path, false);
                    outcomes.ofContent(wd, path, false);
                }
            });
        }
        io.flush();
    }

    @Test
    void ofEveryKindOfDescriptor() throws Exception {
        int[] pipe = Advanced.pipe2(O_NONBLOCK);
        Map<String, Integer> descriptors = new LinkedHashMap<>();
        for (String name : List.of("file", "big", "one", "empty", "sparse", "d", "link")) {
            descriptors.put(name, open(path(name)));
        }
        descriptors.put("for writing", open(path("file"), O_WRONLY));
        descriptors.put("both", open(path("file"), O_RDWR));
        descriptors.put("a path", open(path("file"), O_PATH));
        descriptors.put("direct", open(path("file"), O_RDONLY | O_DIRECT));
        descriptors.put("direct, ragged", open(path("ragged"), O_RDONLY | O_DIRECT));
        descriptors.put("zero", open("/dev/zero"));
        descriptors.put("null", open("/dev/null"));
        descriptors.put("proc", open("/proc/version"));
        descriptors.put("sys", open("/sys/kernel/mm/transparent_hugepage/enabled"));
        descriptors.put("memory", closeLater(Advanced.memfdCreate("jeio", 0)));
        descriptors.put("event", closeLater(Advanced.eventfd(0, EFD_NONBLOCK)));
        descriptors.put("pipe", closeLater(pipe[0]));
        closeLater(pipe[1]);
        descriptors.put("none", -1);
        Path gone = Files.write(dir.resolve("gone"), new byte[5000]);
        descriptors.put("gone", open(gone.toString()));
        Files.delete(gone);
        assertSame(outcomes -> descriptors.forEach(outcomes::ofDescriptor));
    }
}
