package io.github.jeio.extra;

import static io.github.jeio.AioConstants.O_PATH;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.XATTR_CREATE;
import static io.github.jeio.AioConstants.XATTR_REPLACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Extended attributes, as getfattr(1) and setfattr(1) see them. */
class XattrTest extends ExtraTest {

    private String path;
    private String link;

    @BeforeEach
    void aFileAndALink() throws Exception {
        path = file("file", "content");
        assumeTrue(run("sh", "-c", "setfattr -n user.probe -v 1 \"$1\" && setfattr -x user.probe \"$1\" && echo yes || true",
                "sh", path).equals("yes"), "needs a file system with user attributes");
        link = Files.createSymbolicLink(dir.resolve("link"), Path.of(path)).toString();
    }

    @Test
    void setWhatGetfattrSees() throws Exception {
        assertThat(io.aioSetxattr(path, "user.colour", bytes("blue"), 0).await()).isZero();
        assertThat(getfattr("user.colour", path)).isEqualTo("blue");
        assertThat(io.aioSetxattr(link, "user.colour", bytes("red"), 0).await()).isZero();
        assertThat(getfattr("user.colour", path)).isEqualTo("red");
        assertThat(io.aioSetxattr(open(path, O_RDONLY), "user.colour", bytes("green"), 0).await()).isZero();
        assertThat(getfattr("user.colour", path)).isEqualTo("green");
    }

    @Test
    void getWhatSetfattrSet() throws Exception {
        run("setfattr", "-n", "user.colour", "-v", "0xff00fe0a", path);
        for (AioRequest<ByteBuffer> request : List.of(io.aioGetxattr(path, "user.colour"),
                io.aioGetxattr(link, "user.colour"), io.aioLgetxattr(path, "user.colour"),
                io.aioGetxattr(open(path, O_RDONLY), "user.colour"))) {
            assertThat(request.await()).isEqualTo(ByteBuffer.wrap(new byte[] {-1, 0, -2, 10}));
        }
    }

    @Test
    void anEmptyValueIsAValue() throws Exception {
        io.aioSetxattr(path, "user.empty", ByteBuffer.allocate(0), 0).await();
        assertThat(run("getfattr", "-d", path)).contains("user.empty");
        assertThat(io.aioGetxattr(path, "user.empty").await().remaining()).isZero();
    }

    @Test
    void theValueIsTheRemainingBytesOfAnyBufferAndIsCopiedAtTheCall() throws Exception {
        io.maxParallel(0);
        ByteBuffer heap = bytes("[heap]").position(1).limit(5);
        ByteBuffer direct = ByteBuffer.allocateDirect(8).put(bytes("[direct]")).position(1).limit(7);
        AioRequest<Long> first = io.aioSetxattr(path, "user.heap", heap, 0);
        AioRequest<Long> second = io.aioSetxattr(path, "user.direct", direct, 0);
        assertThat(List.of(heap.position(), heap.limit(), direct.position(), direct.limit())).containsExactly(1, 5, 1, 7);
        heap.clear().put(bytes("------"));
        direct.clear().put(bytes("--------"));

        io.minParallel(1);
        assertThat(first.await() + second.await()).isZero();
        assertThat(getfattr("user.heap", path)).isEqualTo("heap");
        assertThat(getfattr("user.direct", path)).isEqualTo("direct");
    }

    @Test
    void listAndRemove() throws Exception {
        assertThat(io.aioListxattr(path).await()).isEmpty();
        run("setfattr", "-n", "user.one", "-v", "1", path);
        run("setfattr", "-n", "user.two", "-v", "2", path);
        assertThat(io.aioListxattr(link).await()).containsExactlyInAnyOrder("user.one", "user.two");
        assertThat(io.aioListxattr(open(path, O_RDONLY)).await()).containsExactlyInAnyOrder("user.one", "user.two");

        assertThat(io.aioRemovexattr(link, "user.one").await()).isZero();
        assertThat(run("getfattr", path)).doesNotContain("user.one").contains("user.two");
        assertThat(io.aioRemovexattr(open(path, O_RDONLY), "user.two").await()).isZero();
        assertThat(run("getfattr", path)).isEmpty();
    }

    @Test
    void aNameThatIsNotUtf8RoundTrips() throws Exception {
        String name = "user.\uDCFF\uDC80é";
        io.aioSetxattr(path, name, bytes("odd"), 0).await();
        assertThat(io.aioListxattr(path).await()).containsExactly(name);
        assertThat(text(io.aioGetxattr(path, name).await())).isEqualTo("odd");
        assertThat(run("sh", "-c", "getfattr --absolute-names \"$1\" | tail -n +2 | od -An -c | tr -d ' \\n'", "sh", path))
                .startsWith("user.377200303251");
    }

