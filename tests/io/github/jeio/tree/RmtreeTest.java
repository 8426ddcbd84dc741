package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.Leaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** aioRmtree: all of a tree, and nothing but the tree. */
class RmtreeTest extends TreeTest {

    /** INVALID_WD's pool is everybody's, and keeps the room that a request's paths had: it is to have it before a test begins. */
    @BeforeAll
    static void useTheSharedPool() {
        IoAio.INVALID_WD.aioRmtree("x").future().exceptionally(e -> -1L).join();
    }

    @Test
    void aTreeIsRemovedWithAllThatIsInIt() throws Exception {
        String tree = makeTree("tree");
        file("beside", "stays");
        Files.createSymbolicLink(dir.resolve("tree/out"), dir.resolve("beside"));
        Files.createSymbolicLink(dir.resolve("tree/up"), dir);

        assertThat(get(io.aioRmtree(tree))).isZero();

        assertThat(run("ls", "-A", dir.toString())).isEqualTo("beside");
    }

    @Test
    void aLargeDirectoryIsRemoved() throws AioException {
        run("perl", "-e", """
                mkdir $ARGV[0] or die; chdir $ARGV[0] or die;
                for (1..5000) { open my $f, ">", "file$_" or die } mkdir "dir$_" or die for 1..300;
                """, path("large"));

        assertThat(get(io.aioRmtree(path("large")))).isZero();

        assertThat(exists("large")).isFalse();
    }

    @Test
    void namesMayBeAnyBytes() throws AioException {
        sh("mkdir -p \"$1/$(printf 'b\\377d')/$(printf 'new\\nline')/-rf\"; touch \"$1/$(printf 'b\\377d')/$(printf '\\001')\"",
                path("tree"));

        assertThat(get(io.aioRmtree(path("tree")))).isZero();

        assertThat(exists("tree")).isFalse();
    }

    @Test
    void whatIsNoDirectoryIsNotRemoved() throws Exception {
        file("file", "x");
        Files.createDirectory(dir.resolve("folder"));
        file("folder/inside", "x");
        Files.createSymbolicLink(dir.resolve("link"), Path.of("folder"));

        assertFails(io.aioRmtree(path("file")), Errno.ENOTDIR);
        assertFails(io.aioRmtree(path("link")), Errno.ENOTDIR);
        assertFails(io.aioRmtree(path("link/")), Errno.ENOTDIR);
        assertFails(io.aioRmtree(path("none")), Errno.ENOENT);
        assertFails(io.aioRmtree(""), Errno.ENOENT);
        assertFails(IoAio.INVALID_WD.aioRmtree("x"), Errno.ENOENT);

        assertThat(exists("folder/inside")).isTrue();
        assertThat(exists("link")).isTrue();
        assertThat(exists("file")).isTrue();
    }

    @Test
    void whatCannotBeRemovedStaysAndTheRestGoes() throws IOException {
        assumeRoot();
        makeTree("tree");
        file("tree/sub/deeper/keep", "x");
        try {
            run("chattr", "+i", path("tree/sub/deeper/keep"));
        } catch (AssertionError e) {
            assumeTrue(false, "no immutable files here: " + e.getMessage());
        }
        try {
            assertFails(io.aioRmtree(path("tree")), Errno.ENOTEMPTY);
            assertThat(sh("cd \"$1\"; find . | sort", path("tree"))).isEqualTo("""
                    .
                    ./sub
                    ./sub/deeper
                    ./sub/deeper/keep""");
        } finally {
            run("chattr", "-i", path("tree/sub/deeper/keep"));
        }
    }

