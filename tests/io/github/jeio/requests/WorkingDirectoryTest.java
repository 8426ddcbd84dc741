package io.github.jeio.requests;

import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_WRONLY;
import static io.github.jeio.AioConstants.READDIR_DENTS;
import static io.github.jeio.AioConstants.RENAME_NOREPLACE;
import static io.github.jeio.AioConstants.S_IFIFO;
import static io.github.jeio.IoAio.CWD;
import static io.github.jeio.IoAio.INVALID_WD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioDirent;
import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import io.github.jeio.support.Leaks;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests relative to a directory: wherever it is moved, CWD, INVALID_WD, and when it is closed. */
class WorkingDirectoryTest extends CachedOrNotTest {

    /** CWD and INVALID_WD are the shared pool's, whose descriptor, thread and memory stay. */
    @BeforeAll
    static void startSharedPool() throws AioException {
        IoAio.shared().maxParallel(1);
        CWD.aioRealpath(".").await();
        assertThatThrownBy(() -> CWD.aioStat("/" + "x/".repeat(1000)).await()); // memory for longer paths than the tests have
        everyKind().forEach(request -> assertThatThrownBy(() -> request.apply(INVALID_WD).await()));
    }

    @AfterAll
    static void releaseSharedPool() {
        IoAio.shared().minParallel(8);
    }

    private AioWd wd(String path) throws AioException {
        return get(io.aioWd(path));
    }

    /** What find says of the directory: type, permissions, size of a file, links, path, and of a link its target. */
    private static List<String> tree(String directory) {
        return run("find", directory, "-mindepth", "1", "-type", "d", "-printf", "%y %m %P\n",
                "-o", "-mindepth", "1", "-printf", "%y %m %s %n %P %l\n").lines().map(String::strip).sorted().toList();
    }

    /** All requests that take a path, on relative paths that lead to what {@link #TREE} says. */
    private void everyRequest(PathRequests at) throws AioException {
        get(at.aioMkdir("dir", 0755));
        int fd = get(at.aioOpen("dir/file", O_WRONLY | O_CREAT, 0600));
        get(io.aioWrite(fd, 0, ByteBuffer.wrap("0123456789".getBytes())));
        get(io.aioClose(fd));
        get(at.aioChmod("dir/file", 0640));
        get(at.aioChown("dir/file", -1, -1));
        get(at.aioTruncate("dir/file", 7));
        FileTime time = FileTime.fromMillis(1_234_567);
        get(at.aioUtime("dir/file", time, time));
        assertThat(get(at.aioStat("dir/file")).mtime()).isEqualTo(time);
        get(at.aioSymlink("file", "dir/link"));
        assertThat(get(at.aioLstat("dir/link")).isSymbolicLink()).isTrue();
        assertThat(get(at.aioReadlink("dir/link"))).isEqualTo("file");
        assertThat(get(at.aioStatvfs("dir/link")).namemax()).isEqualTo(255);
        get(at.aioLink("dir/file", "hard"));
        get(at.aioMknod("fifo", S_IFIFO | 0600, 0));
        get(at.aioRename("fifo", "dir/fifo"));
        get(at.aioRename2("dir/link", "dir/renamed", RENAME_NOREPLACE));
        get(at.aioMkdir("empty", 0700));
        get(at.aioRmdir("empty"));
        get(at.aioSymlink("x", "gone"));
        get(at.aioUnlink("gone"));
        assertThat(get(at.aioReaddir("dir"))).containsExactlyInAnyOrder("file", "fifo", "renamed");
        assertThat(get(at.aioReaddirx("dir", READDIR_DENTS)).entries()).extracting(AioDirent::name)
                .containsExactlyInAnyOrder("file", "fifo", "renamed");
        assertThat(new String(get(at.aioSlurp("dir/renamed", 0, 0)).array())).isEqualTo("0123456");
        assertThat(get(at.aioSlurp("hard", 2, ByteBuffer.allocate(3)))).isEqualTo(3);
        get(at.aioWd("dir")).close();
    }

    private static final List<String> TREE = List.of(
            "d 755 dir", "f 640 7 2 dir/file", "f 640 7 2 hard", "l 777 4 1 dir/renamed file", "p 600 0 1 dir/fifo");

