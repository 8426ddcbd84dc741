package io.github.jeio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** sync: what it makes is what cp -a makes. */
class SyncTest extends CliTest {

    @BeforeEach
    void makeTree() {
        sh("""
                cd "$1"; mkdir -p src/a/b src/empty; echo 1 > src/one; echo 2 > src/a/two; ln src/one src/a/hard; ln -s one src/link; mkfifo src/fifo
                echo odd > "$(printf 'src/b\\377d')"; truncate -s 1M src/hole; head -c 500000 /dev/urandom > src/large; chmod 600 src/a/two; chmod 1777 src/empty
                """, dir.toString());
    }

    private Result sync(String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "sync";
        System.arraycopy(options, 0, args, 1, options.length);
        args[options.length + 1] = path("src") + "/";
        args[options.length + 2] = path("dst");
        Result result = jeio(args);
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(sh("find \"$1\" -name '.jeio*'", dir.toString())).isEmpty();
        return result;
    }

    private void assertMirrored() {
        assertThat(describe(path("dst"))).isEqualTo(describe(path("src")));
        String times = "cd \"$1\"; find . -printf '%p %T@\\n' | LC_ALL=C sort";
        assertThat(sh(times, path("dst"))).isEqualTo(sh(times, path("src")));
    }

    @Test
    void whatIsNewOrChangedIsCopiedAndTheRestStays() {
        sync();
        assertMirrored();
        assertThat(sync("-v").out()).isEmpty();

        sh("cd \"$1\"; echo changed > src/a/two; echo new > src/a/b/new; chmod 640 src/large; ln -sf two src/a/link; rm src/link; ln -s large src/link", dir.toString());
        String inode = "stat -c %i \"$1\"/dst/large";
        String before = sh(inode, dir.toString());
        assertThat(sync("-v").out()).contains("two").contains("new").contains("link").doesNotContain("large' ->").hasLineCount(4);
        assertMirrored();
        assertThat(sh(inode, dir.toString())).isEqualTo(before);
    }

    @Test
    void whatTheSourceLacksGoesIfThatIsWanted() {
        sync();
        sh("cd \"$1\"; rm -r src/a src/one; rm src/hole; mkdir src/hole; echo f > src/a; mkdir -p dst/extra/deep; echo x > dst/extra/deep/x", dir.toString());
        Result dry = sync("--delete", "-n");
        assertThat(dry.out()).contains("removed '" + path("dst/extra") + "'").contains("'" + path("src/a") + "' -> '" + path("dst/a") + "'");
        assertThat(sh("cat \"$1/dst/extra/deep/x\" \"$1/dst/a/two\"", dir.toString())).isEqualTo("x\n2\n");
        sync("--delete");
        assertMirrored();
    }

    @Test
    void whatAnEmptySourceLacksGoes() {
        sh("cd \"$1\"; rm -r src; mkdir src dst; echo x > dst/x; touch -d 2020-01-01 src", dir.toString());
        assertThat(sync("--delete", "-v").out()).isEqualTo("removed '" + path("dst/x") + "'\n");
        assertMirrored();
    }

    @Test
    void namesOfOneFileAreTheSourcesHoweverTheyWere() {
        sh("cd \"$1/src\"; ln a/hard three; ln -P link second; cp -a a/two apart", dir.toString());
        sync();
        assertMirrored();
        sh("cd \"$1\"; ln src/one src/four; rm dst/three; cp -a dst/one dst/other; mv dst/other dst/one; rm dst/apart; ln dst/a/two dst/apart", dir.toString());
        sync();
        assertMirrored();
        assertThat(sync("-v").out()).isEmpty();
    }

    @Test
    void aFileThatIsTheSourcesOwnStays() {
        sh("cd \"$1\"; cp -al src dst", dir.toString());
        assertThat(sync("-v").out()).isEmpty();
        assertMirrored();
    }

    @Test
    void whatNobodyMayWriteIntoIsMirroredAgain() {
        sh("chmod 555 \"$1/src/a\"", dir.toString());
        sync();
        sh("cd \"$1\"; chmod 755 src/a; echo new > src/a/new; chmod 555 src/a", dir.toString());
        sync();
        assertMirrored();
    }

    @Test
    void aLinkToADirectoryIsItsNameAndStays() {
        sh("cd \"$1\"; mv src real; ln -s real src; mkdir there; ln -s there dst", dir.toString());
        sync();
        assertThat(sh("cd \"$1\"; readlink src dst; diff -r --no-dereference real there | grep -v fifo", dir.toString())).isEqualTo("real\nthere\n");
    }

    /** A link and a fifo are made beside their targets, too, and take their names: nothing is removed first. */
    @Test
    void whatIsReplacedIsThereAllTheTime() {
        assumeTrue(run("sh", "-c", "command -v strace").status() == 0, "needs strace");
        sync();
        sh("cd \"$1\"; ln -sfn a/two src/link; echo new > src/one; rm dst/fifo dst/large; echo > dst/fifo; ln -s x dst/large", dir.toString());
        Result traced = run("bash", "-c", "cd \"$0\"; strace -f -e trace=unlink,unlinkat,rename,renameat,renameat2 -e status=successful -o trace sh -c \"$1\"; cat trace",
                dir.toString(), ProcessTest.line("sync", "src/", "dst"));
        assumeTrue(traced.out().contains("rename"), "strace may not");
        assertThat(traced.err()).isEmpty();
        assertThat(traced.lines()).noneMatch(line -> line.matches(".*unlink.*\"(link|one|fifo|large)\".*"));
        assertMirrored();
        assertThat(sh("find \"$1\" -name '.jeio*'", dir.toString())).isEmpty();
    }

