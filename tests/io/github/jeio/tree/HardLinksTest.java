package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioTreeCopy;
import io.github.jeio.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of one file, symbolic link, fifo or device are names of one again in a copy. */
class HardLinksTest extends TreeTest {

    private final Mounts mounts = new Mounts();

    @AfterEach
    void unmount() {
        mounts.close();
    }

    /** The names, and what is one with which: each group of names on a line. */
    private static String groups(String tree) {
        return sh("""
                cd "$1"; find . ! -type d -printf '%i %y %n %p\\n' | LC_ALL=C sort -k4 |
                awk '{ one[$1] = one[$1] " " $2 $3 $4 } END { for (i in one) print one[i] }' | LC_ALL=C sort
                """, tree);
    }

    private String makeLinks(String name) {
        String tree = path(name);
        sh("""
                mkdir -p "$1/a/b/c" "$1/z"; cd "$1"
                printf data > a/one; ln a/one a/b/two; ln a/one z/three; ln a/one a/b/c/four
                ln -s nowhere a/l; ln a/l a/b/l; ln a/l z/l2
                mkfifo a/p; ln a/p z/p; ln a/p a/b/c/p2
                mknod z/null c 1 3 2>/dev/null && ln z/null a/null || true
                printf alone > a/alone
                """, tree);
        return tree;
    }

    @Test
    void allNamesStayOne() throws Exception {
        String tree = makeLinks("tree");

        get(io.aioCptree(tree, path("copy")));

        assertThat(groups(path("copy"))).isEqualTo(groups(tree)).contains("f4");
    }

    @Test
    void aMoveKeepsThem() throws Exception {
        String tree = makeLinks("tree");
        String before = groups(tree);
        Path other = otherFileSystem();

        get(io.aioMvtree(tree, other + "/moved"));

        assertThat(groups(other + "/moved")).isEqualTo(before);
    }

    @Test
    void aCopyOverTheSameTargetKeepsThem() throws Exception {
        String tree = makeLinks("tree");
        for (int i = 0; i < 3; i++) {
            get(io.aioCptree(tree, path("copy")));
            assertThat(groups(path("copy"))).as("copy %d", i).isEqualTo(groups(tree));
        }
    }