    @Test
    void aWorkingDirectoryIsHonouredAndMayBeMovedAndClosed() throws Exception {
        Files.createDirectories(dir.resolve("old/tree/sub"));
        Files.createDirectories(dir.resolve("other/tree/sub"));
        AioWd wd = get(io.aioWd(path("old")));
        Files.move(dir.resolve("old"), dir.resolve("new"));
        Files.move(dir.resolve("other"), dir.resolve("old"));

        AioRequest<Long> request = wd.aioRmtree("tree");
        wd.close();

        assertThat(get(request)).isZero();
        assertThat(exists("new/tree")).isFalse();
        assertThat(exists("old/tree/sub")).isTrue();
        assertThat(openHere()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> wd.aioRmtree("tree")).withMessageContaining("closed");
    }

    /** Deeper than a path can be long, and than a process may have descriptors. */
    @Test
    void aTreeMayBeTenThousandLevelsDeep() throws Exception {
        run("perl", "-e", """
                chdir $ARGV[0] or die; mkdir "deep" or die; chdir "deep";
                for (1..10000) { mkdir "level" or die "$!"; chdir "level" or die "$!"; open my $f, ">", "file" if $_ % 100 == 0; }
                """, dir.toString());
        AtomicInteger most = new AtomicInteger();
        AioRequest<Long> request = io.aioRmtree(path("deep"));
        while (!request.isDone()) {
            io.poll();
            most.accumulateAndGet(Leaks.openDescriptors().size(), Math::max);
        }

        assertThat(get(request)).isZero();
        assertThat(exists("deep")).isFalse();
        assertThat(most.get()).isLessThan(Leaks.openDescriptors().size() + 100);
    }

    @Test
    void manyDirectoriesAreOpenOnlyAFewAtATime() throws Exception {
        run("perl", "-e", """
                sub fill { my ($dir, $depth) = @_; mkdir $dir or die; open my $f, ">", "$dir/file" or die;
                           if ($depth) { fill("$dir/$_", $depth - 1) for 1..6 } }
                fill($ARGV[0], 4);
                """, path("wide"));
        int before = Leaks.openDescriptors().size();
        AtomicInteger most = new AtomicInteger();
        AioRequest<Long> request = io.aioRmtree(path("wide"));
        io.maxPollReqs(1);
        while (!request.isDone()) {
            io.poll();
            most.accumulateAndGet(Leaks.openDescriptors().size(), Math::max);
        }
        io.maxPollReqs(0);

        assertThat(get(request)).isZero();
        assertThat(most.get()).isLessThan(before + 100);
    }

    @Test
    void aDirectoryThatGetsNewEntriesIsEmptiedAgain() throws Exception {
        sh("mkdir -p \"$1/a/b\"; cd \"$1\"; seq 1 3000 | xargs touch; cd a/b; seq 1 3000 | xargs touch", path("tree"));
        Path inside = dir.resolve("tree/a/b");
        // until the directory is gone: so there is always something new, up to the end
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 2000; i++) {
                try {
                    Files.createFile(inside.resolve("new" + i));
                } catch (IOException e) {
                    return;
                }
            }
        });
        writer.start();

        long status = io.aioRmtree(path("tree")).future().handle((done, failed) -> failed == null ? 0L : -1L).get();
        writer.join();

        if (status < 0) {
            // it was overtaken once too often; nobody writes any more
            assertThat(io.aioRmtree(path("tree")).await()).isZero();
        }
        assertThat(exists("tree")).isFalse();
    }

    @Test
    void aCancelledRemovalLeavesNothingOpen() {
        makeTree("tree");
        cancelAtEveryStep(() -> io.aioRmtree(path("tree")), () -> {
            run("rm", "-rf", path("tree"));
            makeTree("tree");
        });
    }

    @Test
    void badArgumentsThrow() {
        assertThatNullPointerException().isThrownBy(() -> io.aioRmtree(null)).withMessageContaining("pathname");
        assertThatNullPointerException().isThrownBy(() -> io.aioRmtree("a", null)).withMessageContaining("callback");
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioRmtree("a\0")).withMessageContaining("pathname");
        assertThat(io.nreqs()).isZero();
    }
}
