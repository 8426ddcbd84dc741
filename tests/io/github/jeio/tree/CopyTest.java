package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** aioCopy, as cmp(1) and stat(1) see it. */
class CopyTest extends TreeTest {

    private static final String ATTRIBUTES = "%a %u %g %s %y %x";

    private static String stat(String format, String path) {
        return run("stat", "-c", format, path);
    }

    @Test
    void aCopyHasDataModeAndTimes() throws AioException {
        String src = path("src");
        sh("head -c 20000000 /dev/urandom > \"$1\"; chmod 2751 \"$1\"; touch -d '2001-02-03 04:05:06.123456789' \"$1\"", src);
        String before = stat(ATTRIBUTES, src);

        assertThat(get(io.aioCopy(src, path("dst")))).isZero();

        assertThat(stat(ATTRIBUTES, path("dst"))).isEqualTo(before);
        run("cmp", src, path("dst"));
    }

    @Test
    void aCopyHasTheOwnerAndKeepsTheBitsThatGoWithHim() throws AioException {
        assumeRoot();
        String src = file("src", "program");
        sh("chown 1234:5678 \"$1\"; chmod 6755 \"$1\"", src);

        get(io.aioCopy(src, path("dst")));

        assertThat(stat("%u %g %a", path("dst"))).isEqualTo("1234 5678 6755");
    }

    @Test
    void anExistingTargetIsOverwrittenInPlace() throws Exception {
        String src = file("src", "short");
        String dst = file("dst", "something longer than that");
        String inode = stat("%i", dst);
        Files.createSymbolicLink(dir.resolve("link"), Path.of("dst"));

        get(io.aioCopy(src, path("link")));

        assertThat(Files.readString(Path.of(dst))).isEqualTo("short");
        assertThat(stat("%i", dst)).isEqualTo(inode);
    }

    @Test
    void holesStayHoles() throws AioException {
        String src = path("src");
        sh("""
                truncate -s 200M "$1"
                printf begin | dd of="$1" conv=notrunc status=none
                printf middle | dd of="$1" bs=1 seek=100000000 conv=notrunc status=none
                """, src);

        get(io.aioCopy(src, path("dst")));

        run("cmp", src, path("dst"));
        assertThat(Long.parseLong(stat("%b", path("dst")))).isLessThan(1000);
    }

    @Test
    void aFileThatDoesNotTellItsSizeIsCopiedWhole() throws AioException {
        get(io.aioCopy("/proc/version", path("dst")));

        run("cmp", "/proc/version", path("dst"));
    }

    @Test
    void anEmptyFileIsCopied() throws AioException {
        get(io.aioCopy(file("src", ""), path("dst")));

        assertThat(stat("%s", path("dst"))).isEqualTo("0");
    }

    @Test
    void aFileIsCopiedAcrossFileSystems() throws Exception {
        String src = file("src", "far away");
        String before = stat(ATTRIBUTES, src);
        Path other = otherFileSystem();

        get(io.aioCopy(src, other + "/dst"));

        assertThat(stat(ATTRIBUTES, other + "/dst")).isEqualTo(before);
        run("cmp", src, other + "/dst");
    }

    @Test
    void pathsAreRelativeToWorkingDirectories() throws Exception {
        Files.createDirectories(dir.resolve("from"));
        Files.createDirectories(dir.resolve("to"));
        file("from/a", "content");
        try (AioWd from = get(io.aioWd(path("from"))); AioWd to = get(io.aioWd(path("to")))) {
            get(from.aioCopy("a", "b"));
            get(from.aioCopy("a", to, "c"));
        }

        run("cmp", path("from/a"), path("from/b"));
        run("cmp", path("from/a"), path("to/c"));
    }

    @Test
    void aFileIsNotCopiedOntoItself() throws Exception {
        String src = file("src", "precious");
        Files.createLink(dir.resolve("same"), Path.of(src));

        assertFails(io.aioCopy(src, src), Errno.EINVAL);
        assertFails(io.aioCopy(src, path("same")), Errno.EINVAL);

        assertThat(Files.readString(Path.of(src))).isEqualTo("precious");
    }

