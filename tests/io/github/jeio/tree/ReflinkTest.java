package io.github.jeio.tree;

import static io.github.jeio.AioConstants.COPY_CLONE_FORCE;
import static io.github.jeio.AioConstants.FIEMAP_EXTENT_SHARED;
import static io.github.jeio.AioConstants.FIEMAP_FLAG_SYNC;
import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioException;
import io.github.jeio.AioExtent;
import io.github.jeio.AioTreeCopy;
import io.github.jeio.Errno;
import io.github.jeio.files.AsyncFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a file system where files can share data, a copy takes no room for it. */
class ReflinkTest extends TreeTest {

    private static final int SIZE = (4 << 20) + 123;

    @BeforeEach
    void mountBtrfs() {
        assumeRoot();
        try {
            sh("""
                    PATH=$PATH:/usr/sbin:/sbin
                    truncate -s 200M "$1/image" && mkfs.btrfs -q "$1/image" && mkdir "$1/btrfs" && mount -o loop "$1/image" "$1/btrfs"
                    """, dir.toString());
        } catch (AssertionError e) {
            Assumptions.abort("needs btrfs: " + e.getMessage());
        }
        sh("head -c " + SIZE + " /dev/urandom > \"$1\"", path("btrfs/src"));
    }

    @AfterEach
    void unmount() {
        io.flush();
        sh("! mountpoint -q \"$1\" || umount \"$1\"", path("btrfs"));
    }

    @Test
    void aCopySharesItsData() throws Exception {
        get(io.aioCopy(path("btrfs/src"), path("btrfs/dst")));
        assertShared();
    }

    /** The kernel leaves what is behind the data that it shares. */
    @Test
    void aCopyThatSharesItsDataEndsWhereThatEnds() throws Exception {
        sh("cd \"$1\" && truncate -s 4M src && head -c 5000000 /dev/urandom > dst", path("btrfs"));
        get(io.aioCopy(path("btrfs/src"), path("btrfs/dst"), COPY_CLONE_FORCE));
        assertShared();
    }

    @Test
    void aCopyOfARangeSharesItsData() throws Exception {
        int in = get(io.aioOpen(path("btrfs/src"), O_RDONLY, 0));
        int out = get(io.aioOpen(path("btrfs/dst"), O_CREAT | O_WRONLY, 0644));
        for (long done = 0; done < SIZE; ) {
            done += get(io.aioCopyFileRange(in, done, out, done, SIZE - done, 0));
        }
        io.aioClose(in);
        io.aioClose(out);
        assertShared();
    }

    @Test
    void aTreeSharesItsDataOrIsNotCopied() throws Exception {
        sh("cd \"$1\" && mkdir -p tree/a && mv src tree/a/src && ln tree/a/src tree/hard && ln -s a/src tree/link", path("btrfs"));
        AioTreeCopy shared = AioTreeCopy.WHOLE.reflinkOnly(true);
        get(io.aioCptree(path("btrfs/tree"), path("btrfs/copy"), shared));
        run("diff", "-r", "--no-dereference", path("btrfs/tree"), path("btrfs/copy"));
        assertShared("btrfs/tree/a/src", "btrfs/copy/a/src");
        assertThat(run("stat", "-c", "%h", path("btrfs/copy/hard"))).isEqualTo("2");
        AsyncFiles.await(AsyncFiles.on(io).copyTree(Path.of(path("btrfs/tree")), Path.of(path("btrfs/again")), shared));
        assertShared("btrfs/tree/a/src", "btrfs/again/a/src");
        assertFails(io.aioCptree(path("btrfs/tree"), path("elsewhere"), shared), Errno.EXDEV);
        assertThat(run("find", path("elsewhere"), "-type", "f")).isEmpty();
    }

    private void assertShared() throws Exception {
        assertShared("btrfs/src", "btrfs/dst");
    }

    private void assertShared(String src, String dst) throws Exception {
        run("cmp", path(src), path(dst));
        List<AioExtent> extents = extents(dst);
        assertThat(extents).isNotEmpty().isEqualTo(extents(src))
                .allMatch(extent -> (extent.flags() & FIEMAP_EXTENT_SHARED) != 0);
    }

    private List<AioExtent> extents(String name) throws AioException {
        int fd = get(io.aioOpen(path(name), O_RDONLY, 0));
        List<AioExtent> extents = get(io.aioFiemap(fd, 0, -1, FIEMAP_FLAG_SYNC, -1));
        io.aioClose(fd);
        return extents;
    }
}
