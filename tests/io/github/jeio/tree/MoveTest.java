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

/** aioMove, within a file system and across two. */
class MoveTest extends TreeTest {

    private static String stat(String format, String path) {
        return run("stat", "-c", format, path);
    }

    @Test
    void withinAFileSystemItIsARename() throws AioException {
        String src = file("src", "content");
        String inode = stat("%i", src);

        assertThat(get(io.aioMove(src, path("dst")))).isZero();

        assertThat(exists("src")).isFalse();
        assertThat(stat("%i", path("dst"))).isEqualTo(inode);
    }

    @Test
    void acrossFileSystemsItIsACopyAndAnUnlink() throws Exception {
        String src = file("src", "content");
        run("touch", "-d", "2001-02-03 04:05:06.123456789", src);
        run("chmod", "601", src);
        String before = stat("%a %u %g %s %y", src);
        Path other = otherFileSystem();

        get(io.aioMove(src, other + "/dst"));

        assertThat(exists("src")).isFalse();
        assertThat(Files.readString(other.resolve("dst"))).isEqualTo("content");
        assertThat(stat("%a %u %g %s %y", other + "/dst")).isEqualTo(before);
    }

    @Test
    void whatCannotBeCopiedStays() throws Exception {
        Files.createDirectory(dir.resolve("folder"));
        Path other = otherFileSystem();

        assertFails(io.aioMove(path("folder"), other + "/dst"), Errno.EISDIR);
        assertFails(io.aioMove(file("src", "x"), other + "/none/dst"), Errno.ENOENT);

        assertThat(exists("folder")).isTrue();
        assertThat(exists("src")).isTrue();
        assertThat(other).isEmptyDirectory();
    }

    @Test
    void errorsOfTheRenameAreTold() {
        assertFails(io.aioMove(path("none"), path("dst")), Errno.ENOENT);
        assertFails(io.aioMove(file("src", "x"), path("none/dst")), Errno.ENOENT);
        assertFails(IoAio.INVALID_WD.aioMove("a", "b"), Errno.ENOENT);
    }

    @Test
    void workingDirectoriesMayBeClosedMeanwhile() throws Exception {
        file("src", "content");
        Path other = otherFileSystem();
        AioWd from = get(io.aioWd(dir.toString()));
        AioWd to = get(io.aioWd(other.toString()));
        AioRequest<Long> move = from.aioMove("src", to, "dst");
        from.close();
        to.close();

        assertThat(get(move)).isZero();
        assertThat(other.resolve("dst")).hasContent("content");
        assertThat(openHere()).isEmpty();
    }

    @Test
    void aDirectoryOfTheProcessGoesWithAnyPool() throws Exception {
        String src = file("src", "content");

        assertThat(get(io.aioMove(src, IoAio.CWD, path("dst")))).isZero();
        assertFails(io.aioMove(path("dst"), IoAio.INVALID_WD, "x"), Errno.ENOENT);
    }

    @Test
    void aCancelledMoveLosesNothing() throws Exception {
        Path other = otherFileSystem();
        file("src", "precious");
        cancelAtEveryStep(() -> io.aioMove(path("src"), other + "/dst"), () -> {
            Path rest = exists("src") ? dir.resolve("src") : other.resolve("dst");
            assertThat(rest).hasContent("precious");
            if (!exists("src")) {
                run("mv", rest.toString(), path("src"));
            }
            run("rm", "-f", other + "/dst");
        });
    }

    @Test
    void badArgumentsThrow() {
        assertThatNullPointerException().isThrownBy(() -> io.aioMove(null, "b")).withMessageContaining("src");
        assertThatNullPointerException().isThrownBy(() -> io.aioMove("a", null)).withMessageContaining("dst");
        assertThatNullPointerException().isThrownBy(() -> io.aioMove("a", null, "b")).withMessageContaining("dstDir");
        assertThatNullPointerException().isThrownBy(() -> io.aioMove("a", "b", null)).withMessageContaining("callback");
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioMove("a", "b\0")).withMessageContaining("dst");
        assertThat(io.nreqs()).isZero();
    }
}
