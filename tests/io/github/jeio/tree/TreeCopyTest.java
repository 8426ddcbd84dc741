package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTreeCopy;
import io.github.jeio.AioTreeProgress;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.files.AsyncFiles;
import io.github.jeio.support.PoolTest;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a tree is copied and moved: what an AioTreeCopy says. */
class TreeCopyTest extends PoolTest {

    private static final AioTreeCopy WHOLE = AioTreeCopy.WHOLE;

    private final List<AioTreeProgress> told = new ArrayList<>();
    private Path src;
    private Path dst;

    @BeforeEach
    void makeTree() throws Exception {
        src = Files.createDirectories(dir.resolve("src"));
        dst = dir.resolve("dst");
        Files.createDirectories(src.resolve("a/b"));
        for (String name : List.of("f", "a/f", "a/b/f", "a/skip")) {
            Files.writeString(src.resolve(name), "new " + name);
        }
        Files.createLink(src.resolve("a/hard"), src.resolve("f"));
    }

    private String find(Path root) {
        return run("sh", "-c", "cd \"$1\" && find . | sort | tr '\\n' ' '", "sh", root.toString());
    }

    private Map<String, Integer> errnos() {
        Map<String, Integer> errnos = new TreeMap<>();
        told.stream().filter(each -> each.errno() != 0).forEach(each -> errnos.put(each.path(), each.errno()));
        return errnos;
    }

    private long copy(AioTreeCopy how) throws AioException {
        return io.aioCptree(src.toString(), dst.toString(), how.progress(told::add)).await();
    }

    private AioTreeProgress last() {
        return told.get(told.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void requestsInFlightAreBounded(int requests) throws Exception {
        int[] most = {0};
        io.inlineCached(false);
        AioRequest<Long> copying = io.aioCptree(src.toString(), dst.toString(), WHOLE.requests(requests).progress(done ->
                most[0] = Math.max(most[0], io.nreqs())));
        assertThat(copying.await()).isZero();
        assertThat(run("diff", "-r", src.toString(), dst.toString())).isEmpty();
        assertThat(most[0]).isLessThanOrEqualTo(requests + 2); // the copy itself and its group
        assertThat(io.aioRmtree(dst.toString(), requests).await()).isZero();
        assertThat(dst).doesNotExist();
    }

    @Test
    void whatTheFilterRefusesIsNotCopied() throws Exception {
        List<String> asked = new ArrayList<>();
        copy(WHOLE.filter(path -> asked.add(path) && !path.equals("a/b") && !path.endsWith("skip")));
        assertThat(find(dst)).isEqualTo(". ./a ./a/f ./a/hard ./f");
        assertThat(asked).containsExactlyInAnyOrder("f", "a", "a/b", "a/f", "a/skip", "a/hard");
        assertThat(last().entries()).isEqualTo(5);
    }

    @Test
    void aFilterThatThrowsCancelsTheCopy() throws Exception {
        io.pollFileno();
        AioRequest<Long> copying = io.aioCptree(src.toString(), dst.toString(), WHOLE.filter(path -> {
            throw new IllegalStateException("filtered");
        }));
        assertThatThrownBy(io::flush).isInstanceOf(IllegalStateException.class).hasMessage("filtered");
        assertThat(copying.isCancelled()).isTrue();
        io.flush();
    }

    @Test
    void whatIsThereStaysIfItIsNotToBeOverwritten() throws Exception {
        Files.createDirectories(dst.resolve("a"));
        Files.writeString(dst.resolve("a/f"), "old");
        Files.writeString(dst.resolve("a/hard"), "old");
        assertThat(copy(WHOLE.overwrite(false))).isZero();
        assertThat(dst.resolve("a/f")).hasContent("old");
        assertThat(dst.resolve("a/hard")).hasContent("old");
        assertThat(dst.resolve("a/b/f")).hasContent("new a/b/f");
        assertThat(errnos()).containsOnly(Map.entry("a/f", Errno.EEXIST), Map.entry("a/hard", Errno.EEXIST));
        assertThat(last().errors()).isZero();
        assertThat(last().entries()).isEqualTo(8);
        assertThat(copy(WHOLE)).isZero();
        assertThat(dst.resolve("a/f")).hasContent("new a/f");

        String one = file("one", "one");
        String other = file("other", "other");
        assertThat(io.aioCptree(one, other, WHOLE.overwrite(false)).await()).isZero();
        assertThat(Path.of(other)).hasContent("other");
    }

    @Test
    void aMoveThatMayNotOverwrite() throws Exception {
        Files.createDirectories(dst);
        AioTreeCopy how = WHOLE.overwrite(false);
        assertThatThrownBy(() -> io.aioMvtree(src.toString(), dst.toString(), how).await()).isInstanceOf(AioException.class)
                .hasMessageContaining("EEXIST");
        Files.delete(dst);
        assertThat(io.aioMvtree(src.toString(), dst.toString(), how).await()).isZero();
        assertThat(src).doesNotExist();
        assertThat(find(dst)).contains("./a/b/f");
        String one = file("one", "one");
        String other = file("other", "other");
        assertThatThrownBy(() -> AsyncFiles.await(AsyncFiles.on(io).moveTree(Path.of(one), Path.of(other), how)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Path.of(other)).hasContent("other");
        Path memory = Path.of("/dev/shm");
        if (Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(dir))) {
            Path there = Files.createTempFile(memory, "jeio", "test");
            try {
                assertThatThrownBy(() -> io.aioMvtree(one, there.toString(), how).await()).isInstanceOf(AioException.class);
                assertThat(Path.of(one)).hasContent("one");
                assertThat(there).isEmptyFile();
            } finally {
                Files.delete(there);
            }
        }
    }

    @Test
    void linksAreFollowedWhereTheyAreToBe() throws Exception {
        Path outside = Files.createDirectories(dir.resolve("outside/deep"));
        Files.writeString(outside.resolve("g"), "g");
        Files.createSymbolicLink(src.resolve("a/dir"), dir.resolve("outside"));
        Files.createSymbolicLink(src.resolve("a/file"), Path.of("f"));
        Files.createSymbolicLink(src.resolve("a/nowhere"), Path.of("nothing"));
        Files.createSymbolicLink(src.resolve("a/b/loop"), Path.of(".."));
        run("mkfifo", outside + "/fifo");
        Files.createSymbolicLink(src.resolve("a/fifo"), outside.resolve("fifo"));
        assertThatThrownBy(() -> copy(WHOLE.dereference(true))).isInstanceOf(AioException.class);
        assertThat(errnos()).containsOnly(Map.entry("a/nowhere", Errno.ENOENT), Map.entry("a/b/loop", Errno.ELOOP));
        assertThat(dst.resolve("a/dir")).isDirectory();
        assertThat(Files.isSymbolicLink(dst.resolve("a/dir"))).isFalse();
        assertThat(dst.resolve("a/dir/deep/g")).hasContent("g");
        assertThat(dst.resolve("a/file")).hasContent("new a/f");
        assertThat(run("find", dst.toString(), "-type", "l")).isEmpty();
        assertThat(run("stat", "-c", "%F", dst + "/a/fifo")).isEqualTo("fifo");

        Path link = Files.createSymbolicLink(dir.resolve("link"), src.resolve("a/b"));
        Files.delete(src.resolve("a/b/loop"));
        assertThat(io.aioCptree(link.toString(), dir + "/of-link", WHOLE.dereference(true)).await()).isZero();
        assertThat(dir.resolve("of-link/f")).hasContent("new a/b/f");
        assertThat(Files.isSymbolicLink(dir.resolve("of-link"))).isFalse();
    }

    @Test
    void filesThatCannotBeSharedAreNotCopied() throws Exception {
        Path memory = Path.of("/dev/shm");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(dir)));
        Path there = Files.createTempDirectory(memory, "jeio");
        try {
            assertThatThrownBy(() -> io.aioCptree(src.toString(), there + "/t", WHOLE.reflinkOnly(true)).await())
                    .isInstanceOf(AioException.class);
            assertThat(find(there)).doesNotContain("f ");
        } finally {
            io.aioRmtree(there.toString()).await();
        }
    }

