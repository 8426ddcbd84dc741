package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A target in its source, by way of mounts: known by device and inode of the open directory, and by nothing else. */
class InsideTest extends TreeTest {

    private final Mounts mounts = new Mounts();

    @AfterEach
    void unmount() {
        mounts.close();
    }

    private List<String> inside(Path root) {
        return run("find", root.toString(), "-mindepth", "1", "-printf", "%P\\n").lines().sorted().toList();
    }

    @Test
    void aBackupToWhatIsMountedInTheSourceEnds() throws Exception {
        sh("mkdir -p \"$1/etc\"; printf x > \"$1/etc/file\"", path("src"));
        Path usb = mounts.tmpfs(dir.resolve("src/mnt/usb"), "size=4m");
        Files.writeString(usb.resolve("on usb"), "y");

        assertFails(io.aioCptree(path("src"), usb + "/backup"), Errno.EINVAL);

        assertThat(inside(usb.resolve("backup"))).containsExactly(
                "etc", "etc/file", "mnt", "mnt/usb", "mnt/usb/on usb");
    }

    @Test
    void noMoveRemovesASourceThatHasItsTarget() throws Exception {
        sh("mkdir -p \"$1/etc\"; printf x > \"$1/etc/file\"", path("src"));
        Path usb = mounts.tmpfs(dir.resolve("src/mnt/usb"), "size=4m");

        AioRequest<Long> move = io.aioMvtree(path("src"), usb + "/backup");
        io.flush();

        assertThat(move.errno()).isEqualTo(Errno.EINVAL);
        assertThat(dir.resolve("src/etc/file")).hasContent("x");
    }

    @Test
    void readdirMayDisagreeWithStat() throws Exception {
        Path lower = Files.createDirectories(dir.resolve("lower/src/sub"));
        Files.writeString(lower.resolve("file"), "x");
        Files.createDirectories(dir.resolve("lower/src/target"));
        Path merged = mounts.overlay(dir.resolve("lower"), otherFileSystem(), dir.resolve("merged"));

        assertFails(io.aioCptree(merged + "/src", merged + "/src/target"), Errno.EINVAL);

        assertThat(inside(merged.resolve("src/target"))).containsExactly("sub", "sub/file");
    }

    /** Inode numbers of a file system in memory are given one after the other. */
    @Test
    void aDirectoryElsewhereMayHaveTheTargetsInodeNumber() throws Exception {
        Path base = mounts.tmpfs(dir.resolve("base"), "size=4m,inode64");
        Files.createDirectories(base.resolve("src/other"));
        Files.createDirectory(base.resolve("dst"));
        String inode = run("stat", "-c", "%i", base + "/dst");
        Path other = mounts.tmpfs(base.resolve("src/other"), "size=4m,inode64");
        sh("cd \"$1\"; for i in $(seq 1 30); do mkdir d$i; printf x > d$i/file; done", other.toString());
        String twin = run("find", other.toString(), "-inum", inode, "-type", "d", "-printf", "%f");
        org.junit.jupiter.api.Assumptions.assumeFalse(twin.isEmpty(), "needs inode numbers that can be foretold");

        assertThat(get(io.aioCptree(base + "/src", base + "/dst"))).isZero();

        assertThat(inside(base.resolve("dst/other"))).hasSize(60);
    }

    /** A directory that the copy has filled turns up in the source, by way of a mount. */
    @Test
    void whatTheCopyHasMadeIsNotCopiedAgainForEver() throws Exception {
        sh("mkdir -p \"$1/src/deep/again\" \"$1/dst/deep\"; printf x > \"$1/src/deep/file\"", dir.toString());
        mounts.bind(dir.resolve("dst/deep"), dir.resolve("src/deep/again"));

        assertFails(io.aioCptree(path("src"), path("dst")), Errno.EINVAL);

        assertThat(inside(dir.resolve("dst"))).containsExactly("deep", "deep/again", "deep/file");
    }
}
