package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import io.github.jeio.support.Strace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A move across file systems removes its source only when the copy is on the disk. */
@Tag("unsanitized")
class MoveDurableTest extends TreeTest {

    private static final String CALLS = "fsync,syncfs,sync,unlinkat";

    private static final String FUSE = """
            #include <sys/statfs.h>
            int fstatfs (int fd, struct statfs *st)
            {
              int status = NEXT (fstatfs) (fd, st);
              st->f_type = 0x65735546;
              return status;
            }
            """;
    private static final String FILES = "mkdir -p \"$1/tree/a/b\"; echo 1 >\"$1/tree/a/1\"; echo 2 >\"$1/tree/a/b/2\"";

    private String said;

    /** The calls of a log of strace that sync something, or remove the name, in order. */
    private List<String> calls(String name) throws IOException {
        return Files.readAllLines(dir.resolve("log")).stream().map(line -> line.replaceFirst("^\\d+ +", ""))
                .map(line -> line.replaceFirst("<\\.\\.\\. (\\w+) resumed>", "$1(")).filter(line -> !line.contains("unfinished"))
                .filter(line -> line.matches("\\w*sync\\w*\\(.*") || line.matches("unlinkat\\(.*") && line.contains(name))
                .map(line -> line.replaceFirst("\\(.*", "")).toList();
    }

    private static AioRequest<Long> move(IoAio by, String request, String src, String dst) {
        return request.equals("aioMove") ? by.aioMove(src, dst) : by.aioMvtree(src, dst);
    }

    private static String outcome(AioRequest<Long> move) {
        try {
            move.await();
            return "moved";
        } catch (AioException e) {
            return e.errnoName();
        }
    }

    /** Moves, with calls that fail as strace is told, and gives the calls that the pool's only thread has made. */
    private List<String> move(String request, String src, String dst, String... inject) throws Exception {
        assumeTrue(sh("strace -o /dev/null true 2>/dev/null && echo yes || true").equals("yes"), "needs strace, and to be allowed to");
        List<String> more = new ArrayList<>();
        for (String each : inject) {
            more.addAll(List.of("-e", "inject=" + each));
        }
        try (IoAio mover = IoAio.builder().name("mover").minParallel(1).maxParallel(1).idleTimeout(1000).create()) {
            mover.aioNop().await();
            try (Strace strace = Strace.trace(Strace.worker("mover/eio"), dir.resolve("log"), CALLS, more)) {
                said = outcome(move(mover, request, src, dst));
            }
        }
        return calls(Path.of(src).getFileName().toString());
    }

    /** A program that is watched where a shared object stands before the C library. */
    static final class Mover {
        public static void main(String[] args) throws Exception {
            try (IoAio io = IoAio.builder().maxParallel(1).create()) { // strace counts the calls of each thread
                System.out.println(outcome(move(io, args[0], args[1], args[2])));
            }
        }
    }

    /** Moves in such a program; gives the calls as {@link #move} does. */
    private List<String> moveWith(String preload, String request, List<String> inject, String src, String dst) throws Exception {
        assumeTrue(sh("strace -o /dev/null true 2>/dev/null && echo yes || true").equals("yes"), "needs strace, and to be allowed to");
        List<String> strace = new ArrayList<>(List.of("strace", "-f", "-qq", "--seccomp-bpf", "-o", path("log"), "-e", "trace=" + CALLS));
        strace.addAll(inject);
        Preload.build(dir, preload).forEach((name, value) -> strace.addAll(List.of("-E", name + "=" + value)));
        said = String.join(" ", Child.output(Child.start(strace, List.of(), Map.of(), Mover.class, request, src, dst)));
        return calls(Path.of(src).getFileName().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"aioMove", "aioMvtree"})
    void aFileAndItsNameAreSyncedBeforeTheSourceIsRemoved(String request) throws Exception {
        Path other = otherFileSystem();
        assertThat(move(request, file("src", "content"), other + "/dst")).endsWith("fsync", "fsync", "unlinkat");
        assertThat(said).isEqualTo("moved");
        assertThat(other.resolve("dst")).hasContent("content");

        Files.createSymbolicLink(dir.resolve("link"), Path.of("nowhere"));
        assertThat(move(request, path("link"), other + "/link")).endsWith("fsync", "unlinkat");
        assertThat(exists("link")).isFalse();
    }

