package io.github.jeio.tree;

import static io.github.jeio.AioConstants.COPY_CLONE;
import static io.github.jeio.AioConstants.COPY_CLONE_FORCE;
import static io.github.jeio.AioConstants.COPY_EXCL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jeio.AioConstants;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** aioCopy's flags. */
class CopyFlagsTest extends TreeTest {

    @Test
    void theirValuesAreLibuvs() {
        assertThat(List.of(COPY_EXCL, COPY_CLONE, COPY_CLONE_FORCE)).containsExactly(1, 2, 4);
    }

    @Test
    void withExclWhatExistsStays() throws Exception {
        String src = file("src", "new");
        String dst = file("dst", "old");
        Files.createSymbolicLink(dir.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(dir.resolve("link"), Path.of("dst"));

        for (String name : new String[] {"dst", "dangling", "link", "src"}) {
            assertFails(io.aioCopy(src, path(name), COPY_EXCL), Errno.EEXIST);
        }
        assertFails(io.aioCopy(src, dir.toString(), COPY_EXCL), Errno.EEXIST);

        assertThat(Path.of(dst)).hasContent("old");
        assertThat(exists("nowhere")).isFalse();
        assertThat(get(io.aioCopy(src, path("fresh"), COPY_EXCL))).isZero();
        assertThat(dir.resolve("fresh")).hasContent("new");
    }

    @Test
    void withExclAnIncompleteCopyIsRemoved() {
        assertFails(io.aioCopy("/proc/self/mem", path("dst"), COPY_EXCL), Errno.EIO);
        assertThat(exists("dst")).isFalse();
    }

    @Test
    void withExclOneOfManyWins() throws Exception {
        String src = file("src", "x".repeat(100000));
        for (int round = 0; round < 20; round++) {
            List<io.github.jeio.AioRequest<Long>> copies = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                copies.add(io.aioCopy(src, path("dst" + round), COPY_EXCL));
            }
            io.flush();
            assertThat(copies.stream().filter(copy -> copy.errno() == 0)).hasSize(1);
            assertThat(copies.stream().filter(copy -> copy.errno() == Errno.EEXIST)).hasSize(7);
            run("cmp", src, path("dst" + round));
        }
    }

    @Test
    void aCloneThatCannotBeIsACopyOrAnErrorThatLeavesTheTarget() throws Exception {
        String src = file("src", "content");
        try (Mounted tmpfs = Mounted.mount(dir.resolve("t"), "-t tmpfs none")) {
            Files.writeString(Path.of(tmpfs.path("old")), "old and longer");
            String state = run("stat", "-c", "%i %a %s %y", tmpfs.path("old"));

            assertFails(io.aioCopy(src, tmpfs.path("new"), COPY_CLONE_FORCE), Errno.EXDEV);
            assertFails(io.aioCopy(src, tmpfs.path("old"), COPY_CLONE_FORCE), Errno.EXDEV);
            assertFails(io.aioCopy(tmpfs.path("old"), tmpfs.path("new"), COPY_CLONE_FORCE), Errno.EOPNOTSUPP);

            assertThat(run("ls", tmpfs.at().toString())).isEqualTo("old");
            assertThat(run("stat", "-c", "%i %a %s %y", tmpfs.path("old"))).isEqualTo(state);
            get(io.aioCopy(src, tmpfs.path("new"), COPY_CLONE));
            get(io.aioCopy(src, tmpfs.path("old"), COPY_CLONE));
            run("cmp", src, tmpfs.path("new"));
            run("cmp", src, tmpfs.path("old"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6})
    void aCloneSharesItsData(int flags) throws Exception {
        try (Mounted btrfs = Mounted.image(dir.resolve("btrfs"), 200, "mkfs.btrfs -q", "defaults")) {
            sh("head -c 1000123 /dev/urandom > \"$1/src\"; head -c 3000000 /dev/zero > \"$1/old\"; chmod 640 \"$1/src\"",
                    btrfs.at().toString());
            for (String dst : new String[] {"new", "old"}) {
                get(io.aioCopy(btrfs.path("src"), btrfs.path(dst), flags));
                run("cmp", btrfs.path("src"), btrfs.path(dst));
                assertThat(run("stat", "-c", "%a %u %g %y", btrfs.path(dst)))
                        .isEqualTo(run("stat", "-c", "%a %u %g %y", btrfs.path("src")));
                int fd = get(io.aioOpen(btrfs.path(dst), AioConstants.O_RDONLY, 0));
                assertThat(get(io.aioFiemap(fd, 0, -1, AioConstants.FIEMAP_FLAG_SYNC, -1))).isNotEmpty()
                        .allMatch(extent -> (extent.flags() & AioConstants.FIEMAP_EXTENT_SHARED) != 0);
                get(io.aioClose(fd));
            }
            io.flush();
        }
    }

    @Test
    void pathsMayBeRelativeToDirectories() throws Exception {
        file("src", "content");
        try (AioWd wd = get(io.aioWd(dir.toString()))) {
            get(wd.aioCopy("src", "a", COPY_EXCL));
            get(wd.aioCopy("src", wd, "b", COPY_EXCL));
            get(io.aioCopy(path("src"), wd, "c", 0));
            assertFails(wd.aioCopy("src", "a", COPY_EXCL), Errno.EEXIST);
        }
        for (String name : new String[] {"a", "b", "c"}) {
            run("cmp", path("src"), path(name));
        }
    }

    @Test
    void otherBitsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioCopy("a", "b", 8)).withMessageContaining("flags 0x8");
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioCopy("a", "b", -1)).withMessageContaining("flags");
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioCopy("a", IoAio.CWD, "b", 16)).withMessageContaining("flags 0x10");
        assertThat(io.nreqs()).isZero();
    }
}
