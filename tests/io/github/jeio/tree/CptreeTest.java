package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTreeCopy;
import io.github.jeio.AioTreeProgress;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** aioCptree, compared with its original by find(1) and cksum(1). */
class CptreeTest extends TreeTest {

    private static final int ENTRIES = 17;

    @Test
    void aCopyIsLikeItsOriginal() throws AioException {
        String tree = makeTree("tree");
        String before = describe(tree);

        assertThat(get(io.aioCptree(tree, path("copy")))).isZero();

        assertThat(describe(path("copy"))).isEqualTo(before);
        assertThat(run("stat", "-c", "%b", path("copy/sub/deeper/hole"))).matches("\\d{1,3}");
    }

    @Test
    void aCopyToAnotherFileSystemIsToo() throws Exception {
        String tree = makeTree("tree");
        Path other = otherFileSystem();

        get(io.aioCptree(tree, other + "/copy"));

        assertThat(describe(other + "/copy")).isEqualTo(describe(tree));
    }

    @Test
    void ownersAndDevicesAreCopied() throws AioException {
        assumeRoot();
        String tree = makeTree("tree");
        sh("chown -h 1234:5678 \"$1\"/* \"$1\"/sub/*; chown 99:99 \"$1\"", tree);
        try {
            sh("mknod \"$1/null\" c 1 3; chmod 606 \"$1/null\"", tree);
        } catch (AssertionError e) {
            // not everywhere, not even by root
        }

        get(io.aioCptree(tree, path("copy")));

        assertThat(describe(path("copy"))).isEqualTo(describe(tree));
    }

    @Test
    void aLargeDirectoryIsCopied() throws AioException {
        sh("mkdir \"$1\"; cd \"$1\"; seq -f 'a-rather-long-name-so-that-the-directory-is-too-big-for-one-request-%06g' 1 9000 | xargs touch",
                path("tree"));

        get(io.aioCptree(path("tree"), path("copy")));

        assertThat(sh("ls \"$1\" | wc -l", path("copy"))).isEqualTo("9000");
    }

    @Test
    void aTreeMayBeDeeperThanAPathIsLong() throws AioException {
        run("perl", "-e", """
                chdir $ARGV[0] or die; mkdir "deep" or die; chdir "deep";
                for (1..2000) { mkdir "level" or die; chdir "level" or die; open my $f, ">", "file"; print $f $_; }
                """, dir.toString());

        get(io.aioCptree(path("deep"), path("copy")));

        run("perl", "-e", """
                chdir $ARGV[0] or die;
                for (1..2000) { chdir "level" or die "$_"; open my $f, "<", "file" or die; <$f> eq $_ or die "$_: content"; }
                """, path("copy"));
        run("rm", "-rf", path("deep"), path("copy"));
    }

    @Test
    void oneFileOrLinkIsATreeToo() throws Exception {
        file("file", "content");
        Files.createSymbolicLink(dir.resolve("link"), Path.of("nowhere"));

        get(io.aioCptree(path("file"), path("copy")));
        get(io.aioCptree(path("link"), path("copied link")));

        assertThat(dir.resolve("copy")).hasContent("content");
        assertThat(Files.readSymbolicLink(dir.resolve("copied link"))).hasToString("nowhere");
    }

    @Test
    void progressIsToldOfEveryEntry() throws AioException {
        String tree = makeTree("tree");
        List<AioTreeProgress> told = new ArrayList<>();

        AioRequest<Long> request = io.aioCptree(tree, path("copy"), told::add, status -> assertThat(status).isZero());

        get(request);
        assertThat(told).hasSize(ENTRIES);
        assertThat(told).extracting(AioTreeProgress::entries).isSorted();
        assertThat(told).extracting(AioTreeProgress::path)
                .containsAll(List.of("", "sub", "sub/deeper/hole", "linkdir", "b\uDCFFd")).doesNotHaveDuplicates();
        AioTreeProgress last = told.get(ENTRIES - 1);
        assertThat(last.path()).isEmpty();
        assertThat(last.entries()).isEqualTo(ENTRIES);
        assertThat(last.errors()).isZero();
        assertThat(last.bytes()).isBetween(300_000L + 5 + 6 + 1, 5L * 1024 * 1024);
    }

    @Test
    void whatCannotBeCopiedIsToldAndTheRestIsCopied() {
        String tree = makeTree("tree");
        // a directory is in the way of a file, and a file in the way of a directory
        sh("mkdir -p \"$1/hello\"; : > \"$1/private\"", path("copy"));
        List<String> failed = new ArrayList<>();

        AioRequest<Long> request = io.aioCptree(tree, path("copy"), done -> {
            if (done.errno() != 0) {
                failed.add(done.path() + " " + Errno.name(done.errno()));
            }
        }, status -> assertThat(status).isEqualTo(-1));

        io.flush();
        assertThat(request.errno()).isIn(Errno.EISDIR, Errno.ENOTDIR);
        assertThat(failed).containsExactlyInAnyOrder("hello EISDIR", "private ENOTDIR");
        run("cmp", path("tree/sub/random"), path("copy/sub/random"));
    }