    @Test
    void aTreesFileSystemIsSyncedOnceBeforeAnythingIsRemoved() throws Exception {
        Path other = otherFileSystem();
        String before = describe(makeTree("tree"));
        List<String> calls = move("aioMvtree", path("tree"), other + "/moved");

        assertThat(calls).containsOnlyOnce("syncfs").doesNotContain("fsync", "sync");
        assertThat(calls.indexOf("syncfs")).isLessThan(calls.indexOf("unlinkat"));
        assertThat(describe(other + "/moved")).isEqualTo(before);
        assertThat(exists("tree")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENOSYS", "EPERM"})
    void whereSyncfsIsDeniedAllIsSynced(String errno) throws Exception {
        Path other = otherFileSystem();
        makeTree("tree");
        List<String> calls = move("aioMvtree", path("tree"), other + "/moved", "syncfs:error=" + errno);

        assertThat(calls).startsWith("syncfs", "sync", "unlinkat");
        assertThat(said).isEqualTo("moved");
        assertThat(exists("tree")).isFalse();
    }

    /** The file itself; its directory. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFileThatCannotBeSyncedStays(int which) throws Exception {
        Path other = otherFileSystem();
        for (String request : List.of("aioMove", "aioMvtree")) {
            assertThat(move(request, file("src", "content"), other + "/dst", "fsync:error=EIO:when=" + which)).doesNotContain("unlinkat");
            assertThat(said).isEqualTo("EIO");
            assertThat(dir.resolve("src")).hasContent("content");
            assertThat(other).as("the copy is removed").isEmptyDirectory();
        }
        Files.writeString(other.resolve("dst"), "old");
        move("aioMove", path("src"), other + "/dst", "fsync:error=EIO:when=" + which);
        assertThat(said).isEqualTo("EIO");
        assertThat(dir.resolve("src")).hasContent("content");
        assertThat(other.resolve("dst")).hasContent(which == 1 ? "old" : "content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO", "ENOSPC"})
    void aTreeThatCannotBeSyncedStays(String errno) throws Exception {
        Path other = otherFileSystem();
        String before = describe(makeTree("tree"));
        assertThat(move("aioMvtree", path("tree"), other + "/moved", "syncfs:error=" + errno)).doesNotContain("unlinkat", "sync");

        assertThat(said).isEqualTo(errno);
        assertThat(describe(path("tree"))).isEqualTo(before);
        assertThat(describe(other + "/moved")).isEqualTo(before);
    }

    /** As a file system has it that does not know it: there is nothing to wait for. */
    @Test
    void aFileSystemWithoutFsyncIsNoError() throws Exception {
        Path other = otherFileSystem();
        move("aioMove", file("src", "content"), other + "/dst", "fsync:error=EINVAL");
        assertThat(said).isEqualTo("moved");
        assertThat(exists("src")).isFalse();
    }

    /** In a directory that may be written to and not be read nothing can be synced by itself. */
    @Test
    void inADirectoryThatCannotBeReadAllIsSynced() throws Exception {
        Path other = otherFileSystem();
        assertThat(moveWith("""
                int openat (int dir, const char *path, int flags, ...)
                {
                  va_list list;
                  va_start (list, flags);
                  mode_t mode = va_arg (list, mode_t);
                  va_end (list);
                  if (!strcmp (path, ".") && flags & O_DIRECTORY) return errno = EACCES, -1;
                  return NEXT (openat) (dir, path, flags, mode);
                }
                """, "aioMove", List.of(), file("src", "content"), other + "/dst")).endsWith("fsync", "sync", "unlinkat");
        assertThat(said).isEqualTo("moved");
    }

    /** FUSE and the like do not pass syncfs on. */
    @Test
    void whereSyncfsDoesNotReachTheServerEachFileAndDirectoryIsSynced() throws Exception {
        Path other = otherFileSystem();
        sh(FILES, dir.toString());
        List<String> calls = moveWith(FUSE, "aioMvtree", List.of(), path("tree"), other + "/moved");
        assertThat(said).isEqualTo("moved");
        // two files, three directories, and the one that the root is in
        assertThat(calls.subList(0, calls.indexOf("unlinkat"))).containsOnly("fsync", "syncfs").filteredOn("fsync"::equals).hasSize(6);
    }

    @Test
    void eachOfWhichKeepsTheTreeWhenItFails() throws Exception {
        Path other = otherFileSystem();
        sh(FILES, dir.toString());
        String before = describe(path("tree"));
        // the root, after what is in it; the directory that it is in
        for (int which : new int[] {5, 6}) {
            moveWith(FUSE, "aioMvtree", List.of("-e", "inject=fsync:error=EIO:when=" + which), path("tree"), other + "/" + which);
            assertThat(said).isEqualTo("EIO");
            assertThat(describe(path("tree"))).isEqualTo(before);
        }
    }
}
