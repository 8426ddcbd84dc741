package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioScan;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** aioScandir: where the file system tells types, and where it does not. */
class ScandirTest extends TreeTest {

    private static final List<String> DIRS = List.of("private", "sub");
    private static final List<String> NONDIRS = List.of("b\uDCFFd", "dangling", "hello", "linkdir", "nothing", "other name");

    private static void assertDivided(AioScan scan) {
        assertThat(scan.dirs()).containsExactlyInAnyOrderElementsOf(DIRS);
        assertThat(scan.nondirs()).containsExactlyInAnyOrderElementsOf(NONDIRS);
    }

    @Test
    void directoriesAreToldFromOthers() throws AioException {
        String tree = makeTree("tree");

        assertDivided(get(io.aioScandir(tree, 0)));
        assertDivided(get(io.aioScandir(tree, 1)));
        assertDivided(get(io.aioScandir(tree + "/", -5)));
    }

    @Test
    void anEmptyDirectoryHasNeither() throws AioException {
        makeTree("tree");

        assertThat(get(io.aioScandir(path("tree/sub/deeper/empty"), 0))).isEqualTo(new AioScan(List.of(), List.of()));
    }

    @Test
    void aLinkToADirectoryIsFollowed() throws Exception {
        makeTree("tree");
        Files.createSymbolicLink(dir.resolve("link"), Path.of("tree"));

        assertDivided(get(io.aioScandir(path("link"), 0)));
    }

    @Test
    void errorsAreTold() {
        assertFails(io.aioScandir(path("none"), 0), Errno.ENOENT);
        assertFails(io.aioScandir(file("file", "x"), 0), Errno.ENOTDIR);
        assertFails(IoAio.INVALID_WD.aioScandir("x", 0), Errno.ENOENT);
    }

    @Test
    void aWorkingDirectoryIsHonoured() throws Exception {
        makeTree("tree");
        AioWd wd = get(io.aioWd(dir.toString()));
        AioRequest<AioScan> request = wd.aioScandir("tree", 0);
        wd.close();

        assertDivided(get(request));
        assertThat(openHere()).isEmpty();
    }

    @Test
    void aCancelledScanLeavesNothingOpen() {
        makeTree("tree");
        cancelAtEveryStep(() -> io.aioScandir(path("tree"), 0), () -> { });
    }

