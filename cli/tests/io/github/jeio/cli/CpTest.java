package io.github.jeio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cp beside coreutils' on twin trees. */
class CpTest extends CliTest {

    private static final String TREE = """
            umask 022; mkdir -p src/sub/deeper/empty src/private
            printf hello > src/hello; : > src/nothing; head -c 300000 /dev/zero | tr '\\0' x > src/sub/large
            truncate -s 3M src/sub/hole; printf x | dd of=src/sub/hole bs=1 seek=1000000 conv=notrunc status=none
            ln -s hello src/link; ln -s nowhere src/dangling; ln src/hello src/sub/hardlink; mkfifo src/fifo
            printf secret > src/private/secret; printf odd > "$(printf 'src/b\\377d')"; printf q > "src/it's"; printf n > 'src/new
            line'; chmod 640 src/hello; chmod 4755 src/sub/large; chmod 1777 src/sub/deeper; chmod 700 src/private; chmod 2750 src/sub
            setfattr -n user.note -v kept src/sub/large 2>/dev/null; setfacl -m u:1:r src/nothing 2>/dev/null
            find src -depth -exec touch -h -d '2001-02-03 04:05:06.123456789' {} +
            printf plain > src/plain; mkdir dst; printf old > dst/hello; chmod 600 dst/hello; touch -d 1999-01-01 dst/hello""";

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"-r", "-R", "-a", "-rp", "-dR", "-rL", "-rH", "-rP", "-rn", "-ru", "-rf", "-rv", "-rx", "-r --reflink=auto",
        "-r --reflink=never", "-r --sparse=always", "-r --sparse=never", "-r --preserve=mode", "-r --preserve=timestamps,links",
        "-r --preserve=all", "-r --preserve", "-a --no-preserve=mode", "-a --no-preserve=ownership,links", "-r --remove-destination", "-rT",
        "-rpv --preserve=xattr", "-ruv", "-rnv"})
    void aTreeIsCopiedAsCoreutilsDo(String options) {
        String[] args = ("cp " + options + " @/src @/dst").split(" ");
        same(TREE, args);
        sameTimes();
        same(TREE, ("cp " + options + " @/src @/new").split(" "));
        sameTimes();
        same(TREE + "; mkdir dst/src; printf mine > dst/src/plain; touch -d 1999-01-01 dst/src/plain", args);
    }

    @Test
    void inShort() {
        same(TREE, "cp", "-av", "@/src", "@/nope", "@/dst");
        same(TREE, "cp", "-r", "@/src", "@/new");
        same(TREE, "cp", "@/src/hello", "@/src/it's", "@/src", "@/dst");
    }

    @Test
    void aLinkThatLeadsToWhereItIsIsNotFollowed() {
        String cyclic = "mkdir -p src/a/b; ln -s . src/self; ln -s .. src/a/up; ln -s ../.. src/a/b/top; ln -s ../a src/a/again; printf x > src/a/b/x";
        same(cyclic, "cp", "-rL", "@/src", "@/new");
        same(cyclic + "; mkdir -p new/src/a", "cp", "-RLv", "@/src", "@/new");
    }

    /** To the second and less, where the source's are kept: what was made now differs. */
    private void sameTimes() {
        String kept = "cd \"$1\"; find . -newermt 2001-02-03 ! -newermt 2001-02-04 -printf '%p %T@\\n' | LC_ALL=C sort";
        assertThat(sh(kept, path("ours"))).isEqualTo(sh(kept, path("theirs")));
    }

    @Test
    void holesAreKeptMadeOrFilled() {
        String blocks = "find \"$1/new\" -name hole -printf '%b'";
        for (String sparse : new String[] {"auto", "always", "never"}) {
            same(TREE, "cp", "-r", "--sparse=" + sparse, "@/src", "@/new");
            int ours = Integer.parseInt(sh(blocks, path("ours")));
            int theirs = Integer.parseInt(sh(blocks, path("theirs")));
            assertThat(ours / 64).as(sparse).isEqualTo(theirs / 64);
        }
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"a @/nope/x", "a b @/nope", "a b @/a", "d @/e", "a @/a", "nope @/e", "-r d @/d/q", "-r d @/d", "-r d @/a", "a @/l",
        "-r nope d @/e", "a @/e/", "-T a @/e", "-rT d @/a", "x1/f x2/f @/e", "-r d x1 @/e", "-rv d @/e", "-r f2 @/e", "a b @/e", "-t @/e a",
        "-t @/nope a", "-t @/a b", "a @/nope/", "-rn f2 @/e", "-n a @/b", "-u a @/b", "-f a @/b", "-v a @/b", "-r d/. @/e", "-r d/ @/e",
        "-l2 a", "-d sym @/e", "-P sym @/b", "sym @/e", "-r sym @/e", "-a sym @/b", "-p a @/b", "--preserve=links a hard @/e",
        "a @/it's", "-v a @/it's", "unreadable @/e", "-P sym @/a", "-a sym @/a", "-n -i a @/b", "-i -n a @/b", "-LP sym @/new", "-Ld sym @/new",
        "-La sym @/new", "-PL sym @/new", "-HP sym @/new", "a a @/e", "-r a d a @/e", "-r d d @/e", "-r d d/ x1 @/e", "-rv x1 x2 x1 @/e", "a @/a/b", "a @/b/", "-l a @/new", "-l a @/b", "-lf a @/b", "-l a @/hard",
        "-lP sym @/new", "-l sym @/new", "-rl d @/new", "-rlv d @/e", "-s a @/b", "-s a @/a", "--preserve=context a @/new",
        "-v --remove-destination a @/b", "-p --no-preserve=mode unreadable @/new", "--no-preserve=mode -p unreadable @/new",
        "--no-preserve=mode --preserve=mode unreadable @/new", "-p --no-preserve=timestamps a @/new"})
    void messagesAreCoreutils(String operands) {
        String setup = "umask 022; echo a > a; echo b > b; mkdir d e x1 x2 f2; mkdir -p e/f2/f; echo > f2/f; echo x > d/f; echo 1 > x1/f; echo 2 > x2/f;"
                + "ln -s nowhere l; ln -s a sym; ln a hard; echo 1 > unreadable; chmod 0 unreadable; touch -d 2001-01-01 a";
        String[] words = ("cp " + operands).split(" ");
        for (int i = 1; i < words.length; i++) {
            if (!words[i].startsWith("-") && !words[i].startsWith("@")) {
                words[i] = "@/" + words[i];
            }
        }
        if (operands.startsWith("-l2")) {
            assertThat(jeio("cp", "-l2", "a").status()).isEqualTo(2);
            return;
        }
        same(setup, words);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"a @/hard", "-l a @/hard", "-a a @/hard", "--remove-destination a @/hard", "-sf a @/hard", "-s a @/sym",
        "-lf a @/sym", "-l a @/sym", "-lf sym @/a", "-P sym @/symhard", "-P sym @/sym2", "sym @/sym2", "--remove-destination sym @/sym2",
        "--remove-destination a @/sym", "-d a @/sym", "-rv d// @/new//", "a e/.. @/e", "-r d/../d @/e", "a ./a @/e", "a d/../a @/e", "a hard @/e",
        "-r x/d d @/e", "-rv d x/d @/e", "-r d d/ @/e", "-i a @/x", "-n a @/x", "-u a @/x", "-rn d @/a", "fifo @/sym", "--strip-trailing-slashes a/ @/new", "--strip-trailing-slashes d/ @/e"})
    void ontoItself(String operands) {
        String[] words = ("cp " + operands).split(" ");
        for (int i = 1; i < words.length; i++) {
            words[i] = words[i].startsWith("-") || words[i].startsWith("@") ? words[i] : "@/" + words[i];
        }
        if (operands.startsWith("fifo")) {
            words[1] = "/dev/null";
        }
        same("umask 022; echo a > a; ln a hard; ln -s a sym; ln -s a sym2; ln sym symhard; mkdir -p d e x/d; echo d > d/f; echo x > x/d/f; echo g > x/d/g", words);
    }

    @Test
    void aDefaultAclIsNotInherited() {
        String setup = "umask 022; mkdir d e; echo > d/f; setfacl -d -m u:4:rwx,o::--- e";
        assumeTrue(sh("cd \"$1\"; mkdir e; setfacl -d -m u:4:rwx e && echo set; rm -r e", dir.toString()).equals("set\n"), "needs ACLs");
        same(setup, "cp", "-a", "@/d", "@/e");
        same(setup, "cp", "-r", "@/d", "@/e");
        same(setup, "cp", "-rp", "@/d", "@/e");
    }

    @Test
    void twoOperandsWithOneTarget() {
        same("mkdir -p d e x/d; echo d > d/f; echo x > x/d/g", "cp", "-r", "@/d", "@/x/d", "@/e");
        same("echo a > a; ln a hard; mkdir e", "cp", "@/a", "@/./a", "@/hard", "@/e");
        same("echo a > a; ln a hard", "cp", "--remove-destination", "@/a", "@/hard");
    }

    @Test
    void aLinkDoesNotReplaceWhatItLeadsToAndOfTwoOptionsTheLaterCounts() {
        String setup = "umask 022; echo a > a; ln -s a sym; echo b > b";
        same(setup, "cp", "-P", "@/sym", "@/a");
        same(setup, "cp", "-LP", "@/sym", "@/new");
        same(setup, "cp", "-n", "-i", "@/a", "@/b");
    }

    @Test
    void linksAreMadeInsteadOfCopies() {
        sh("cd \"$1\"; mkdir d; echo a > d/a; echo b > b", dir.toString());
        assertThat(jeio("cp", "-rs", path("d"), path("new")).status()).isZero();
        assertThat(sh("readlink \"$1\"", path("new/a"))).isEqualTo(path("d/a") + "\n");
        assertThat(jeio("cp", "-sfv", path("d/a"), path("b")).out()).isEqualTo("'" + path("d/a") + "' -> '" + path("b") + "'\n");
        assertThat(sh("readlink \"$1\"", path("b"))).isEqualTo(path("d/a") + "\n");
        assertThat(jeio("cp", "-s", "d/a", path("c")).err()).isEqualTo("cp: cannot stat 'd/a': No such file or directory\n");
        assertThat(jeio("cp", "-ls", path("b"), path("c")).status()).isEqualTo(2);
    }

    @Test
    void whatCantBeClonedIsNotLeftEmpty() {
        assumeTrue(!sh("stat -f -c %T \"$1\"", dir.toString()).contains("btrfs"));
        sh("echo x > \"$1\"", path("a"));
        Result result = jeio("cp", "--reflink", path("a"), path("b"));
        assertThat(result.err()).isEqualTo(run("cp", "--reflink", path("a"), path("b")).err());
        assertThat(jeio("cp", "--reflink=always", path("a"), path("c")).status()).isEqualTo(1);
        assertThat(sh("ls \"$1\"", dir.toString())).isEqualTo("a\nb\n");
    }

    @Test
    void usageErrorsAreTwo() {
        assertThat(jeio("cp").status()).isEqualTo(2);
        assertThat(jeio("cp", "a").err()).isEqualTo("cp: missing destination file operand after 'a'\nTry 'cp --help' for more information.\n");
        assertThat(jeio("cp", "--preserve=nothing", "a", "b").status()).isEqualTo(2);
        assertThat(jeio("cp", "-T", "a", "b", "c").err()).startsWith("cp: extra operand 'c'");
        assertThat(jeio("cp", "-j", "-1", "a", "b").status()).isEqualTo(2);
    }

    @Test
    void itAsksBeforeOverwriting() {
        String setup = "mkdir d; echo 1 > d/f; echo 2 > d/g; mkdir -p e/d; echo 3 > e/d/f; echo 4 > e/d/g";
        for (String answers : new String[] {"y\ny\n", "n\nn\n", "y\nn\n", "", "yes\n\n"}) {
            Result result = jeioWith(answers, "cp");
            assertThat(result.status()).isEqualTo(2);
            same(setup + "; rm d/g", "cp", "-i", "@/d/f", "@/e/d/f");
            sameWith(setup + "; rm d/g", answers, "cp", "-ri", "@/d", "@/e");
        }
    }

    @Test
    void aDeepTreeIsCopied() {
        makeDeep(path("t/src"));
        Result result = jeio("cp", "-a", path("t/src"), path("t/dst"));
        assertThat(result.err()).isEmpty();
        assertThat(sh("find \"$1\" -printf '%P %y %s\\n' | sort | cksum", path("t/dst")))
                .isEqualTo(sh("find \"$1\" -printf '%P %y %s\\n' | sort | cksum", path("t/src")));
        assertThat(jeio("rm", "-r", path("t/dst")).status()).isZero();
        assertThat(jeio("rm", "-rv", path("t/src")).out()).hasLineCount(62);
        assertThat(sh("ls \"$1\"", path("t"))).isEmpty();
    }

    @Test
    void acrossFileSystems() {
        assumeTrue(sh("[ \"$(stat -c %d \"$1\")\" != \"$(stat -c %d /dev/shm)\" ] && echo differs", dir.toString()).contains("differs"));
        String other = sh("mktemp -d /dev/shm/jeio-cli-XXXXXX").strip();
        sh("cd \"$1\"; " + TREE, dir.toString());
        try {
            assertThat(jeio("cp", "-a", path("src"), other + "/ours").err()).isEmpty();
            sh("cp -a \"$1\" \"$2\"", path("src"), other + "/theirs");
            assertThat(describe(other + "/ours")).isEqualTo(describe(other + "/theirs"));
            assertThat(jeio("mv", other + "/ours", path("back")).err()).isEmpty();
            assertThat(describe(path("back"))).isEqualTo(describe(path("src")));
            assertThat(sh("ls \"$1\"", other)).isEqualTo("theirs\n");
        } finally {
            sh("rm -rf \"$1\"", other);
        }
    }

    @Test
    void whatHasNoRoomIsToldAndNotLeft() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs to mount");
        String small = path("small");
        sh("mkdir \"$1\"; mount -t tmpfs -o size=1m none \"$1\"; cd \"$2\"; mkdir src; head -c 3000000 /dev/urandom > src/large; echo x > src/a", small, dir.toString());
        try {
            Result result = jeio("cp", "-r", path("src"), small);
            assertThat(result.err()).contains("No space left on device").contains("large").hasLineCount(1);
            assertThat(result.status()).isEqualTo(1);
            assertThat(sh("ls \"$1/src\"", small)).isEqualTo("a\n");
        } finally {
            sh("umount \"$1\"", small);
        }
    }

    @Test
    void devicesAndStreamsAreRead() {
        assertThat(jeio("cp", "/proc/self/mountinfo", path("mounts")).err()).isEmpty();
        assertThat(sh("grep -c / \"$1\"", path("mounts")).strip()).isNotEqualTo("0");
        assertThat(jeio("cp", path("mounts"), "/dev/null").err()).isEmpty();
        assertThat(sh("stat -c %F /dev/null")).isEqualTo("character special file\n");
    }

    @Test
    void jsonTellsWhatIsCopiedAndWhatIsNot() {
        sh("cd \"$1\"; mkdir src; echo x > \"$(printf 'src/b\\377d')\"", dir.toString());
        Result result = jeio("cp", "-rv", "--json", path("src"), path("nope"), path("dst/"));
        assertThat(result.status()).isEqualTo(1);
        sh("mkdir \"$1\"", path("dst"));
        result = jeio("cp", "-rv", "--json", path("src"), path("nope"), path("dst"));
        assertThat(result.out()).contains("{\"source\":\"" + path("src/b\\udcffd") + "\",\"target\":\"" + path("dst/src/b\\udcffd") + "\"}");
        assertThat(result.err()).isEqualTo("{\"error\":\"cannot stat '" + path("nope") + "': No such file or directory\",\"path\":\"" + path("nope")
                + "\",\"errno\":\"ENOENT\"}\n");
    }

    @Test
    void whatMayNotBeReadIsToldAndItsCopyHasItsMode() {
        assumeTrue(!"root".equals(System.getProperty("user.name")), "root may read everything");
        String setup = "umask 022; mkdir -p d/no d/ok; echo x > d/ok/f; echo s > d/secret; chmod 0 d/secret d/no";
        same(setup, "cp", "-r", "@/d", "@/new");
        same(setup, "cp", "-a", "@/d", "@/new");
        same(setup, "rm", "-r", "@/d/ok", "@/d/no/x");
    }
}
