package io.github.jeio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** rm beside coreutils' on twin trees. */
class RmTest extends CliTest {

    private static final String TREE = "mkdir -p d/sub/deeper d/empty other; echo x > d/f; : > d/nothing; echo y > d/sub/deeper/g; ln -s .. d/link;"
            + " mkfifo d/fifo; echo o > \"$(printf 'd/b\\377d')\"; echo f > file; ln -s d tod; ln -s nowhere dangling";

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"-r @/d", "-rf @/d @/nope", "-r @/d @/nope", "-rv @/d", "@/file", "-v @/file", "@/d", "-d @/d/empty", "-d @/d",
        "-dv @/d/empty", "@/tod", "-r @/tod", "-r @/tod/", "@/dangling", "-f @/nope", "-f", "-r @/d/.", "-r @/d/..", "-r --one-file-system @/d", "-r @/d/sub/ @/file",
        "@/file @/d @/dangling", "-rfv @/d @/file", "@/nope/x", "-f @/file/x", "@/file/x", "-r @/d @/d",
        "-i -f @/file", "-f -i @/file", "-I -f @/file @/tod @/dangling @/nope", "--interactive=never @/file", "--interactive @/file", "--interactive=once -r @/d",
        "-r @/d @/d/sub", "-rv @/d/sub @/d", "-rv @/d/sub/../f @/d", "-r @/d/..//", "-rf @/tod/", "--inter @/file", "--interactive=o @/a @/b @/c @/d @/file", "--preserve-root=all -r @/d", "-rf @/file/x", "-d @/d/.", "-d @/d/empty/.", "-di @/d", "-r ///", "-r //"})
    void isAsCoreutils(String operands) {
        same(TREE, ("rm " + operands).split(" "));
    }

    @Test
    void inShort() {
        same(TREE, "rm", "-r", "@/d", "@/nope", "@/file");
    }

    @Test
    void ofTwoOptionsTheLaterCountsAndOneOperandMayBeInAnother() {
        same("echo x > f", "rm", "-i", "-f", "@/f");
        same("echo x > f", "rm", "-f", "-i", "@/f");
        same(TREE, "rm", "-rv", "@/d/sub", "@/d");
        same(TREE, "rm", "-r", "@/d", "@/d/sub");
        assertThat(Targets.areNested(List.of("a", "b/c", "./d/../e/"))).isFalse();
        assertThat(Targets.areNested(List.of("a/b", "c", "a/./"))).isTrue();
        assertThat(Targets.areNested(List.of("/a", "b"))).as("nobody knows").isTrue();
        assertThat(Targets.areNested(List.of())).isFalse();
    }

    @Test
    void itAsks() {
        for (String answers : new String[] {"", "y\ny\ny\ny\ny\ny\n", "n\n", "y\nn\n", "y\ny\nn\ny\ny\n"}) {
            sameWith("mkdir d; echo x > d/f", answers, "rm", "-ri", "@/d");
            sameWith(TREE, answers, "rm", "-ri", "@/d");
            sameWith("mkdir d; : > f; ln -s f l", answers, "rm", "-i", "@/f", "@/l", "@/d");
            sameWith("mkdir d; echo x > d/f", answers, "rm", "-rI", "@/d");
            sameWith("touch a b c d", answers, "rm", "-I", "@/a", "@/b", "@/c", "@/d");
        }
    }

    @Test
    void whatCantBeRemovedIsNamed() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs to mount");
        sh("mkdir -p \"$1/d/sub/mounted\"; touch \"$1/d/f\"; mount -t tmpfs none \"$1/d/sub/mounted\"", dir.toString());
        try {
            Result result = jeio("rm", "-r", path("d"));
            assertThat(result.err()).isEqualTo("rm: cannot remove '" + path("d/sub/mounted") + "': Device or resource busy\n");
            assertThat(result.status()).isEqualTo(1);
            assertThat(sh("find \"$1\" -printf '%P '", path("d"))).isEqualTo(" sub sub/mounted ");
            assertThat(jeio("rm", "-r", "--one-file-system", path("d")).err()).contains("since it's on a different device");
        } finally {
            sh("umount \"$1\"", path("d/sub/mounted"));
        }
    }

    /** The failsafe is left out by one who has written all of that, as with coreutils. */
    @Test
    void noPreserveRootIsWrittenOut() {
        for (String operands : new String[] {"--no-pr @/d", "-r --no @/d", "-r @/d --n", "--no-preserve-roo @/d", "--bogus --no @/d", "--no=x @/d", "--no --bogus @/d"}) {
            sh("mkdir -p \"$1/d\"", dir.toString());
            String[] command = ("rm " + operands.replace("@", dir.toString())).split(" ");
            Result ours = jeio(command);
            Result theirs = run(command);
            assertThat(ours.err().lines().findFirst()).as(operands).isEqualTo(theirs.err().lines().findFirst());
            assertThat(theirs.status()).as(operands).isEqualTo(1);
            assertThat(ours.status()).as(operands).isEqualTo(Exit.USAGE);
            assertThat(sh("ls \"$1\"", dir.toString())).as(operands).isEqualTo("d\n");
        }
        same(TREE, "rm", "-r", "--no-preserve-root", "@/d");
        same(TREE, "rm", "-r", "--", "@/d", "--no");
    }

    @Test
    void theRootIsRefused() {
        Result result = jeio("rm", "-rf", "/");
        assertThat(result.err()).isEqualTo("rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe\n");
        assertThat(result.status()).isEqualTo(1);
        assertThat(jeio("rm", "-rf", "/usr/..").err()).isEqualTo(run("rm", "-rf", "/usr/..").err());
    }
}