    @Test
    void directoriesAreNotCopied() throws Exception {
        Files.createDirectory(dir.resolve("folder"));

        assertFails(io.aioCopy(path("folder"), path("dst")), Errno.EISDIR);
        assertFails(io.aioCopy(file("src", "x"), path("folder")), Errno.EISDIR);

        assertThat(exists("dst")).isFalse();
    }

    @Test
    void aFifoIsNotWaitedFor() {
        run("mkfifo", path("fifo"));

        assertFails(io.aioCopy(path("fifo"), path("dst")), Errno.EINVAL);
        assertFails(io.aioCopy(file("src", "x"), path("fifo")), Errno.ENXIO);
    }

    @Test
    void aDeviceIsWrittenToAndStaysAsItIs() throws AioException {
        String before = stat("%a %u %g", "/dev/null");

        get(io.aioCopy(file("src", "x"), "/dev/null"));

        assertThat(stat("%a %u %g", "/dev/null")).isEqualTo(before);
    }

    @Test
    void errorsOfEitherPathAreTold() {
        assertFails(io.aioCopy(path("none"), path("dst")), Errno.ENOENT);
        assertFails(io.aioCopy(file("src", "x"), path("none/dst")), Errno.ENOENT);
        assertFails(IoAio.INVALID_WD.aioCopy("a", "b"), Errno.ENOENT);
    }

    @Test
    void anIncompleteTargetIsRemoved() {
        // a regular file, but its first page can't be read
        assertFails(io.aioCopy("/proc/self/mem", path("dst")), Errno.EIO);

        assertThat(exists("dst")).isFalse();
    }

    @Test
    void anIncompleteTargetIsRemovedEvenIfALinkLeadsToIt() throws Exception {
        file("target", "old");
        Files.createSymbolicLink(dir.resolve("link"), Path.of("target"));

        assertFails(io.aioCopy("/proc/self/mem", path("link")), Errno.EIO);

        assertThat(exists("target")).isFalse();
        assertThat(exists("link")).isTrue();
    }

    @Test
    void aFullFileSystemIsAnErrorAndLeavesNothing() {
        assumeRoot();
        String script = """
                mkdir "$1/small" && mount -t tmpfs -o size=1m none "$1/small"
                """;
        try {
            sh(script, dir.toString());
        } catch (AssertionError e) {
            org.junit.jupiter.api.Assumptions.abort("can't mount: " + e.getMessage());
        }
        try {
            sh("head -c 3000000 /dev/zero > \"$1\"", path("src"));
            assertFails(io.aioCopy(path("src"), path("small/dst")), Errno.ENOSPC);
            assertThat(exists("small/dst")).isFalse();
        } finally {
            run("umount", path("small"));
        }
    }

    @Test
    void aCancelledCopyLeavesNothing() {
        String src = path("src");
        sh("head -c 200000000 /dev/zero > \"$1\"", src);
        for (int spins = 0; spins < 3_000_000; spins += 250_000) {
            AioRequest<Long> copy = io.aioCopy(src, path("dst"));
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            if (copy.cancel()) {
                assertThat(openHere()).isEmpty();
                // a copy that was complete when it was cancelled is no incomplete one
                assertThat(!exists("dst") || stat("%s", path("dst")).equals("200000000")).isTrue();
            }
            run("rm", "-f", path("dst"));
        }
    }

    @Test
    void badArgumentsThrow() {
        assertThatNullPointerException().isThrownBy(() -> io.aioCopy(null, "b")).withMessageContaining("src");
        assertThatNullPointerException().isThrownBy(() -> io.aioCopy("a", null)).withMessageContaining("dst");
        assertThatNullPointerException().isThrownBy(() -> io.aioCopy("a", null, "b")).withMessageContaining("dstDir");
        assertThatNullPointerException().isThrownBy(() -> io.aioCopy("a", "b", null)).withMessageContaining("callback");
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioCopy("a\0", "b")).withMessageContaining("src");
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioCopy("a", "b\0")).withMessageContaining("dst");
        assertThat(io.nreqs()).isZero();
    }
}