    @Test
    void aCopyThatStaysOnOneDeviceIsWhole() throws Exception {
        assertThat(copy(WHOLE.sameDevice(true))).isZero();
        assertThat(run("diff", "-r", src.toString(), dst.toString())).isEmpty();
        // /proc is another one, mounted on a directory of the root's
        assertThat(io.aioCptree("/", dst.resolve("root").toString(), WHOLE.sameDevice(true).filter("proc"::equals)).await()).isZero();
        assertThat(find(dst.resolve("root"))).isEqualTo(".");
    }

    @Test
    void asyncFilesCopyInTheSameWays() throws Exception {
        AsyncFiles files = AsyncFiles.on(io);
        assertThat(AsyncFiles.await(files.copyTree(src, dst, WHOLE.filter(path -> !path.equals("a"))))).isEqualTo(dst);
        assertThat(find(dst)).isEqualTo(". ./f");
        AsyncFiles.await(files.copyTree(src, dst, told::add));
        assertThat(last().path()).isEmpty();
        assertThat(run("diff", "-r", src.toString(), dst.toString())).isEmpty();
    }

    @Test
    void badArguments() {
        assertThatThrownBy(() -> WHOLE.requests(0)).isInstanceOf(IllegalArgumentException.class).hasMessage("requests 0 is less than 1");
        assertThatThrownBy(() -> WHOLE.filter(null)).isInstanceOf(NullPointerException.class).hasMessage("filter");
        assertThatThrownBy(() -> WHOLE.progress(null)).isInstanceOf(NullPointerException.class).hasMessage("progress");
        assertThatThrownBy(() -> io.aioCptree("a", "b", (AioTreeCopy) null)).isInstanceOf(NullPointerException.class).hasMessage("how");
        assertThatThrownBy(() -> io.aioMvtree("a", "b", (AioTreeCopy) null)).isInstanceOf(NullPointerException.class).hasMessage("how");
        for (AioTreeCopy part : List.of(WHOLE.filter(path -> false), WHOLE.dereference(true), WHOLE.sameDevice(true))) {
            assertThatThrownBy(() -> io.aioMvtree("a", "b", part)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("how");
        }
        assertThat(io.nreqs()).isZero();
        assertThat(WHOLE.requests(3).overwrite(false).requests()).isEqualTo(3);
        assertThat(WHOLE.overwrite()).isTrue();
        assertThat(IoAio.errno()).isGreaterThanOrEqualTo(0);
    }
}
