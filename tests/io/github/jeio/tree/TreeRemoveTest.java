package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTreeProgress;
import io.github.jeio.AioTreeRemove;
import io.github.jeio.Errno;
import io.github.jeio.files.AsyncFiles;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a tree is removed: what an AioTreeRemove says. */
class TreeRemoveTest extends TreeTest {

    private static final AioTreeRemove WHOLE = AioTreeRemove.WHOLE;

    private final List<AioTreeProgress> told = new ArrayList<>();
    private Path tree;

    @BeforeEach
    void makeTree() throws Exception {
        tree = Files.createDirectories(dir.resolve("tree"));
        Files.createDirectories(tree.resolve("a/b"));
        for (String name : List.of("f", "a/f", "a/b/f", "a/skip")) {
            Files.writeString(tree.resolve(name), name);
        }
        Files.createSymbolicLink(tree.resolve("a/link"), dir);
    }

    private String find() {
        return run("sh", "-c", "cd \"$1\" && find . | sort | tr '\\n' ' '", "sh", tree.toString());
    }

    private long remove(AioTreeRemove how) throws AioException {
        return io.aioRmtree(tree.toString(), how.progress(told::add), status -> { }).await();
    }

    private List<String> paths() {
        return told.stream().map(AioTreeProgress::path).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void everyEntryIsTold(int requests) throws Exception {
        assertThat(remove(WHOLE.requests(requests))).isZero();
        assertThat(tree).doesNotExist();
        assertThat(paths()).containsExactlyInAnyOrder("f", "a/f", "a/b/f", "a/skip", "a/link", "a/b", "a", "")
                .containsSubsequence("a/b/f", "a/b", "a", "");
        AioTreeProgress last = told.get(told.size() - 1);
        assertThat(last).isEqualTo(new AioTreeProgress("", 0, 8, 0, 0));
    }

    @Test
    void whatTheFilterKeepsStaysWithItsDirectories() throws Exception {
        assertThat(remove(WHOLE.filter(path -> !path.endsWith("skip")))).isZero();
        assertThat(find()).isEqualTo(". ./a ./a/skip");
        assertThat(paths()).containsExactlyInAnyOrder("f", "a/f", "a/b/f", "a/link", "a/b");
        assertThat(remove(WHOLE.filter(path -> !path.equals("a")))).isZero();
        assertThat(find()).isEqualTo(". ./a ./a/skip");
        assertThat(remove(WHOLE)).isZero();
        assertThat(tree).doesNotExist();
    }

    @Test
    void aFilterThatThrowsCancelsTheRemoval() {
        io.pollFileno();
        AioRequest<Long> removing = io.aioRmtree(tree.toString(), WHOLE.filter(path -> {
            throw new IllegalStateException("filtered");
        }), status -> { });
        assertThatThrownBy(io::flush).isInstanceOf(IllegalStateException.class).hasMessage("filtered");
        assertThat(removing.isCancelled()).isTrue();
        io.flush();
        assertThat(find()).isEqualTo(". ./a ./a/b ./a/b/f ./a/f ./a/link ./a/skip ./f");
    }

    @Test
    void whatIsMountedStaysOnItsDevice() throws Exception {
        try (Mounted other = Mounted.mount(tree.resolve("a/mounted"), "-t tmpfs none")) {
            Path precious = Files.writeString(other.at().resolve("precious"), "precious");
            assertThat(remove(WHOLE.sameDevice(true))).isZero();
            assertThat(precious).hasContent("precious");
            assertThat(find()).isEqualTo(". ./a ./a/mounted ./a/mounted/precious");
        }
    }

    @Test
    void aTreeDeeperThanAPathAndThanDescriptorsGoes() throws Exception {
        run("python3", "-c", "import os, sys\nos.chdir(sys.argv[1])\nfor i in range(900):\n  os.mkdir('deep'); os.chdir('deep'); open('f', 'w')", tree.toString());
        assertThat(io.aioRmtree(tree.toString(), WHOLE.filter(path -> !path.equals("a")), status -> { }).await()).isZero();
        assertThat(find()).startsWith(". ./a ./a/b").doesNotContain("deep");
    }

    @Test
    void theFirstErrorIsTheResult() throws Exception {
        try (Mounted other = Mounted.mount(tree.resolve("a/mounted"), "-t tmpfs none")) {
            assertThatThrownBy(() -> remove(WHOLE)).isInstanceOf(AioException.class).hasMessageContaining("EBUSY");
            assertThat(other.at()).isEmptyDirectory();
            assertThat(find()).isEqualTo(". ./a ./a/mounted");
            assertThat(told.get(told.size() - 1)).isEqualTo(new AioTreeProgress("", Errno.ENOTEMPTY, 9, 3, 0));
        }
        assertThatThrownBy(() -> io.aioRemove(dir + "/none", WHOLE.sameDevice(true), status -> { }).await()).hasMessageContaining("ENOENT");
        assertThatThrownBy(() -> io.aioRmtree(tree.resolve("a/link").toString(), WHOLE.sameDevice(true), status -> { }).await()).isInstanceOf(AioException.class);
    }

    @Test
    void filesAndLinksAreRemovedToo() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("link"), tree);
        assertThat(io.aioRemove(link.toString(), WHOLE.progress(told::add), status -> { }).await()).isZero();
        assertThat(told).containsExactly(new AioTreeProgress("", 0, 1, 0, 0));
        assertThat(tree).isDirectory();
        assertThat(io.aioRemove(tree.toString(), WHOLE.filter(path -> path.equals("f")), status -> { }).await()).isZero();
        assertThat(find()).isEqualTo(". ./a ./a/b ./a/b/f ./a/f ./a/link ./a/skip");
    }

    @Test
    void asyncFilesDeleteInTheSameWays() throws Exception {
        AsyncFiles files = AsyncFiles.on(io);
        AsyncFiles.await(files.deleteTree(tree, WHOLE.filter(path -> !path.startsWith("a"))));
        assertThat(find()).isEqualTo(". ./a ./a/b ./a/b/f ./a/f ./a/link ./a/skip");
        AsyncFiles.await(files.deleteTree(tree, told::add));
        assertThat(paths()).endsWith("");
        assertThat(tree).doesNotExist();
        assertThatThrownBy(() -> AsyncFiles.await(files.deleteTree(tree, told::add))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void badArguments() {
        assertThatThrownBy(() -> WHOLE.requests(0)).isInstanceOf(IllegalArgumentException.class).hasMessage("requests 0 is less than 1");
        assertThatThrownBy(() -> WHOLE.filter(null)).isInstanceOf(NullPointerException.class).hasMessage("filter");
        assertThatThrownBy(() -> WHOLE.progress(null)).isInstanceOf(NullPointerException.class).hasMessage("progress");
        assertThatThrownBy(() -> io.aioRmtree("a", (AioTreeRemove) null, status -> { })).isInstanceOf(NullPointerException.class).hasMessage("how");
        assertThatThrownBy(() -> io.aioRemove("a", (AioTreeRemove) null, status -> { })).isInstanceOf(NullPointerException.class).hasMessage("how");
        assertThat(io.nreqs()).isZero();
        assertThat(WHOLE.requests(3).sameDevice(true).requests()).isEqualTo(3);
        assertThat(WHOLE.sameDevice()).isFalse();
    }

    /** Somebody makes a directory of it when it was seen as a file. */
    @Test
    void aFileThatBecomesADirectoryIsRemovedWithWhatIsInIt() throws AioException {
        remove(WHOLE.filter(path -> {
            if (path.equals("a/f")) {
                run("sh", "-c", "rm \"$1\"; mkdir \"$1\"; printf new > \"$1/new\"", "sh", tree.resolve(path).toString());
            }
            return true;
        }));

        assertThat(tree).doesNotExist();
        assertThat(paths()).contains("a/f", "a/f/new");
    }

    @Test
    void aFilterThatThrowsEndsTheRequest() {
        AioRequest<Long> request = io.aioRmtree(tree.toString(), WHOLE.filter(path -> {
            if (path.equals("a/b")) {
                throw new IllegalStateException("which is the filter's");
            }
            return true;
        }), status -> { });

        assertThatThrownBy(() -> io.flush()).hasMessage("which is the filter's");
        io.flush();
        assertThat(request.isCancelled()).isTrue();
        assertThat(tree.resolve("a/b/f")).exists();
    }
}
