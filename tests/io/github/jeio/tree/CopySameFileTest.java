package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One file under two names is neither copied nor moved onto itself, and stays as it was. */
class CopySameFileTest extends TreeTest {

    private String state() {
        return sh("cd \"$1\"; find . -printf '%p %y %i %n %s %m %U %G %T@ %l\\n' | LC_ALL=C sort; cat f", dir.toString());
    }

    private void makeNames(String content) {
        sh("""
                cd "$1"; printf '%s' "$2" > f; mkdir d; ln f d/hard; ln -s ../f d/link; ln -s d dlink; mkfifo p; ln p p2
                ln -s f l; ln l l2; touch -d '2001-02-03 04:05:06.123456789' f
                """, dir.toString(), content);
    }

    @ParameterizedTest
    @CsvSource({"f,f", "f,./f", "f,d/../f", "f,d/hard", "d/hard,f", "f,d/link", "d/link,f", "d/link,dlink/link", "f,dlink/hard"})
    void aCopyOntoItselfIsInvalid(String src, String dst) {
        makeNames("precious");
        String before = state();

        assertFails(io.aioCopy(path(src), path(dst)), Errno.EINVAL);

        assertThat(state()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"f,f", "f,./f", "f,d/../f", "f,d/hard", "d/hard,f", "l,l2", "p,p2", "l,f", "d,d", "d,./d"})
    void aMoveOntoItselfIsInvalid(String src, String dst) {
        makeNames("precious");
        String before = state();

        assertFails(io.aioMove(path(src), path(dst)), Errno.EINVAL);

        assertThat(state()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"f,f", "d/hard,f", "f,d/hard", "l,l", "l2,l", "p,p2", "l,f"})
    void anotherMountDoesNotHideThat(String src, String dst) {
        run("mkdir", path("a"));
        try (Mounted b = Mounted.bind(dir.resolve("a"), dir.resolve("b"))) {
            sh("cd \"$1/a\"; printf precious > f; mkdir d; ln f d/hard; ln -s f l; ln l l2; mkfifo p; ln p p2; cp f ../f", dir.toString());
            String before = state();

            assertFails(io.aioMove(path("a/" + src), b.path(dst)), Errno.EINVAL);
            assertFails(io.aioMove(b.path(src), path("a/" + dst)), Errno.EINVAL);
            assertFails(io.aioCptree(path("a/" + src), b.path(dst)), Errno.EINVAL);
            if (!src.startsWith("p")) {
                assertFails(io.aioCopy(path("a/" + src), b.path(dst)), Errno.EINVAL);
            }

            assertThat(state()).isEqualTo(before);
        }
    }

    @Test
    void aFullFileSystemDoesNotLoseIt() throws Exception {
        run("mkdir", path("full"));
        Files.delete(dir.resolve("full"));
        try (Mounted full = Mounted.mount(dir.resolve("full"), "-t tmpfs -o size=64k,nr_inodes=6 none")) {
            sh("cd \"$1\"; printf precious > f; ln -s f l; ln f h; cat /dev/zero > fill 2>/dev/null || true; : > last || true",
                    full.at().toString());
            for (String pair : new String[] {"f f", "l f", "l l", "h f", "f h"}) {
                String[] names = pair.split(" ");
                assertFails(io.aioCptree(full.path(names[0]), full.path(names[1])), Errno.EINVAL);
                assertFails(io.aioMove(full.path(names[0]), full.path(names[1])), Errno.EINVAL);
                assertThat(Path.of(full.path("f"))).hasContent("precious");
                assertThat(Files.readSymbolicLink(Path.of(full.path("l")))).hasToString("f");
            }
            assertFails(io.aioCopy(full.path("l"), full.path("f")), Errno.EINVAL);
        }
    }

    /** From where it is; from where the copy would be it leads nowhere. */
    @Test
    void aLinkDoesNotReplaceTheFileThatItLeadsTo() {
        sh("cd \"$1\"; mkdir a; printf precious > f; ln -s ../f a/l", dir.toString());
        assertFails(io.aioCptree(path("a/l"), path("f")), Errno.EINVAL);
        assertThat(dir.resolve("f")).hasContent("precious");
    }

    /** What can't be replaced is known before there is a copy, which may find no room. */
    @Test
    void aDirectoryIsInTheWayBeforeAnythingIsCopied() {
        String src = path("src");
        sh("head -c 300000 /dev/zero > \"$1\"", src);
        try (Mounted full = Mounted.mount(dir.resolve("full"), "-t tmpfs -o size=128k none")) {
            run("mkdir", full.path("d"));
            assertFails(io.aioMove(src, full.path("d")), Errno.EISDIR);
            assertFails(io.aioCptree(src, full.path("d")), Errno.EISDIR);
        }
    }

    /** What is replaced stays until there is something to replace it. */
    @Test
    void withoutRoomWhatIsInTheWayStays() throws Exception {
        String src = path("src");
        sh("head -c 300000 /dev/zero > \"$1\"", src);
        try (Mounted full = Mounted.mount(dir.resolve("full"), "-t tmpfs -o size=128k none")) {
            sh("cd \"$1\"; printf old > f; ln -s f l; mkfifo p", full.at().toString());
            for (String name : new String[] {"f", "l", "p"}) {
                assertFails(io.aioMove(src, full.path(name)), Errno.ENOSPC);
                assertFails(io.aioCptree(src, full.path(name)), Errno.ENOSPC);
            }
            assertThat(Path.of(full.path("f"))).hasContent("old");
            assertThat(sh("cd \"$1\"; find . -mindepth 1 -printf '%f %y\\n' | sort", full.at().toString()))
                    .isEqualTo("f f\nl l\np p");
            assertThat(Files.size(Path.of(src))).isEqualTo(300000);
        }
    }

