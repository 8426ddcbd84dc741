package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.AioTreeCopy;
import io.github.jeio.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One thing under two names is refused by aioCptree and aioMvtree, and stays as it is. */
class SameThingTest extends TreeTest {

    private final Mounts mounts = new Mounts();

    @AfterEach
    void unmount() {
        mounts.close();
    }

    @BeforeEach
    void makeThings() {
        sh("""
                cd "$1"
                printf precious > f; ln f g; ln -s f l; ln l k; ln -s nowhere dangling; mkfifo p
                mkdir d; printf inside > d/file; ln -s d ld; printf other > other
                """, dir.toString());
    }

    private String everything() {
        return sh("cd \"$1\"; find . -printf '%p %y %i %n %s %m %T@ %l\\n' | sort; cat f d/file", dir.toString());
    }

    @ParameterizedTest
    @CsvSource({"f,f", "f,./f", "f,d/../f", "f,g", "l,f", "l,g", "l,l", "l,k", "dangling,dangling", "p,p", "d,d", "d,d/.",
        "d,ld", "d/,d", "d,./d/../d"})
    void aCopyOntoItselfIsRefused(String src, String dst) {
        String before = everything();

        assertFails(io.aioCptree(path(src), path(dst)), Errno.EINVAL);

        assertThat(everything()).isEqualTo(before);
    }