    @Test
    void noFollowFormsMeanTheLinkItself() throws Exception {
        assumeTrue(run("id", "-u").equals("0"), "only root may set trusted attributes");
        assertThat(io.aioLsetxattr(link, "trusted.jeio", bytes("link"), 0).await()).isZero();
        assertThat(run("getfattr", "-h", "-n", "trusted.jeio", "--only-values", "--absolute-names", link)).isEqualTo("link");
        assertThat(text(io.aioLgetxattr(link, "trusted.jeio").await())).isEqualTo("link");
        assertThat(io.aioLlistxattr(link).await()).contains("trusted.jeio");
        errnoOf(io.aioGetxattr(link, "trusted.jeio")).isEqualTo(Errno.ENODATA);
        assertThat(io.aioListxattr(path).await()).doesNotContain("trusted.jeio");

        assertThat(io.aioLremovexattr(link, "trusted.jeio").await()).isZero();
        assertThat(run("getfattr", "-h", "-m", "trusted.jeio", link)).isEmpty();
    }

    @Test
    void theFlagsSayWhetherItMustExist() throws Exception {
        errnoOf(io.aioSetxattr(path, "user.x", bytes("1"), XATTR_REPLACE)).isEqualTo(Errno.ENODATA);
        assertThat(io.aioSetxattr(path, "user.x", bytes("1"), XATTR_CREATE).await()).isZero();
        errnoOf(io.aioSetxattr(path, "user.x", bytes("2"), XATTR_CREATE)).isEqualTo(Errno.EEXIST);
        assertThat(io.aioSetxattr(path, "user.x", bytes("2"), XATTR_REPLACE).await()).isZero();
        assertThat(getfattr("user.x", path)).isEqualTo("2");
        errnoOf(io.aioSetxattr(open(path, O_RDONLY), "user.x", bytes("3"), XATTR_CREATE)).isEqualTo(Errno.EEXIST);
        errnoOf(io.aioLsetxattr(path, "user.x", bytes("3"), XATTR_CREATE)).isEqualTo(Errno.EEXIST);
    }

    @Test
    void errorsAreTheKernels() throws Exception {
        errnoOf(io.aioGetxattr(path, "user.none")).isEqualTo(Errno.ENODATA);
        errnoOf(io.aioRemovexattr(path, "user.none")).isEqualTo(Errno.ENODATA);
        errnoOf(io.aioGetxattr(path("none"), "user.x")).isEqualTo(Errno.ENOENT);
        errnoOf(io.aioGetxattr(path + "/x", "user.x")).isEqualTo(Errno.ENOTDIR);
        errnoOf(io.aioGetxattr("", "user.x")).isEqualTo(Errno.ENOENT);
        errnoOf(io.aioGetxattr(-1, "user.x")).isEqualTo(Errno.EBADF);
        errnoOf(io.aioListxattr(open(path, O_PATH))).isEqualTo(Errno.EBADF);
        errnoOf(io.aioSetxattr(path, "nowhere.x", bytes(""), 0)).isEqualTo(Errno.EOPNOTSUPP);
        errnoOf(io.aioSetxattr(path, "user.x", bytes(""), 64)).isEqualTo(Errno.EINVAL);
        errnoOf(io.aioSetxattr(path, "user." + "x".repeat(251), bytes(""), 0)).isEqualTo(Errno.ERANGE);
        errnoOf(io.aioSetxattr(path, "", bytes(""), 0)).isEqualTo(Errno.ERANGE);
        errnoOf(io.aioSetxattr(path, "user.x", ByteBuffer.allocate(65537), 0)).isEqualTo(Errno.E2BIG);
        errnoOf(io.aioLsetxattr(link, "user.x", bytes(""), 0)).isEqualTo(Errno.EPERM);
        errnoOf(io.aioLgetxattr(link, "user.x")).isEqualTo(Errno.ENODATA);
        assertThatThrownBy(() -> io.aioGetxattr(path, "user.none").await())
                .hasMessageStartingWith("getxattr \"" + path + "\": ENODATA");
    }

    @Test
    void callbacksGetValueOrNull() {
        run("setfattr", "-n", "user.x", "-v", "value", path);
        List<String> seen = new ArrayList<>();
        io.aioGetxattr(path, "user.x", value -> seen.add(text(value)));
        io.flush();
        io.aioGetxattr(path, "user.y", value -> seen.add(value + " " + Errno.name(IoAio.errno())));
        io.flush();
        io.aioRemovexattr(path, "user.y", status -> seen.add(status + " " + Errno.name(IoAio.errno())));
        io.flush();
        assertThat(seen).containsExactly("value", "null ENODATA", "-1 ENODATA");
    }

