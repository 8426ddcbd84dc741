package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** aioMvtree across file systems removes what it has copied, and nothing else. */
class MoveKeepsTest extends TreeTest {

    private final Mounts mounts = new Mounts();

    @AfterEach
    void unmount() {
        mounts.close();
    }

    @Test
    void aMoveWithoutRoomRemovesNothing() throws Exception {
        sh("mkdir -p \"$1/tree/sub\"; head -c 3000000 /dev/urandom > \"$1/tree/sub/large\"; printf x > \"$1/tree/small\"", dir.toString());
        String before = describe(path("tree"));
        Path small = mounts.tmpfs(dir.resolve("small"), "size=1m");

        assertFails(io.aioMvtree(path("tree"), small + "/tree"), Errno.ENOSPC);
        assertFails(io.aioMvtree(path("tree/sub/large"), small + "/large"), Errno.ENOSPC);

        assertThat(describe(path("tree"))).isEqualTo(before);
    }

    @Test
    void aMoveThatCannotReadAllRemovesNothing() throws Exception {
        String tree = makeTree("tree");
        Path other = otherFileSystem();
        mounts.tmpfs(dir.resolve("tree/sub/mounted"), "size=1m");
        String before = describe(tree);
        // a name that the other file system can't have
        Files.createDirectories(other.resolve("target"));
        Files.writeString(other.resolve("target/x"), "full");

        assertFails(io.aioMvtree(tree, other + "/target"), Errno.ENOTEMPTY);
        assertFails(io.aioMvtree(tree, other + "/none/target"), Errno.ENOENT);

        assertThat(describe(tree)).isEqualTo(before);
    }

    @Test
    void aSourceThatIsReadOnlyIsAnError() throws Exception {
        sh("mkdir -p \"$1/from/tree/sub\"; printf x > \"$1/from/tree/sub/file\"; printf y > \"$1/from/file\"", dir.toString());
        Path other = otherFileSystem();
        Path bound = mounts.bind(dir.resolve("from"), dir.resolve("bound"));
        run("mount", "-o", "remount,bind,ro", bound.toString());

        assertFails(io.aioMvtree(bound + "/file", other + "/file"), Errno.EROFS);
        AioRequest<Long> move = io.aioMvtree(bound + "/tree", other + "/tree");
        io.flush();

        assertThat(move.errno()).isEqualTo(Errno.EROFS);
        assertThat(dir.resolve("from/tree/sub/file")).hasContent("x");
        assertThat(dir.resolve("from/file")).hasContent("y");
    }

    /** Between the copy and the removal. */
    @Test
    void whatGotTheNameMeanwhileIsNotRemoved() throws Exception {
        String tree = makeTree("tree");
        Path other = otherFileSystem();
        AioRequest<Long> move = io.aioMvtree(tree, other + "/moved", done -> {
            if (done.path().isEmpty()) {
                sh("cd \"$1\"; mv tree old; mkdir tree; printf new > tree/new", dir.toString());
            }
        }, status -> { });
        io.flush();

        assertThat(move.errno()).isEqualTo(Errno.ESTALE);
        assertThat(dir.resolve("tree/new")).hasContent("new");
        assertThat(describe(path("old"))).isEqualTo(describe(other + "/moved"));
    }

    @Test
    void norIsAFileThatGotTheName() throws Exception {
        file("file", "old");
        Path other = otherFileSystem();
        AioRequest<Long> move = io.aioMvtree(path("file"), other + "/moved", done ->
                sh("cd \"$1\"; mv file old; printf new > file", dir.toString()), status -> { });
        io.flush();

        assertThat(move.errno()).isEqualTo(Errno.ESTALE);
        assertThat(dir.resolve("file")).hasContent("new");
        assertThat(other.resolve("moved")).hasContent("old");
    }

    /** What is moved is on its file system to the last: nothing of it is open when the request is done. */
    @Test
    void fileSystemsCanBeUnmountedAtOnce() throws Exception {
        Path a = mounts.tmpfs(dir.resolve("a"), "size=4m");
        Path b = mounts.tmpfs(dir.resolve("b"), "size=4m");
        makeTree("a/tree");
        for (int i = 0; i < 10; i++) {
            io.aioMvtree(a + "/tree", b + "/tree").await();
            io.aioCptree(b + "/tree", a + "/tree").await();
            io.aioRmtree(b + "/tree").await();
            run("umount", b.toString());
            run("mount", "-t", "tmpfs", "none", b.toString());
        }
    }
}
