package io.github.jeio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** treescan beside the original, IO::AIO's: each option gives the same set of lines, for any name. */
class TreescanTest extends CliTest {

    @BeforeEach
    void makeTree() {
        assumeTrue(run("sh", "-c", "command -v treescan").status() == 0, "needs Debian's libio-aio-perl");
        sh("""
                cd "$1" && mkdir -p tree/a/b/empty tree/c 'tree/with space' tree/many && cd tree
                touch a/1 a/b/2.txt 'c/new
                line' "c/quo'te" "c/dou\\"ble" "$(printf 'c/b\\377d')" 'c/ünï' -- -dash
                mkdir "$(printf 'dir\\376')"; touch "$(printf 'dir\\376/in\\303')"
                ln -s a link; ln -s nowhere dangling; ln -s .. c/up; mkfifo fifo
                cd many; seq 500 | xargs touch
                """, dir.toString());
    }

    private void compare(String... args) {
        String[] command = new String[args.length + 1];
        command[0] = "treescan";
        System.arraycopy(args, 0, command, 1, args.length);
        Result theirs = run(command);
        Result ours = jeio(command);
        String end = Arrays.asList(args).contains("-0") ? "\0" : "\n";
        assertThat(sorted(ours.out(), end)).isEqualTo(sorted(theirs.out(), end));
        assertThat(ours.err().replace("treescan: ", "").lines().sorted().toList()).isEqualTo(theirs.errors());
        assertThat(ours.status()).isEqualTo(theirs.err().isEmpty() ? 0 : 1);
    }

    private static List<String> sorted(String text, String end) {
        return Arrays.stream(text.split(end)).sorted().toList();
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"", "-q", "-0", "-q -0", "-s", "-d", "-f", "-d -f", "-df0", "--sync", "--sync -d", "-s -q", "--quiet --stat",
        "-g [0-9]$", "-g c.n", "-d -g b", "-f -g a/.$", "--grep=/$", "-g ^$", "-gb", "-g \\w[^\\w/]", "-s --sync -f -g 1", "-g 0", "-g=0", "--di", "--st --gr=1"})
    void eachOptionGivesTheOriginalsLines(String options) {
        String[] split = options.isEmpty() ? new String[0] : options.split(" ");
        String[] args = Arrays.copyOf(split, split.length + 1);
        args[split.length] = path(options.contains("--sync") ? "tree/c" : "tree"); // the original waits for a fifo's writer
        compare(args);
    }

    @Test
    void inShort() {
        compare("-s", "-0", path("tree"));
        compare("-d", "-g", "b", path("tree"));
    }

    @Test
    void expressionsAreOfBytes() {
        compare("-g", "\u00fc", path("tree"));
        compare("-g", "n.$", path("tree"));
        compare("-g", "\uDCFF", path("tree"));
        compare("-g", "(?i)\u00dc", path("tree"));
        compare("-g", "\\W$", path("tree"));
        compare("-g", "^\\S+$", path("tree"));
    }

    @Test
    void pathsMayBeManyAndOddlyWritten() {
        compare(path("tree/a"), path("tree//c//"), path("tree/link"), path("tree/link/"));
        compare(path("tree/a/."), path("tree/a/../c"), path("tree/dir\uDCFE"));
        compare(path("tree/-dash"), path("nothing"), path("tree/dangling"), path("tree/a"));
        compare("--", path("tree/a"));
        compare(path("tree/a"), "-q", path("tree/c"), "--nothing", "--", path("tree/link"));
        compare("-g", "0", path("tree/a"));
    }

    @Test
    void aDirectoryThatCantBeReadIsToldAndTheRestIsScanned() {
        assumeTrue(!"root".equals(System.getProperty("user.name")), "root reads everything");
        sh("chmod 000 \"$1/a/b\"; chmod 400 \"$1/c\"", path("tree"));
        compare(path("tree"));
    }

    /** What the original syncs: each file, what links lead to, and the directories. */
    @Test
    void theSameIsSynced() {
        assumeTrue(run("sh", "-c", "command -v strace").status() == 0, "needs strace");
        String made = "cd \"$1\"; mkdir -p s/d; touch s/f s/d/g 's/d/new\nline'; ln -s f s/link; ln -s nowhere s/dangling; ln -s d s/todir";
        sh(made, dir.toString());
        String traced = "cd \"$0\" && strace -f -y -e trace=fsync,fdatasync,sync,syncfs,sync_file_range,msync -o trace sh -c \"$1\" >/dev/null 2>&1;"
                + " sed -n 's/.*\\(sync[a-z_]*\\)([0-9]*\\(<[^>]*>\\).*/\\1 \\2/p' trace | LC_ALL=C sort";
        Result theirs = run("bash", "-c", traced, dir.toString(), "exec treescan --sync s");
        Result ours = run("bash", "-c", traced, dir.toString(), ProcessTest.line("treescan", "--sync", "s"));
        assumeTrue(theirs.out().contains("/s/f>"), "strace may not");
        assertThat(ours.lines()).isEqualTo(theirs.lines());
    }

    /** The original waits in it for who writes to it. */
    @Test
    void aFifoIsNotSynced() {
        sh("mkfifo \"$1/a/fifo\"", path("tree"));
        assertThat(jeio("treescan", "--sync", path("tree")).out()).contains(path("tree/a/fifo"));
    }

    @Test
    void progressIsTold() {
        Result result = jeio("treescan", "-p", "-q", path("tree"));
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isZero();
    }

    @Test
    void anExpressionThatIsNoneIsAUsageError() {
        Result result = jeio("treescan", "-g", "(", path("tree"));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).startsWith("treescan: invalid regular expression: ");
    }

    @Test
    void jsonKeepsEveryName() {
        assumeTrue(run("sh", "-c", "command -v python3").status() == 0, "needs something that reads JSON");
        String python = "import json,os,sys\nfor l in sys.stdin: sys.stdout.buffer.write(os.fsencode(json.loads(l)['path'])+b'\\0')";
        Result json = jeio("treescan", "--json", "-f", path("tree"));
        Result decoded = runWith(json.out(), "python3", "-X", "utf8", "-c", python);
        assertThat(decoded.err()).isEmpty();
        assertThat(sorted(decoded.out(), "\0")).isEqualTo(sorted(run("treescan", "-0", "-f", path("tree")).out(), "\0"));
    }

    @Test
    void aTreeMayBeDeeperThanAPathIsLong() {
        makeDeep(path("tree/a/deep"));
        Result result = jeio("treescan", path("tree/a"));
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("/bottom\n").hasLineCount(Integer.parseInt(
                sh("find \"$1\" -printf x | wc -c", path("tree/a")).strip()));
    }

    @Test
    void whatMayNotBeEnteredIsListedAsTheOriginalDoes() {
        assumeTrue(!"root".equals(System.getProperty("user.name")), "root may enter everything");
        sh("cd \"$1\"; mkdir -p n/no n/deep; chmod 0 n/no", dir.toString());
        Result result = jeio("treescan", path("n"));
        assertThat(result.lines()).containsExactly(path("n/"), path("n/deep/"), path("n/no"));
        assertThat(result.err()).isEqualTo("treescan: " + path("n/no/") + ": Permission denied\n");
    }
}