    @Test
    void everyRequestIsRelativeToTheDirectory() throws Exception {
        run("mkdir", path("wd"));
        try (AioWd wd = wd(path("wd"))) {
            everyRequest(wd);
        }
        assertThat(tree(path("wd"))).isEqualTo(TREE);
        assertThat(tree(dir.toString())).hasSize(TREE.size() + 1);
    }

    @Test
    void theDirectoryMayBeMovedMeanwhile() throws Exception {
        sh("mkdir -p $1/wd $1/other", dir.toString());
        try (AioWd wd = wd(path("wd"))) {
            sh("cd $1; mv wd other/moved; mkdir wd", dir.toString());
            int fd = get(wd.aioOpen("new", O_WRONLY | O_CREAT, 0644));
            get(io.aioClose(fd));
            get(wd.aioSymlink("new", "link"));
            get(wd.aioLink("new", "hard"));
            get(wd.aioRename("hard", "renamed"));
            get(wd.aioChmod("new", 0600));
            get(wd.aioTruncate("new", 3));
            get(wd.aioUtime("new", null, null));
            get(wd.aioMkdir("sub", 0755));
            assertThat(get(wd.aioStat("link")).size()).isEqualTo(3);
            assertThat(get(wd.aioReadlink("link"))).isEqualTo("new");
            assertThat(get(wd.aioReaddir("."))).containsExactlyInAnyOrder("new", "link", "renamed", "sub");
            assertThat(get(wd.aioSlurp("new", 0, 0)).remaining()).isEqualTo(3);
            assertThat(get(wd.aioStatvfs("sub")).namemax()).isEqualTo(255);
            get(wd.aioUnlink("link"));
            get(wd.aioRmdir("sub"));
        }
        assertThat(tree(path("other/moved"))).containsExactly("f 600 3 2 new", "f 600 3 2 renamed");
        assertThat(tree(path("wd"))).isEmpty();
    }

    /** By its path, the manual says, which is the one from before it was moved. */
    @Test
    void realpathAndTheDirectoryItselfGoByTheOldPath() throws Exception {
        run("mkdir", path("wd"));
        try (AioWd wd = wd(path("wd"))) {
            assertThat(get(wd.aioRealpath("."))).isEqualTo(run("realpath", path("wd")));
            run("mv", path("wd"), path("moved"));
            assertFails(wd.aioRealpath("."), Errno.ENOENT);
            assertFails(wd.aioRealpath("x"), Errno.ENOENT);
            assertFails(wd.aioRmdir("."), Errno.ENOENT);
            run("mv", path("moved"), path("wd"));
            assertThat(get(wd.aioRename(".", CWD, path("renamed")))).isZero();
            run("mv", path("renamed"), path("wd"));
            assertThat(get(wd.aioRmdir("."))).isZero();
        }
        assertThat(tree(dir.toString())).isEmpty();
    }

    @Test
    void theDirectoryMayBeRemovedMeanwhile() throws Exception {
        run("mkdir", path("wd"));
        try (AioWd wd = wd(path("wd"))) {
            run("rmdir", path("wd"));
            assertFails(wd.aioStat("x"), Errno.ENOENT);
            assertFails(wd.aioMkdir("x", 0700), Errno.ENOENT);
            assertThat(get(wd.aioReaddir("."))).isEmpty();
            assertThat(get(wd.aioStat(".")).nlink()).isZero();
        }
    }

    @Test
    void anAbsolutePathIsTheSameEverywhere() throws Exception {
        String path = file("file", "text");
        try (AioWd wd = wd("/")) {
            assertThat(get(wd.aioStat(path)).size()).isEqualTo(4);
            assertThat(get(wd.aioStat(path.substring(1))).size()).isEqualTo(4);
            assertThat(get(wd.aioRealpath("proc/.."))).isEqualTo("/");
        }
        assertThat(get(CWD.aioStat(path)).size()).isEqualTo(4);
    }

    @Test
    void aDirectoryCanBeRelativeToAnother() throws Exception {
        sh("mkdir -p $1/a/b; echo text > $1/a/b/file; ln -s b $1/a/link", dir.toString());
        try (AioWd a = wd(path("a")); AioWd b = get(a.aioWd("link"))) {
            assertThat(get(b.aioStat("file")).size()).isEqualTo(5);
            assertThat(get(b.aioRealpath("."))).isEqualTo(run("realpath", path("a/b")));
            assertThat(get(b.aioStat("../link/file")).size()).isEqualTo(5);
        }
    }