    @Test
    void argumentsThatCantBeRightThrow() throws Exception {
        assertThatThrownBy(() -> io.aioGetxattr(path, "user.\0")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name contains a NUL");
        assertThatThrownBy(() -> io.aioGetxattr("a\0b", "user.x")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pathname");
        assertThatThrownBy(() -> io.aioGetxattr(path, null)).isInstanceOf(NullPointerException.class).hasMessage("name");
        assertThatThrownBy(() -> io.aioGetxattr(null, "user.x")).isInstanceOf(NullPointerException.class)
                .hasMessage("pathname");
        assertThatThrownBy(() -> io.aioSetxattr(path, "user.x", null, 0)).isInstanceOf(NullPointerException.class)
                .hasMessage("value");
        assertThatThrownBy(() -> io.aioListxattr(path, null)).isInstanceOf(NullPointerException.class);
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void relativeToADirectoryWhereverItIsMoved() throws Exception {
        Files.createDirectories(dir.resolve("a/b"));
        Files.createSymbolicLink(dir.resolve("a/up"), Path.of("../file"));
        Files.writeString(dir.resolve("a/b/inner"), "");
        try (AioWd wd = io.aioWd(path("a")).await()) {
            Files.move(dir.resolve("a"), dir.resolve("z"));
            assertThat(wd.aioSetxattr("b/inner", "user.x", bytes("in"), 0).await()).isZero();
            assertThat(getfattr("user.x", path("z/b/inner"))).isEqualTo("in");
            assertThat(wd.aioSetxattr("up", "user.x", bytes("up"), 0).await()).isZero();
            assertThat(getfattr("user.x", path)).isEqualTo("up");
            assertThat(wd.aioSetxattr(".", "user.x", bytes("dot"), 0).await()).isZero();
            assertThat(getfattr("user.x", path("z"))).isEqualTo("dot");
            assertThat(text(wd.aioGetxattr(path, "user.x").await())).as("an absolute path").isEqualTo("up");
            errnoOf(wd.aioLgetxattr("up", "user.x")).isEqualTo(Errno.ENODATA);
            errnoOf(wd.aioListxattr("")).isEqualTo(Errno.ENOENT);
            errnoOf(wd.aioRemovexattr("none", "user.x")).isEqualTo(Errno.ENOENT);
            errnoOf(wd.aioListxattr("x/".repeat(2047) + "x")).isEqualTo(Errno.ENAMETOOLONG);
        }
    }

    @Test
    void theLargestValueComesWhole() throws Exception {
        int size = IntStream.of(65536, 32768, 4000, 1000).filter(this::takes).findFirst().orElseThrow();
        assertThat(io.aioGetxattr(path, "user.large").await()).isEqualTo(filled(size));
    }

    /** Which some file systems don't take. */
    @Test
    void aValueOfManyPagesComesWhole() throws Exception {
        assumeTrue(run("id", "-u").equals("0"), "only root may set trusted attributes");
        String file = Files.createTempFile(Path.of("/dev/shm"), "jeio-test-", "").toString();
        try {
            assertThat(io.aioSetxattr(file, "trusted.large", filled(50_000), 0).await()).isZero();
            assertThat(io.aioGetxattr(file, "trusted.large").await()).isEqualTo(filled(50_000));
        } finally {
            Files.delete(Path.of(file));
        }
    }

    private boolean takes(int size) {
        return io.aioSetxattr(path, "user.large", filled(size), 0).future().handle((status, failure) -> failure == null).join();
    }

    private static ByteBuffer filled(int size) {
        ByteBuffer data = ByteBuffer.allocate(size);
        for (int i = 0; i < size; i++) {
            data.put(i, (byte) i);
        }
        return data;
    }

    @Test
    void whatACancelledRequestYieldsIsFreed() {
        run("setfattr", "-n", "user.x", "-v", "value", path);
        AioRequest<ByteBuffer> value = io.aioGetxattr(path, "user.x", got -> {
            throw new AssertionError("called");
        });
        AioRequest<List<String>> names = io.aioListxattr(path);
        while (io.npending() < 2) {
            io.pollWait();
        }
        assertThat(value.cancel() & names.cancel()).isTrue();
        io.flush();
        assertThat(value.isCancelled()).isTrue();
    }

    private static String getfattr(String name, String file) {
        return run("getfattr", "-n", name, "--only-values", "--absolute-names", file);
    }
}