    /** What is a link to a directory in the way of one, or a directory that can't be renamed, rename(2) has an errno for. */
    @ParameterizedTest
    @CsvSource({"f,f", "f,./f", "f,d/../f", "f,g", "l,f", "l,g", "l,l", "l,k", "dangling,dangling", "p,p", "d,d", "d,d/.",
        "d,ld", "d,./d/../d"})
    void aMoveOntoItselfLosesNothing(String src, String dst) {
        String before = everything();

        AioRequest<Long> move = io.aioMvtree(path(src), path(dst));
        io.flush();

        assertThat(move.errno()).isIn(dst.equals("ld") ? Errno.ENOTDIR : Errno.EINVAL, Errno.EINVAL);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void anotherNameIsStillAnotherName() throws Exception {
        get(io.aioMvtree(path("l"), path("other")));
        assertThat(Files.readSymbolicLink(dir.resolve("other"))).hasToString("f");
        get(io.aioMvtree(path("f"), path("F")));
        assertThat(dir.resolve("F")).hasContent("precious");
    }

    @ParameterizedTest
    @CsvSource({"a/f,b/f", "a/l,b/l", "a/l,b/f", "a/p,b/p", "a/d,b/d", "a/empty,b/empty", "a,b", "a/d,b/d/."})
    void anotherMountOfItIsItself(String src, String dst) {
        sh("cd \"$1\"; mkdir a; mv f l p d a; mkdir a/empty; ln -s a/f f; ln -s a/d d", dir.toString());
        mounts.bind(dir.resolve("a"), dir.resolve("b"));
        String before = everything();

        assertFails(io.aioCptree(path(src), path(dst)), Errno.EINVAL);
        assertThat(everything()).isEqualTo(before);
        AioRequest<Long> move = io.aioMvtree(path(src), path(dst));
        io.flush();
        assertThat(move.errno()).isIn(Errno.EINVAL, Errno.EBUSY);
        assertThat(everything()).isEqualTo(before);
    }

    /** Two file systems may give the same number to different files. */
    @Test
    void theSameInodeOfAnotherDeviceIsAnotherThing() throws Exception {
        for (String part : new String[] {"one", "two"}) {
            mounts.tmpfs(dir.resolve(part), "size=1m,inode64");
        }
        sh("""
                cd "$1"; for part in one two; do printf $part > $part/f; mkdir $part/d; printf in > $part/d/$part; ln -s $part $part/l; done
                for name in f d l; do test $(stat -c %i one/$name) = $(stat -c %i two/$name); done
                """, dir.toString());

        get(io.aioCopy(path("one/f"), path("two/f")));
        assertThat(dir.resolve("two/f")).hasContent("one");
        get(io.aioCptree(path("one/l"), path("two/l")));
        assertThat(Files.readSymbolicLink(dir.resolve("two/l"))).hasToString("one");
        get(io.aioCptree(path("one/d"), path("two/d")));
        assertThat(run("ls", path("two/d"))).isEqualTo("one\ntwo");
        run("rm", path("two/d/one"));
        get(io.aioMove(path("one/d/one"), path("two/d/two")));
        assertThat(run("ls", path("one/d"), path("two/d"))).isEqualTo(path("one/d") + ":\n\n" + path("two/d") + ":\ntwo");
    }

    /** The number of what is mounted is that of the directory above it, as if a link had led back to that. */
    @Test
    void whatIsMountedIsNotTheDirectoryAboveIt() throws Exception {
        mounts.tmpfs(dir.resolve("one"), "size=1m,inode64");
        mounts.tmpfs(dir.resolve("one/two"), "size=1m,inode64");
        sh("cd \"$1\"; test $(stat -c %i one) = $(stat -c %i one/two); printf in > one/two/f", dir.toString());

        get(io.aioCptree(path("one"), path("copy"), AioTreeCopy.WHOLE.dereference(true), status -> { }));

        assertThat(dir.resolve("copy/two/f")).hasContent("in");
    }

    /** Some entries of the target are the source's: each is told, and stays; the others are copied. */
    @Test
    void soItIsInAMerge() {
        sh("""
                mkdir -p "$1/src/sub/deep" "$1/src/bound/in" "$1/dst/sub" "$1/dst/linkdir"; cd "$1/src"
                printf one > sub/hard; ln sub/hard ../dst/sub/hard
                printf two > ../dst/sub/target; ln -s ../../dst/sub/target sub/target
                printf three > bound/in/file; printf four > sub/free
                """, dir.toString());
        mounts.bind(dir.resolve("src/bound"), dir.resolve("dst/bound"));
        String bound = sh("cd \"$1\"; find . -printf '%p %i %n %T@\\n'; cat in/file", path("src/bound"));
        List<String> failed = new ArrayList<>();

        AioRequest<Long> copy = io.aioCptree(path("src"), path("dst"), done -> {
            if (done.errno() != 0) {
                failed.add(done.path() + " " + Errno.name(done.errno()));
            }
        }, status -> { });
        io.flush();

        assertThat(copy.errno()).isEqualTo(Errno.EINVAL);
        assertThat(failed).containsExactlyInAnyOrder("sub/hard EINVAL", "sub/target EINVAL", "bound EINVAL");
        assertThat(run("cat", path("dst/sub/hard"), path("dst/sub/target"), path("dst/sub/free"))).isEqualTo("onetwofour");
        assertThat(run("stat", "-c", "%h %F", path("src/sub/hard"))).isEqualTo("2 regular file");
        assertThat(Files.isRegularFile(dir.resolve("dst/sub/target"), java.nio.file.LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(sh("cd \"$1\"; find . -printf '%p %i %n %T@\\n'; cat in/file", path("src/bound"))).isEqualTo(bound);
    }

    /** The same with names of one file, which are linked and not copied. */
    @Test
    void soItIsAmongTheNamesOfOneFile() throws Exception {
        sh("""
                mkdir -p "$1/src" "$1/dst"; cd "$1/src"
                printf data > a; ln a b; ln a c; ln a ../dst/a; ln a ../dst/b; ln a ../dst/c
                """, dir.toString());

        assertFails(io.aioCptree(path("src"), path("dst")), Errno.EINVAL);

        assertThat(run("stat", "-c", "%h", path("src/a"), path("dst/b"), path("dst/c"))).isEqualTo("6\n6\n6");
        assertThat(Path.of(path("dst/a"))).hasContent("data");
    }
}