    @Test
    void whatIsNoDirectoryCanNotBeOne() {
        assertFails(io.aioWd(file("file", "")), Errno.ENOTDIR);
        assertFails(io.aioWd(path("nothing")), Errno.ENOENT);
        AioWd[] seen = {CWD};
        io.aioWd(path("nothing"), wd -> seen[0] = wd);
        io.flush();
        assertThat(seen[0]).isNull();
    }

    // second paths

    @Test
    void aSecondPathCanHaveADirectoryOfItsOwn() throws Exception {
        sh("cd $1; mkdir from to; echo text > from/file; echo two > from/two", dir.toString());
        try (AioWd from = wd(path("from")); AioWd to = wd(path("to"))) {
            get(from.aioLink("file", to, "hard"));
            get(from.aioRename("file", to, "file"));
            get(from.aioRename2("two", to, "two", RENAME_NOREPLACE));
            assertFails(to.aioRename2("two", to, "file", RENAME_NOREPLACE), Errno.EEXIST);
            get(to.aioLink("two", from, "back"));
            get(CWD.aioLink(path("to/two"), from, "third"));
            get(from.aioLink("third", CWD, path("absolute")));
            get(io.aioRename(path("to/hard"), from, "hard"));
        }
        assertThat(tree(dir.toString())).extracting(line -> line.replaceAll(".* ", ""))
                .containsExactlyInAnyOrder("from", "to", "from/back", "from/third", "from/hard", "to/file", "to/two", "absolute");
    }

    @Test
    void aSecondPathWithoutADirectoryIsRelativeToTheFirstOnes() throws Exception {
        sh("mkdir $1/wd; : > $1/wd/a", dir.toString());
        try (AioWd wd = wd(path("wd"))) {
            get(wd.aioLink("a", "b"));
            get(wd.aioRename("a", "c"));
        }
        assertThat(tree(path("wd"))).extracting(line -> line.substring(line.length() - 1)).containsExactly("b", "c");
    }

    // CWD and INVALID_WD

    @Test
    void cwdIsTheProcesssOwnDirectory() throws Exception {
        String pwd = run("pwd", "-P");
        AioStat expected = io.aioStat(pwd).await();
        assertThat(CWD.aioStat(".").await().ino()).isEqualTo(expected.ino());
        assertThat(CWD.aioRealpath(".").await()).isEqualTo(pwd);
        assertThat(get(io.aioRealpath("."))).isEqualTo(pwd);
    }

