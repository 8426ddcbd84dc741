package io.github.jeio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** mv beside coreutils' on twin trees. */
class MvTest extends CliTest {

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"@/a @/new", "@/a @/e", "@/a @/b @/e", "@/a @/b @/nope", "@/d @/a", "@/a @/d2/x", "@/nope @/x", "@/d @/d/x", "@/b @/b",
        "-v @/b @/bb", "-n @/a @/b", "-u @/a @/b", "-u @/b @/a", "-f @/a @/b", "-T @/a @/e", "-T @/d @/e", "-T @/d @/full", "-t @/e @/a @/d", "@/d @/e",
        "@/x1/f @/x2/f @/e", "-v @/d @/e", "@/l @/e", "@/sym @/e", "@/a @/hard", "@/full @/into", "@/d/ @/e", "@/a @/nope/", "@/b\377 @/e",
        "-f -i @/a @/b", "-i -f @/a @/b", "-n -f @/a @/b", "-f -n @/a @/b", "-n -i @/a @/b", "@/sym @/a", "@/a @/sym", "@/a @/b/x", "-nv @/a @/b", "-v @/sym @/hard", "@/sym @/sym2", "@/sym @/symhard", "@/l @/sym", "--strip-trailing-slashes @/d/ @/e/", "@/.. @/e", "-i @/a @/into", "-u @/a @/into", "@/full @/into @/e", "@/into/full @/full @/e", "@/. @/e"})
    void isAsCoreutils(String operands) {
        same("echo a > a; echo b > b; ln a hard; mkdir d e x1 x2 full into; mkdir into/full; echo x > into/full/y; echo x > full/x; echo x > d/f;"
                + " echo 1 > x1/f; echo 2 > x2/f; ln -s nowhere l; ln -s a sym; ln -s a sym2; ln sym symhard; touch -d 2001-01-01 a; echo > \"$(printf 'b\\377')\"",
                ("mv " + operands.replace("\377", "\uDCFF")).split(" "));
    }

    @Test
    void ofTwoOptionsTheLaterCounts() {
        same("echo a > a; echo b > b", "mv", "-n", "-f", "@/a", "@/b");
        same("echo a > a; echo b > b", "mv", "-f", "-i", "@/a", "@/b");
        same("echo a > a; ln -s a l", "mv", "@/l", "@/a");
    }

    @Test
    void inShort() {
        same("echo a > a; mkdir d; echo b > d/b", "mv", "-v", "@/a", "@/nope", "@/d");
    }

    /** Across file systems, too: what is copied is removed then, and neither the root nor what . stands for may be. */
    @Test
    void theRootAndTheCurrentDirectoryStay() {
        assumeTrue(sh("[ \"$(stat -c %d /)\" != \"$(stat -c %d /dev/shm)\" ] && echo differs").contains("differs"));
        String other = sh("mktemp -d /dev/shm/jeio-cli-XXXXXX").strip();
        sh("mkdir \"$1/d\"; echo x > \"$1/d/f\"", dir.toString());
        try {
            assertThat(jeio("mv", "/", other).status()).isEqualTo(1);
            assertThat(jeio("mv", path("d/."), other + "/new").status()).isEqualTo(1);
            assertThat(sh("ls -A \"$1\"; ls \"$2/d\"", other, dir.toString())).isEqualTo("f\n");
        } finally {
            sh("rm -rf \"$1\"", other);
        }
    }

    @Test
    void itAsks() {
        for (String answer : new String[] {"y\n", "n\n", ""}) {
            sameWith("echo a > a; echo b > b", answer, "mv", "-i", "@/a", "@/b");
        }
    }

    @Test
    void whatCantBeCopiedStays() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs to mount");
        sh("cd \"$1\"; mkdir small src; mount -t tmpfs -o size=1m none small; head -c 3000000 /dev/urandom > src/large; cp src/large file; chmod 4750 file",
                dir.toString());
        try {
            for (String source : new String[] {"src", "file"}) {
                Result theirs = run("mv", path(source), path("small"));
                sh("rm -r \"$1\"/*", path("small"));
                Result ours = jeio("mv", path(source), path("small"));
                assertThat(ours.errors()).isEqualTo(theirs.errors());
                assertThat(ours.status()).isEqualTo(theirs.status());
                assertThat(sh("rm -rf \"$1\"/*; stat -c %s \"$2\" \"$3\"", path("small"), path("src/large"), path("file"))).isEqualTo("3000000\n3000000\n");
            }
        } finally {
            sh("umount \"$1\"", path("small"));
        }
    }

    /** As if somebody made the target just after it was looked at: the first look says that it is not there. */
    @Test
    void whatIsMadeMeanwhileStays() {
        assumeTrue(run("sh", "-c", "command -v strace").status() == 0, "needs strace");
        for (String target : new String[] {"there", "/dev/shm/" + dir.getFileName()}) {
            String made = "cd \"$0\" && echo new > file && echo old > \"$2\" && strace -f -P \"$2\" -e trace=newfstatat,statx"
                    + " -e inject=newfstatat,statx:error=ENOENT:when=1 -o trace sh -c \"$1\"; cat trace \"$2\" file; rm -f file \"$2\"";
            Result result = run("bash", "-c", made, dir.toString(), ProcessTest.line("mv", "-nT", "-j", "1", "file", target), target);
            assumeTrue(result.out().contains("(INJECTED)"), "strace may not");
            assertThat(result.out()).as("move to %s: %s", target, result.err()).endsWith("old\nnew\n");
        }
    }
}
