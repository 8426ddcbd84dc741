package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.AioTreeCopy;
import io.github.jeio.AioTreeProgress;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** aioMvtree, within a file system and across two. */
class MvtreeTest extends TreeTest {

    @Test
    void withinAFileSystemItIsARename() throws Exception {
        String tree = makeTree("tree");
        String inode = run("stat", "-c", "%i", tree);
        List<AioTreeProgress> told = new ArrayList<>();

        get(io.aioMvtree(tree, path("moved"), told::add, status -> assertThat(status).isZero()));

        assertThat(run("stat", "-c", "%i", path("moved"))).isEqualTo(inode);
        assertThat(exists("tree")).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void acrossFileSystemsItIsACopyAndARemoval() throws Exception {
        String tree = makeTree("tree");
        String before = describe(tree);
        Path other = otherFileSystem();
        Files.createDirectory(other.resolve("moved")); // an empty one is replaced
        List<AioTreeProgress> told = new ArrayList<>();

        get(io.aioMvtree(tree, other + "/moved", told::add, status -> assertThat(status).isZero()));

        assertThat(describe(other + "/moved")).isEqualTo(before);
        assertThat(exists("tree")).isFalse();
        assertThat(told).isNotEmpty();
    }

    @Test
    void oneFileIsMovedToo() throws Exception {
        file("file", "content");
        Path other = otherFileSystem();
        Files.writeString(other.resolve("file"), "replaced");

        get(io.aioMvtree(path("file"), other + "/file"));

        assertThat(other.resolve("file")).hasContent("content");
        assertThat(exists("file")).isFalse();
    }

    @Test
    void workingDirectoriesMayBeClosedMeanwhile() throws Exception {
        String before = describe(makeTree("tree"));
        Path other = otherFileSystem();
        AioWd from = get(io.aioWd(dir.toString()));
        AioWd to = get(io.aioWd(other.toString()));
        AioRequest<Long> request = from.aioMvtree("tree", to, "moved", AioTreeCopy.WHOLE);
        from.close();
        to.close();

        assertThat(get(request)).isZero();
        assertThat(describe(other + "/moved")).isEqualTo(before);
        assertThat(exists("tree")).isFalse();
        assertThat(openHere()).isEmpty();
    }

    @Test
    void whatIsInTheWayStays() throws Exception {
        String tree = makeTree("tree");
        String before = describe(tree);
        Path other = otherFileSystem();
        Files.createDirectories(other.resolve("full/sub"));
        Files.writeString(other.resolve("file"), "stays");

        assertFails(io.aioMvtree(tree, other + "/full"), Errno.ENOTEMPTY);
        assertFails(io.aioMvtree(tree, other + "/file"), Errno.ENOTDIR);
        assertFails(io.aioMvtree(tree + "/hello", other + "/full"), Errno.EISDIR);

        assertThat(describe(tree)).isEqualTo(before);
        assertThat(run("find", other.toString(), "-mindepth", "1", "-printf", "%P\\n").lines())
                .containsExactlyInAnyOrder("full", "full/sub", "file");
        assertThat(other.resolve("file")).hasContent("stays");
    }

    @Test
    void aCancelledMoveLosesNothing() throws Exception {
        String tree = makeTree("tree");
        String files = files(tree);
        run("cp", "-a", tree, path("backup"));
        Path other = otherFileSystem();
        cancelAtEveryStep(() -> io.aioMvtree(tree, other + "/moved"), () -> {
            // every file is here or there, whole
            sh("mkdir -p \"$1\"; cp -an \"$2/moved/.\" \"$1/\" 2>/dev/null || true", tree, other.toString());
            assertThat(files(tree)).isEqualTo(files);
            sh("rm -rf \"$1/tree\" \"$2/moved\"; cp -a \"$1/backup\" \"$1/tree\"", dir.toString(), other.toString());
        });
    }

    private static String files(String tree) {
        return sh("cd \"$1\"; find . -type f | sort | xargs -d '\\n' cksum", tree);
    }

    @Test
    void theStatusIsThatOfTheRemoval() throws Exception {
        assumeRoot();
        String tree = makeTree("tree");
        Path other = otherFileSystem();
        try {
            run("chattr", "+i", path("tree/hello"));
        } catch (AssertionError e) {
            org.junit.jupiter.api.Assumptions.abort("no immutable files here: " + e.getMessage());
        }
        try {
            AioRequest<Long> request = io.aioMvtree(tree, other + "/moved");
            io.flush();
            assertThat(request.errno()).isEqualTo(Errno.ENOTEMPTY);
            assertThat(other.resolve("moved/hello")).hasContent("hello");
        } finally {
            run("chattr", "-i", path("tree/hello"));
        }
    }
}