    @Test
    void aTargetThatCantBeReadIsNamed() {
        sync();
        sh("echo x > \"$1\"", path("dst/a/other"));
        Result traced = failing("getdents64", path("dst/a"), "EIO", "--delete");
        assertThat(traced.err()).isEqualTo("jeio sync: cannot access 'dst/a': Input/output error\n");
        assertThat(traced.status()).isEqualTo(1);
    }

    @Test
    void whatCantBeWrittenIntoKeepsItsMode() {
        sh("chmod 555 \"$1/src/a\"", dir.toString());
        sync();
        Result traced = failing("open,openat,openat2", path("dst/a"), "EMFILE");
        assertThat(traced.err()).contains("jeio sync: cannot access 'dst/a': Too many open files\n");
        assertThat(traced.status()).isEqualTo(1);
        assertThat(sh("stat -c %a \"$1\"", path("dst/a"))).isEqualTo("555\n");
    }

    /** Mirrors while a system call fails for a path. */
    private Result failing(String calls, String path, String errno, String... options) {
        assumeTrue(run("sh", "-c", "command -v strace").status() == 0, "needs strace");
        List<String> args = new ArrayList<>(List.of("sync"));
        args.addAll(List.of(options));
        args.addAll(List.of("src/", "dst"));
        Result result = run("bash", "-c", "cd \"$0\"; strace -f -P \"$2\" -e trace=" + calls + " -e inject=" + calls + ":error=" + errno + " -o trace sh -c \"$1\"",
                dir.toString(), ProcessTest.line(args.toArray(new String[0])), path);
        assumeTrue(sh("cat \"$1\"", path("trace")).contains("(INJECTED)"), "strace may not");
        return result;
    }

    /** As if the file had changed between the looks at two of its names, the first of which stays: nothing is left of the link to it. */
    @Test
    void aNameOfWhatStaysIsDone() {
        sh("cd \"$1\"; mkdir twin; echo 1 > twin/a; ln twin/a twin/b; cp -a twin twin2", dir.toString());
        CopyOptions options = new CopyOptions();
        options.recursive = true;
        options.removeDestination = true;
        options.atomic = true;
        options.links = true;
        boolean[] kept = new boolean[1];
        Streams streams = new Streams(InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false);
        try (Session session = new Session("sync", new Common(), streams, '\n')) {
            CopyTree tree = new CopyTree(session, options, copies -> (entry, copy) -> {
                if (entry.st.isDirectory() || kept[0]) {
                    copy.run();
                } else {
                    kept[0] = true;
                    copies.links.keep(entry, () -> {
                        copies.links.copied(entry);
                        entry.done.run();
                    }, copy);
                }
            });
            tree.add(path("twin"), path("twin2"));
            tree.run();
            assertThat(session.status()).isZero();
        }
        assertThat(kept[0]).isTrue();
        assertThat(sh("cd \"$1\"; find twin2 -type f -printf '%n\\n'", dir.toString())).isEqualTo("2\n2\n");
    }

    @Test
    void theSourceIsNotDeleted() {
        Result result = jeio("sync", "--delete", path("src/a"), path("src"));
        assertThat(result.err()).isEqualTo("sync: cannot delete in '" + path("src") + "', where the source '" + path("src/a") + "' is\n");
        assertThat(result.status()).isEqualTo(1);
        assertThat(sh("cat \"$1\"", path("src/a/two"))).isEqualTo("2\n");
    }

    /** What is named as the target is not what the source lacks: a directory there stays, whatever the source is. */
    @Test
    void aDirectoryThatIsNamedIsNotReplaced() {
        sh("cd \"$1\"; mkdir v5; echo x > v5/f; ln -s v5 current", dir.toString());
        for (String source : new String[] {"current", "src/link", "src/one", "src/fifo"}) {
            for (String option : new String[] {"--delete", "-n --delete", "-v"}) {
                List<String> args = new ArrayList<>(List.of(("sync " + option).split(" ")));
                args.addAll(List.of(path(source), path("v5")));
                Result result = jeio(args.toArray(new String[0]));
                assertThat(result.err()).isEqualTo("sync: cannot overwrite directory '" + path("v5") + "' with non-directory\n");
                assertThat(result.out()).isEmpty();
                assertThat(result.status()).isEqualTo(1);
                assertThat(sh("cat \"$1\"", path("v5/f"))).isEqualTo("x\n");
            }
        }
        sh("cd \"$1\"; mkdir -p dst/one/deep dst/link/deep; echo x > dst/link/deep/x", dir.toString());
        sync("--delete");
        assertMirrored();
    }

    @Test
    void aDryRunDoesNothing() {
        assertThat(sync("-n").out()).contains("-> '" + path("dst/a/two") + "'");
        assertThat(sh("ls -d \"$1\" 2>&1", path("dst"))).contains("No such file");
    }

    @Test
    void contentsAreComparedIfThatIsWanted() {
        sync();
        sh("cd \"$1\"; echo 3 > src/a/two; touch -r dst/a/two src/a/two; printf zzzzzzzz | dd of=src/large bs=1 seek=400000 conv=notrunc status=none; touch -r dst/large src/large", dir.toString());
        assertThat(sync("-v").out()).isEmpty();
        assertThat(sync("-c", "-v").out()).hasLineCount(2);
        assertMirrored();
    }

    @Test
    void usageErrorsAreTwo() {
        assertThat(jeio("sync", path("src")).status()).isEqualTo(2);
        assertThat(jeio("sync", path("nope"), path("dst")).status()).isEqualTo(1);
    }
}
