package io.github.jeio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * On sshfs without caches, where each question to the server is a round trip: what is asked, as the server's own log has it, and
 * that the answers are coreutils' nevertheless.
 */
class NetworkTest extends CliTest {

    private static final int FILES = 40;
    private static final int DIRECTORIES = 5;

    @BeforeEach
    void mount() {
        assumeTrue(sh("test -w /dev/fuse && command -v sshfs && test -x /usr/lib/openssh/sftp-server && echo all").endsWith("all\n"), "needs sshfs");
        sh("""
                cd "$1"; mkdir mnt far; for d in a b c d; do mkdir far/$d; for f in 1 2 3 4 5 6 7 8 9 10; do echo $d$f > far/$d/$f; done; done
                printf '#!/bin/sh\nexec /usr/lib/openssh/sftp-server -e -l DEBUG3 2>>%s/log' "$1" > server; chmod +x server
                sshfs -o ssh_command="$1/server",dir_cache=no,entry_timeout=0,attr_timeout=0,negative_timeout=0 nowhere:"$1" mnt""", dir.toString());
        assumeTrue(sh("mountpoint -q \"$1/mnt\" && echo mounted", dir.toString()).equals("mounted\n"), "may not mount");
    }

    @AfterEach
    void unmount() {
        sh("fusermount3 -u \"$1/mnt\" || fusermount -u \"$1/mnt\"", dir.toString());
    }

    /** How many of such questions the command asks. */
    private int asked(String question, String... command) {
        sh(": > \"$1/log\"", dir.toString());
        assertThat(jeio(command).err()).isEmpty();
        return Integer.parseInt(sh("grep -c \"request [0-9]*: $2\" \"$1/log\"", dir.toString(), question).strip());
    }

    @Test
    void duAsksOnceForEachEntry() {
        sameOn("du", "-ab", "@/mnt/far");
        sh("echo longer than it was >> \"$1/far/a/1\"; rm \"$1/far/b/1\"", dir.toString());
        sameOn("du", "-ab", "@/mnt/far");
        int asked = asked("lstat", "du", "-s", path("mnt/far"));
        // each entry once, and each directory once more for its name when it is opened; some for the operand
        assertThat(asked).isLessThan(FILES + 2 * DIRECTORIES + 10);
    }

    @Test
    void findAsksOnceForEachEntry() {
        sh("echo longer than it was >> \"$1/far/a/1\"", dir.toString());
        sameOn("find", "@/mnt/far", "-size", "+4c");
        assertThat(asked("lstat", "find", path("mnt/far"), "-size", "+4c")).isLessThan(FILES + 2 * DIRECTORIES + 10);
    }

    @Test
    void treescanAsksOnceForEachDirectory() {
        // its name; what the operand takes is less than once more for each, which their identity would be
        assertThat(asked("lstat", "treescan", path("mnt/far"))).isLessThan(2 * DIRECTORIES);
    }

    @Test
    void cpDoesNotLookAtFilesBeforeItOpensThem() {
        sh("cp -r \"$1/mnt/far\" \"$1/theirs\"; chmod 600 \"$1/far/a/1\"", dir.toString());
        int theirs = Integer.parseInt(sh(": > \"$1/log\"; rm -r \"$1/theirs\"; cp -r \"$1/mnt/far\" \"$1/theirs\"; grep -c 'request [0-9]*: lstat' \"$1/log\"",
                dir.toString()).strip());
        int ours = asked("lstat", "cp", "-r", path("mnt/far"), path("ours"));
        assertThat(describe(path("ours"))).isEqualTo(describe(path("theirs")));
        assertThat(ours).isLessThan(theirs / 2);
    }

    @Test
    void whatIsCopiedThereIsTheSame() {
        sh("cp -r \"$1/far\" \"$1/mnt/theirs\"", dir.toString());
        assertThat(asked("open ", "cp", "-r", path("far"), path("mnt/ours"))).isEqualTo(FILES);
        assertThat(describe(path("ours"))).isEqualTo(describe(path("theirs")));
        assertThat(asked("lstat", "cp", "-rp", path("far"), path("mnt/kept"))).isPositive();
        assertThat(sh("cd \"$1\"; for t in far kept; do (cd $t; find . -printf '%p %m %T@\\n' | cut -d. -f1,2 | LC_ALL=C sort | cksum); done | sort -u | wc -l",
                dir.toString())).isEqualTo("1\n");
    }
}