    @Test
    void anExistingTargetIsMergedWithAndNoLinkInItFollowed() throws Exception {
        String tree = makeTree("tree");
        Files.createDirectories(dir.resolve("outside"));
        file("outside/hello", "untouched");
        Files.createDirectory(dir.resolve("copy"));
        file("copy/own", "stays");
        Files.createSymbolicLink(dir.resolve("copy/hello"), dir.resolve("outside/hello"));
        Files.createSymbolicLink(dir.resolve("copy/sub"), dir.resolve("outside"));
        file("copy/nothing", "replaced");

        assertFails(io.aioCptree(tree, path("copy")), Errno.ENOTDIR);

        assertThat(dir.resolve("outside/hello")).hasContent("untouched");
        assertThat(run("ls", path("outside"))).isEqualTo("hello");
        assertThat(dir.resolve("copy/own")).hasContent("stays");
        assertThat(dir.resolve("copy/hello")).hasContent("hello");
        assertThat(dir.resolve("copy/nothing")).isEmptyFile();
    }

    @Test
    void aTreeIsNotCopiedIntoItselfForEver() {
        String tree = makeTree("tree");

        assertFails(io.aioCptree(tree, tree), Errno.EINVAL);
        assertFails(io.aioCptree(tree, tree + "/sub/copy"), Errno.EINVAL);

        assertThat(exists("tree/sub/copy/hello")).isTrue();
        assertThat(exists("tree/sub/copy/sub/copy")).isFalse();
    }

    @Test
    void errorsOfTheRootAreTold() {
        assertFails(io.aioCptree(path("none"), path("copy")), Errno.ENOENT);
        assertFails(io.aioCptree(makeTree("tree"), path("none/copy")), Errno.ENOENT);
        assertFails(io.aioCptree(path("tree"), IoAio.INVALID_WD, "copy", AioTreeCopy.WHOLE), Errno.ENOENT);
        file("file", "x");
        assertFails(io.aioCptree(path("tree"), path("file")), Errno.ENOTDIR);
    }

    @Test
    void workingDirectoriesMayBeClosedMeanwhile() throws Exception {
        makeTree("tree");
        Files.createDirectory(dir.resolve("to"));
        AioWd from = get(io.aioWd(dir.toString()));
        AioWd to = get(io.aioWd(path("to")));
        AioRequest<Long> request = from.aioCptree("tree", to, "copy", AioTreeCopy.WHOLE);
        from.close();
        to.close();

        assertThat(get(request)).isZero();
        assertThat(describe(path("to/copy"))).isEqualTo(describe(path("tree")));
        assertThat(openHere()).isEmpty();
    }

    @Test
    void aConsumerThatThrowsDoesNotEndTheCopy() throws AioException {
        String tree = makeTree("tree");
        AioRequest<Long> request = io.aioCptree(tree, path("copy"), done -> {
            throw new IllegalStateException("mine");
        }, status -> { });

        int thrown = 0;
        while (!request.isDone()) {
            try {
                io.poll();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("mine");
                thrown++;
            }
        }

        assertThat(thrown).isEqualTo(ENTRIES);
        assertThat(get(request)).isZero();
        assertThat(describe(path("copy"))).isEqualTo(describe(tree));
    }

    @Test
    void aCancelledCopyLeavesNothingOpenAndNoIncompleteFile() {
        String tree = makeTree("tree");
        String whole = sh("cd \"$1\"; cksum sub/random sub/deeper/hole", tree);
        cancelAtEveryStep(() -> io.aioCptree(tree, path("copy")), () -> {
            String there = sh("cd \"$1\" 2>/dev/null && cksum sub/random sub/deeper/hole 2>/dev/null || true", path("copy"));
            assertThat(whole.lines()).containsAll(there.lines().toList());
            run("rm", "-rf", path("copy"));
        });
    }

    @Test
    void badArgumentsThrow() {
        assertThatNullPointerException().isThrownBy(() -> io.aioCptree(null, "b")).withMessageContaining("src");
        assertThatNullPointerException().isThrownBy(() -> io.aioCptree("a", null)).withMessageContaining("dst");
        assertThatNullPointerException().isThrownBy(() -> io.aioCptree("a", "b", (Consumer<AioTreeProgress>) null, s -> { }))
                .withMessageContaining("progress");
        assertThatNullPointerException().isThrownBy(() -> io.aioCptree("a", (AioWd) null, "b", AioTreeCopy.WHOLE))
                .withMessageContaining("dstDir");
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioCptree("a\0", "b")).withMessageContaining("src");
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioCptree("a", "b\0")).withMessageContaining("dst");
        assertThat(io.nreqs()).isZero();
    }

    /** Whichever of the two that is. */
    @Test
    void theErrnoIsThatOfTheFirstEntryThatCouldNotBeCopied() {
        sh("""
                mkdir -p "$1/tree/file" "$1/copy/directory"; printf x > "$1/tree/directory"; printf x > "$1/copy/file"
                mkdir "$1/tree/a" "$1/copy/a"; printf x > "$1/tree/a/directory"; mkdir "$1/copy/a/directory"
                """, dir.toString());
        List<Integer> errors = new ArrayList<>();

        AioRequest<Long> copy = io.aioCptree(path("tree"), path("copy"), AioTreeCopy.WHOLE.requests(1).progress(done -> errors.add(done.errno())), bytes -> { });
        io.flush();

        errors.removeIf(errno -> errno == 0);
        assertThat(errors).hasSizeGreaterThan(2).contains(Errno.EISDIR);
        assertThat(errors.stream().distinct().count()).isGreaterThan(1);
        assertThat(errors.get(errors.size() - 1)).as("the last one is another").isNotEqualTo(errors.get(0));
        assertThat(copy.errno()).isEqualTo(errors.get(0));
    }
}