    @Test
    void aNameThatIsReplacedByALinkIsThereAllTheTime() throws Exception {
        String tree = path("tree");
        sh("mkdir \"$1\" \"$2\"; cd \"$1\"; printf data > one; ln one two; printf old > \"$2/one\"; printf old > \"$2/two\"", tree, path("copy"));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger missing = new AtomicInteger();
        Thread watcher = new Thread(() -> {
            while (!over.get()) {
                missing.addAndGet(Files.exists(Path.of(path("copy/one"))) && Files.exists(Path.of(path("copy/two"))) ? 0 : 1);
            }
        });
        watcher.start();
        try {
            for (int i = 0; i < 50; i++) {
                get(io.aioCptree(tree, path("copy")));
                assertThat(groups(path("copy"))).isEqualTo(groups(tree));
                Files.move(Files.writeString(Path.of(path("new")), "old"), Path.of(path("copy/two")), StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            over.set(true);
            watcher.join();
        }
        assertThat(missing).hasValue(0);
        assertThat(run("ls", "-A", path("copy"))).isEqualTo("one\ntwo");
    }

    @Test
    void whatIsInTheWayOfALinkIsReplaced() throws Exception {
        String tree = makeLinks("tree");
        sh("""
                mkdir -p "$1/a/b/c" "$1/z"; cd "$1"; printf own > stays; ln stays a/one; ln stays a/b/two; ln -s ../stays z/three
                mkfifo a/b/c/four; printf x > z/l2; ln -s nowhere z/p
                """, path("copy"));

        get(io.aioCptree(tree, path("copy")));

        assertThat(run("cat", path("copy/stays"))).isEqualTo("own");
        run("rm", path("copy/stays"));
        assertThat(groups(path("copy"))).isEqualTo(groups(tree));
    }

    @Test
    void farBelowTheRootTheyStayOneToo() throws Exception {
        run("perl", "-e", """
                chdir $ARGV[0] or die; mkdir "deep" or die; chdir "deep"; open my $f, ">", "first"; print $f "data"; close $f;
                for (1..300) { mkdir "a-level-with-a-rather-long-name" or die; chdir "a-level-with-a-rather-long-name" or die;
                    link(($_ == 1 ? "../first" : "../name"), "name") or die "$!"; }
                symlink "nowhere", "link"; link "link", "other";
                """, dir.toString());

        get(io.aioCptree(path("deep"), path("copy")));

        String said = run("perl", "-e", """
                chdir $ARGV[0] or die; my ($ino, $links) = (lstat "first")[1, 3]; my $same = 0;
                for (1..300) { chdir "a-level-with-a-rather-long-name" or die "$_: $!"; $same++ if (lstat "name")[1] == $ino; }
                print "$links $same ", (lstat "link")[3], (lstat "link")[1] == (lstat "other")[1] ? " one" : " two";
                """, path("copy"));
        assertThat(said).isEqualTo("301 300 2 one");
        run("rm", "-rf", path("deep"), path("copy"));
    }

    /** There, files have another device than the directories that they are in. */
    @Test
    void onAnOverlayTheyStayOneToo() throws Exception {
        Files.createDirectory(dir.resolve("lower"));
        makeLinks("lower/tree");
        Path merged = mounts.overlay(dir.resolve("lower"), otherFileSystem(), dir.resolve("merged"));

        get(io.aioCptree(merged + "/tree", path("copy")));

        assertThat(groups(path("copy"))).isEqualTo(groups(path("lower/tree")));
    }

    @Test
    void aFileOfAnotherDeviceWithTheSameNumberIsAnotherFile() throws Exception {
        for (String part : new String[] {"one", "two"}) {
            Path at = mounts.tmpfs(dir.resolve("tree/" + part), "size=1m,inode64");
            sh("cd \"$1\"; printf \"$2\" > file; ln file again", at.toString(), part);
        }

        get(io.aioCptree(path("tree"), path("copy")));

        assertThat(run("cat", path("copy/one/again"), path("copy/two/again"), path("copy/one/file"), path("copy/two/file")))
                .isEqualTo("onetwoonetwo");
        assertThat(run("stat", "-c", "%h", path("copy/one/file"), path("copy/two/file"))).isEqualTo("2\n2");
    }

    @Test
    void whereALinkCannotBeTheFileIsCopied() throws Exception {
        sh("mkdir -p \"$1/a\" \"$1/b\"; printf data > \"$1/a/file\"; ln \"$1/a/file\" \"$1/b/file\"; ln \"$1/a/file\" \"$1/b/more\"",
                path("tree"));
        Files.createDirectories(dir.resolve("copy/a"));
        mounts.tmpfs(dir.resolve("copy/b"), "size=1m");

        get(io.aioCptree(path("tree"), path("copy")));

        assertThat(run("cat", path("copy/a/file"), path("copy/b/file"), path("copy/b/more"))).isEqualTo("datadatadata");
    }

    /** Somebody replaces the copy of the name that was copied first before the other name is made: that is not what the source has. */
    @Test
    void aNameIsNoLinkToWhatHasTakenTheFirstOnesPlace() throws Exception {
        sh("mkdir \"$1\"; cd \"$1\"; printf data > one; ln one two", path("tree"));
        List<String> copied = new ArrayList<>();

        get(io.aioCptree(path("tree"), path("copy"), AioTreeCopy.WHOLE.requests(1).progress(done -> {
            if (copied.isEmpty() && !done.path().isEmpty()) {
                sh("printf foreign > \"$1\"; mv \"$1\" \"$2\"", path("new"), path("copy/" + done.path()));
            }
            copied.add(done.path());
        }), bytes -> { }));

        String second = copied.get(0).equals("one") ? "two" : "one";
        assertThat(copied).startsWith(copied.get(0), second);
        assertThat(Path.of(path("copy/" + second))).hasContent("data");
        assertThat(Path.of(path("copy/" + copied.get(0)))).hasContent("foreign");
    }

    /** One of them is what is copied second. */
    @ParameterizedTest
    @ValueSource(strings = {"one", "two"})
    void aNameThatIsTheSourceInTheTargetStays(String name) {
        sh("mkdir \"$1\" \"$2\"; cd \"$1\"; printf data > one; ln one two; ln one \"$2/$3\"", path("tree"), path("copy"), name);

        assertFails(io.aioCptree(path("tree"), path("copy")), Errno.EINVAL);

        assertThat(run("stat", "-c", "%i", path("copy/" + name))).isEqualTo(run("stat", "-c", "%i", path("tree/one")));
        assertThat(run("stat", "-c", "%h", path("tree/one"))).isEqualTo("3");
    }
}