    /** A file that is written by way of an overlay gets another inode for that: it is compared before. */
    @Test
    void anOverlayIsNotMisled() throws Exception {
        try (Mounted lower = Mounted.mount(dir.resolve("lower"), "-t tmpfs none");
                Mounted upper = Mounted.mount(dir.resolve("upper"), "-t tmpfs none")) {
            sh("cd \"$1\"; mkdir \"$2/u\" \"$2/w\"; printf precious > f; ln f g", lower.at().toString(), upper.at().toString());
            try (Mounted overlay = Mounted.mount(dir.resolve("o"), "-t overlay -o lowerdir=%s,upperdir=%s/u,workdir=%s/w none"
                    .formatted(lower.at(), upper.at(), upper.at()))) {
                assertFails(io.aioCopy(overlay.path("f"), overlay.path("f")), Errno.EINVAL);
                assertFails(io.aioMove(overlay.path("f"), overlay.path("f")), Errno.EINVAL);
                assertThat(Path.of(overlay.path("f"))).hasContent("precious");
            }
        }
    }

    /** Nor what is behind it, whose numbers are others. */
    @Test
    void whatIsBehindAnOverlayIsNotLost() throws Exception {
        String content = "precious".repeat(50000);
        try (Mounted upper = Mounted.mount(dir.resolve("upper"), "-t tmpfs none")) {
            sh("cd \"$1\"; mkdir l u w", upper.at().toString());
            Files.writeString(Path.of(upper.path("u/f")), content);
            run("chmod", "600", upper.path("u/f"));
            try (Mounted overlay = Mounted.mount(dir.resolve("o"), "-t overlay -o lowerdir=%1$s/l,upperdir=%1$s/u,workdir=%1$s/w none"
                    .formatted(upper.at()))) {
                String before = run("stat", "-c", "%a %s %y", upper.path("u/f"));
                get(io.aioCopy(upper.path("u/f"), overlay.path("f")));
                get(io.aioCopy(overlay.path("f"), upper.path("u/f")));
                assertThat(Path.of(upper.path("u/f"))).hasContent(content);
                assertThat(run("stat", "-c", "%a %s %y", upper.path("u/f"))).isEqualTo(before);
                for (int spins = 0; spins < 200_000; spins += 10_000) {
                    var copy = io.aioCopy(upper.path("u/f"), overlay.path("f"));
                    for (int i = 0; i < spins; i++) {
                        Thread.onSpinWait();
                    }
                    copy.cancel();
                    io.flush();
                    assertThat(Path.of(upper.path("u/f"))).hasContent(content);
                    assertThat(run("stat", "-c", "%a %s %y", upper.path("u/f"))).isEqualTo(before);
                }
            }
        }
    }

    /** A disk has as many names as anybody makes nodes of it. */
    @Test
    void aDiskIsNotCopiedOntoItself() throws Exception {
        assumeRoot();
        String disk = sh("truncate -s 1M \"$1\"; /sbin/losetup -f --show \"$1\" || true", path("image"));
        assumeTrue(disk.startsWith("/dev/"), "needs a loop device");
        try {
            sh("mknod \"$1\" b $(stat -c '0x%t 0x%T' \"$2\")", path("node"), disk);
            assertFails(io.aioCopy(path("node"), disk), Errno.EINVAL);
        } finally {
            io.flush();
            sh("/sbin/losetup -d \"$1\"", disk);
        }
    }

    /** What has the source's length and time and is another file all the same gets the source's content and holes. */
    @Test
    void aCopyThatLooksLikeTheSourceIsCopiedOnto() throws Exception {
        Path other = otherFileSystem();
        sh("""
                cd "$1"; head -c 5000000 /dev/urandom > full; truncate -s 5M sparse
                head -c 100000 /dev/urandom | dd of=sparse bs=1000000 seek=2 conv=notrunc status=none
                for f in full sparse; do head -c $(stat -c %s $f) /dev/urandom > "$2/$f"; touch -r $f "$2/$f"; done
                """, dir.toString(), other.toString());

        for (String name : new String[] {"full", "sparse"}) {
            get(io.aioCopy(path(name), other + "/" + name));
            run("cmp", path(name), other + "/" + name);
        }

        assertThat(Long.parseLong(run("stat", "-c", "%b", other + "/sparse"))).isLessThan(1000);
    }

    /** Nor a link that would lead to itself where it is copied to. */
    @Test
    void aLinkIsNotCopiedOntoWhatItLeadsTo() throws Exception {
        sh("cd \"$1\"; mkdir a b; printf precious > b/x; ln -s x b/y; ln -s ../b/x a/x; ln -s y a/z; ln -s \"$1/b/x\" a/abs; ln -s y a/y", dir.toString());

        assertFails(io.aioCptree(path("a/x"), path("b/x")), Errno.EINVAL);
        assertFails(io.aioCptree(path("a/abs"), path("b/x")), Errno.EINVAL);
        assertFails(io.aioCptree(path("a/y"), path("b/y")), Errno.EINVAL);
        assertFails(io.aioCptree(path("a/z"), path("b/x")), Errno.EINVAL); // by way of b/y
        assertFails(io.aioMove(path("a/x"), path("b/x")), Errno.EINVAL);

        assertThat(dir.resolve("b/x")).hasContent("precious");
        assertThat(Files.readSymbolicLink(dir.resolve("b/y"))).hasToString("x");
    }
}