    static Stream<Function<AioWd, AioRequest<?>>> everyKind() {
        FileTime now = FileTime.fromMillis(0);
        return Stream.of(wd -> wd.aioWd("x"), wd -> wd.aioOpen("x", O_RDONLY, 0), wd -> wd.aioStat("."), wd -> wd.aioLstat("."),
                wd -> wd.aioStatvfs("."), wd -> wd.aioUtime(".", now, now), wd -> wd.aioChown(".", -1, -1),
                wd -> wd.aioChmod(".", 0700), wd -> wd.aioTruncate("x", 0), wd -> wd.aioUnlink("x"), wd -> wd.aioMkdir("x", 0700),
                wd -> wd.aioRmdir("."), wd -> wd.aioMknod("x", S_IFIFO | 0600, 0), wd -> wd.aioLink("x", "y"),
                wd -> wd.aioSymlink("x", "y"), wd -> wd.aioReadlink("x"), wd -> wd.aioRealpath("."), wd -> wd.aioRename("x", "y"),
                wd -> wd.aioRename2("x", "y", RENAME_NOREPLACE), wd -> wd.aioReaddir("."), wd -> wd.aioReaddirx(".", 0),
                wd -> wd.aioSlurp("x", 0, 0), wd -> wd.aioSlurp("x", 0, ByteBuffer.allocate(1)));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everythingRelativeToTheInvalidDirectoryIsNotThere(Function<AioWd, AioRequest<?>> request) {
        assertThatThrownBy(() -> request.apply(INVALID_WD).await()).isInstanceOfSatisfying(AioException.class,
                e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
    }

    @Test
    void neitherIsASecondPath() throws Exception {
        String file = file("file", "");
        assertFails(io.aioLink(file, INVALID_WD, "x"), Errno.ENOENT);
        assertFails(io.aioRename(file, INVALID_WD, "x"), Errno.ENOENT);
        assertFails(io.aioRename2(file, INVALID_WD, "x", RENAME_NOREPLACE), Errno.ENOENT);
        try (AioWd wd = wd(dir.toString())) {
            assertFails(wd.aioLink("file", INVALID_WD, "x"), Errno.ENOENT);
        }
        assertThat(tree(dir.toString())).hasSize(1);
        assertThat(Files.exists(Path.of("x"))).isFalse();
    }

    @Test
    void closingOneOfTheTwoDoesNothing() throws Exception {
        CWD.close();
        INVALID_WD.close();
        assertThat(CWD.aioStat(".").await().isDirectory()).isTrue();
    }

    // closing

    @ParameterizedTest
    @MethodSource("everyKind")
    void aClosedDirectoryThrowsAtTheCall(Function<AioWd, AioRequest<?>> request) throws Exception {
        AioWd wd = wd(dir.toString());
        wd.close();
        wd.close();
        assertThatThrownBy(() -> request.apply(wd)).isInstanceOf(IllegalStateException.class)
                .hasMessage("the working directory is closed");
        io.flush();
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void aClosedDirectoryThrowsAsASecondOneToo() throws Exception {
        AioWd closed = wd(dir.toString());
        closed.close();
        io.flush();
        String file = file("file", "");
        try (AioWd open = wd(dir.toString())) {
            for (PathRequests at : List.of(io, open)) {
                assertThatThrownBy(() -> at.aioLink(file, closed, "x")).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> at.aioRename(file, closed, "x")).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> at.aioRename2(file, closed, "x", 0)).isInstanceOf(IllegalStateException.class);
            }
        }
        io.flush();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100})
    void requestsOnTheirWayKeepItOpen(int requests) throws Exception {
        file("file", "text");
        AioWd wd = wd(dir.toString());
        io.maxParallel(0);
        List<AioRequest<Long>> links = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            links.add(wd.aioLink("file", wd, "link" + i));
        }
        wd.close();
        io.minParallel(2);
        io.flush();
        for (AioRequest<Long> link : links) {
            assertThat(link.await()).isZero();
        }
        assertThat(stat("%h", path("file"))).isEqualTo(Integer.toString(requests + 1));
        io.flush();
        assertThat(Leaks.openDescriptors()).doesNotContainValue(dir.toString());
    }

    @Test
    void cancelledRequestsLetItGo() throws Exception {
        AioWd wd = wd(dir.toString());
        io.maxParallel(0);
        AioRequest<Long> link = wd.aioSymlink("x", "never");
        wd.close();
        link.cancel();
        io.minParallel(1);
        io.flush();
        assertThat(Files.exists(dir.resolve("never"))).isFalse();
        assertThat(Leaks.openDescriptors()).doesNotContainValue(dir.toString());
    }

    /** The leak check after the test sees the directory that nobody gets. */
    @Test
    void aDirectoryThatIsCancelledIsClosed() {
        for (int i = 0; i < 100; i++) {
            AioRequest<AioWd> opening = io.aioWd(dir.toString(), wd -> {
                throw new AssertionError("the callback of a cancelled request");
            });
            if (i % 2 == 0) {
                awaitExecution(opening);
            }
            opening.cancel();
        }
        io.flush();
    }

    @Test
    void aDirectoryOutlivesItsPoolAndIsClosedThen() throws Exception {
        AioWd wd;
        try (IoAio other = IoAio.create()) {
            wd = other.aioWd(dir.toString()).await();
        }
        assertThat(Leaks.openDescriptors()).containsValue(dir.toString());
        assertThatThrownBy(() -> wd.aioStat(".")).isInstanceOf(IllegalStateException.class).hasMessage("the pool is closed");
        wd.close();
        assertThat(Leaks.openDescriptors()).doesNotContainValue(dir.toString());
    }

    @Test
    void aDirectoryOfOnePoolCanBeTheSecondOneOnAnother() throws Exception {
        String file = file("file", "");
        try (IoAio other = IoAio.create()) {
            AioWd wd = other.aioWd(dir.toString()).await();
            AioRequest<Long> link = io.aioLink(file, wd, "link");
            wd.close();
            assertThat(get(link)).isZero();
        }
        assertThat(stat("%h", file)).isEqualTo("2");
        assertThat(Leaks.openDescriptors()).doesNotContainValue(dir.toString());
    }
}