    @Test
    void badArgumentsThrow() {
        assertThatNullPointerException().isThrownBy(() -> io.aioScandir(null, 0)).withMessageContaining("pathname");
        assertThatNullPointerException().isThrownBy(() -> io.aioScandir("a", 0, null)).withMessageContaining("callback");
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioScandir("a\0", 0)).withMessageContaining("pathname");
        assertThat(io.nreqs()).isZero();
    }

    /** On a file system that tells no types: it scans, and prints what it found. With a second argument, all is looked at by a worker. */
    static final class Untyped {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            io.inlineCached(args.length == 1);
            AioScan scan = io.aioScandir(args[0], 2).await();
            scan.dirs().forEach(name -> System.out.println("dir " + name));
            scan.nondirs().forEach(name -> System.out.println("nondir " + name));
            io.close();
        }
    }

    /** A readdir(3) like that of a file system without types. */
    private static final String WITHOUT_TYPES = """
            #include <dirent.h>
            struct dirent *readdir (DIR *dir)
            {
              struct dirent *entry = NEXT (readdir) (dir);
              if (entry) entry->d_type = DT_UNKNOWN;
              return entry;
            }
            """;

    private Map<String, String> withoutTypes() throws Exception {
        return Preload.build(dir, WITHOUT_TYPES);
    }

    @Test
    void withoutTypesEntriesAreLookedAt() throws Exception {
        String tree = path("tree");
        sh("mkdir \"$1\"; cd \"$1\"; mkdir one two .three 'no.dots'; touch file .hidden; ln -s one link; ln -s nowhere dangling", tree);

        List<String> lines = Child.output(Child.start(List.of(), List.of(), withoutTypes(), Untyped.class, tree));

        assertThat(lines).containsExactlyInAnyOrder("dir one", "dir two", "dir .three", "dir no.dots",
                "nondir file", "nondir .hidden", "nondir link", "nondir dangling");
    }

    /** Looks at all entries of a directory, and prints how many requests there were at most at a time. */
    static final class Bounded {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            io.inlineCached(false); // or all of it would be done while one result is handled
            io.maxPollReqs(1);
            var scan = io.aioScandir(args[0], Integer.parseInt(args[1]));
            int most = 0;
            while (!scan.isDone()) {
                io.poll();
                most = Math.max(most, io.nreqs());
            }
            System.out.println(most + " " + scan.await().dirs() + scan.await().nondirs().size());
            io.close();
        }
    }

    @Test
    void asManyEntriesAreLookedAtAtATimeAsIsAllowed() throws Exception {
        String tree = path("tree");
        // what is looked at last is a directory, so all is
        sh("mkdir \"$1\"; cd \"$1\"; seq -f %g.txt 1 300 | xargs touch; mkdir last.txt; touch -d '1 hour ago' .", tree);
        Map<String, String> withoutTypes = withoutTypes();

        for (int maxreq : new int[] {1, 20, 0}) {
            int expected = maxreq == 0 ? 4 : maxreq;
            String[] said = Child.output(Child.start(List.of(), List.of(), withoutTypes, Bounded.class, tree, "" + maxreq))
                    .get(0).split(" ");
            assertThat(Integer.parseInt(said[0])).isBetween(expected, expected + 2); // with the request itself
            assertThat(said[1]).isEqualTo("[last.txt]300");
        }
    }

    @Test
    void withTypesNoEntryIsLookedAt() throws Exception {
        String tree = path("tree");
        sh("mkdir \"$1\"; cd \"$1\"; mkdir a-dir; seq -f %g.txt 1 50 | xargs touch", tree);
        Path log = dir.resolve("log");

        List<String> lines = Child.output(Child.start(
                List.of("strace", "-f", "-qq", "-e", "trace=?newfstatat,?fstatat64,?statx", "-o", log.toString()),
                List.of(), Map.of(), Untyped.class, tree));

        assertThat(lines).hasSize(51).contains("dir a-dir");
        assertThat(log).content().doesNotContain(".txt").doesNotContain("a-dir");
    }

    /** Likely directories come first, and when the link count says that there are no more, nothing else is looked at. */
    @Test
    void theLinkCountSparesTheRest() throws Exception {
        String tree = path("tree");
        sh("mkdir \"$1\"; cd \"$1\"; mkdir a b; seq -f %g.txt 1 500 | xargs touch; touch -d '1 hour ago' .", tree);
        Path log = dir.resolve("log");

        List<String> lines = Child.output(Child.start(
                List.of("strace", "-f", "-qq", "-e", "trace=?newfstatat,?fstatat64,?statx", "-o", log.toString()),
                List.of(), withoutTypes(), Untyped.class, tree));

        assertThat(lines).hasSize(502).contains("dir a", "dir b");
        try (Stream<String> calls = Files.lines(log)) {
            assertThat(calls.filter(call -> call.contains(".txt"))).hasSizeLessThan(10);
        }
    }

    /** As when others move all but one away, and back: the second look at the directory finds the links of one. */
    @Test
    void aLinkCountThatChangesMeanwhileIsNotTrusted() throws Exception {
        String tree = path("tree");
        sh("mkdir \"$1\"; cd \"$1\"; mkdir a b c d e f; touch file; touch -d '1 hour ago' .", tree);
        Map<String, String> changing = Preload.build(dir, WITHOUT_TYPES + """
                #include <sys/stat.h>
                long syscall (long number, ...)
                {
                  static int looks;
                  ARGUMENTS (a, number);
                  long result = PASS_ON (number, a);
                  if (number == SYS_statx && !result && !strcmp ((char *)a[1], ".") && ++looks == 2) ((struct statx *)a[4])->stx_nlink = 3;
                  return result;
                }
                """);

        assertThat(Child.output(Child.start(List.of(), List.of(), changing, Untyped.class, tree, "worker")))
                .containsExactlyInAnyOrder("dir a", "dir b", "dir c", "dir d", "dir e", "dir f", "nondir file");
    }
}
