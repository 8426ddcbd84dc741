package io.github.jeio.extra;

import static io.github.jeio.AioConstants.O_APPEND;
import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_TMPFILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.Advanced;
import io.github.jeio.AioDir;
import io.github.jeio.AioDirent;
import io.github.jeio.AioTempFile;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** mkdirs, mkdtemp, mkstemp, linkat, append, remove and opendir. */
class MakeTest extends ExtraTest {

    @Test
    void mkdirsMakesAllThatLeadsThere() throws Exception {
        for (String path : List.of("a/b/c", "x//y///z//", "p/./q", "one", "a/b/../d/e")) {
            assertThat(io.aioMkdirs(path(path), 0755).await()).as(path).isZero();
            assertThat(run("stat", "-c", "%F %a", path(path))).as(path).isEqualTo("directory 755");
            assertThat(io.aioMkdirs(path(path), 0755).await()).as("again: %s", path).isZero();
        }
        try (AioWd wd = io.aioWd(dir.toString()).await()) {
            assertThat(wd.aioMkdirs("rel/a/tive", 0700).await()).isZero();
            assertThat(run("stat", "-c", "%a", path("rel/a/tive"))).isEqualTo("700");
        }
        assertThat(io.aioMkdirs(path("tight/er"), 0500).await()).isZero();
        assertThat(run("stat", "-c", "%a", path("tight"), path("tight/er"))).isEqualTo("700\n500");
        assertThat(io.aioMkdirs(path("slash/ed/"), 0500).await()).isZero();
        assertThat(run("stat", "-c", "%a", path("slash"), path("slash/ed"))).isEqualTo("700\n500");
        errnoOf(io.aioMkdirs("", 0755)).isEqualTo(Errno.ENOENT);
        assertThat(io.aioMkdirs("/", 0755).await()).isZero();
        assertThat(io.aioMkdirs(path("n".repeat(200) + "/" + ("m".repeat(200) + "/").repeat(15)), 0755).await()).isZero();
    }

    @Test
    void mkdirsStopsAtWhatIsNoDirectory() throws Exception {
        file("file", "content");
        Files.createSymbolicLink(dir.resolve("dangling"), Path.of("nowhere"));
        Files.createDirectory(dir.resolve("real"));
        Files.createSymbolicLink(dir.resolve("link"), Path.of("real"));
        errnoOf(io.aioMkdirs(path("file"), 0755)).isEqualTo(Errno.EEXIST);
        errnoOf(io.aioMkdirs(path("file/a/b"), 0755)).isEqualTo(Errno.ENOTDIR);
        errnoOf(io.aioMkdirs(path("dangling/a/b"), 0755)).isEqualTo(Errno.ENOTDIR);
        assertThat(io.aioMkdirs(path("link"), 0755).await()).isZero();
        assertThat(io.aioMkdirs(path("link/a/b"), 0755).await()).isZero();
        assertThat(run("stat", "-c", "%F", path("real/a/b"))).isEqualTo("directory");
        assertThat(run("cat", path("file"))).isEqualTo("content");
    }

    @Test
    void temporaryNamesAreNewAndTheCallersAlone() throws Exception {
        Set<String> made = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            made.add(io.aioMkdtemp(path("job-")).await());
            AioTempFile file = io.aioMkstemp(path("job-")).await();
            made.add(file.path());
            closeLater(file.fd());
            assertThat(io.aioWrite(file.fd(), 0, bytes("data")).await()).isEqualTo(4);
            assertThat(run("stat", "-c", "%a %s", file.path())).isEqualTo("600 4");
        }
        assertThat(made).hasSize(40).allSatisfy(path -> assertThat(path).matches(".*/job-[0-9a-zA-Z]{6}"));
        assertThat(run("find", dir.toString(), "-maxdepth", "1", "-type", "d", "-name", "job-*", "-perm", "700").lines()).hasSize(20);
        errnoOf(io.aioMkdtemp(path("missing/x"))).isEqualTo(Errno.ENOENT);
        errnoOf(io.aioMkstemp(path("missing/x"))).isEqualTo(Errno.ENOENT);
        try (AioWd wd = io.aioWd(dir.toString()).await()) {
            assertThat(wd.aioMkdtemp("here-").await()).matches("here-\\w{6}");
        }
    }

    @Test
    void aFileIsFilledBeforeItHasAName() throws Exception {
        int fd = closeLater(io.aioOpen(dir.toString(), O_TMPFILE | O_RDWR, 0644).await());
        io.aioWriteFully(fd, 0, bytes("whole")).await();
        assertThat(run("ls", "-A", dir.toString())).isEmpty();
        assertThat(io.aioLinkat(fd, path("named")).await()).isZero();
        assertThat(run("cat", path("named"))).isEqualTo("whole");
        errnoOf(io.aioLinkat(fd, path("named"))).isEqualTo(Errno.EEXIST);
        for (int none : new int[] {-1, -100, 1 << 20}) {
            errnoOf(io.aioLinkat(none, path("other"))).isEqualTo(Errno.EBADF);
        }
    }

    @Test
    void appendAddsAtTheEnd() throws Exception {
        ByteBuffer heap = bytes("one ");
        assertThat(io.aioAppend(path("log"), heap, 0640).await()).isEqualTo(4);
        assertThat(heap.position()).isZero();
        assertThat(io.aioAppend(path("log"), ByteBuffer.allocateDirect(4).put("two ".getBytes()).flip(), 0600).await()).isEqualTo(4);
        assertThat(run("cat", path("log"))).isEqualTo("one two");
        assertThat(run("stat", "-c", "%a", path("log"))).isEqualTo("640");
        errnoOf(io.aioAppend("/dev/full", bytes("x"), 0600)).isEqualTo(Errno.ENOSPC);
        errnoOf(io.aioAppend(dir.toString(), bytes("x"), 0600)).isEqualTo(Errno.EISDIR);
    }

    @Test
    void removeTakesWhateverIsThere() throws Exception {
        Files.createDirectories(dir.resolve("tree/a/b"));
        file("tree/a/f", "");
        file("keep", "kept");
        Files.createSymbolicLink(dir.resolve("tree/out"), dir.resolve("keep"));
        Files.createSymbolicLink(dir.resolve("tolink"), dir.resolve("tree"));
        file("plain", "");
        for (String name : List.of("tolink", "tree", "plain")) {
            assertThat(io.aioRemove(path(name)).await()).as(name).isZero();
        }
        assertThat(run("ls", "-A", dir.toString())).isEqualTo("keep");
        errnoOf(io.aioRemove(path("plain"))).isEqualTo(Errno.ENOENT);
    }

    @Test
    void aDirectoryIsReadAtTheReadersPace() throws Exception {
        int count = 3000;
        Files.createDirectory(dir.resolve("large"));
        for (int i = 0; i < count; i++) {
            Files.createFile(dir.resolve("large/" + i));
        }
        Set<String> names = new TreeSet<>();
        try (AioDir large = io.aioOpendir(path("large")).await()) {
            int batches = 0;
            for (List<AioDirent> some; !(some = large.aioReaddir(8192).await()).isEmpty(); batches++) {
                some.forEach(entry -> names.add(entry.name()));
            }
            assertThat(batches).isGreaterThan(5);
            assertThat(large.aioReaddir(8192).await()).as("at the end it stays at the end").isEmpty();
            assertThatThrownBy(() -> large.aioReaddir(10)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("bytes 10");
        }
        assertThat(names).isEqualTo(IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.toCollection(TreeSet::new)));
        AioDir closed = io.aioOpendir(path("large")).await();
        closed.close();
        closed.close();
        assertThatThrownBy(() -> closed.aioReaddir(8192)).isInstanceOf(IllegalStateException.class);
        errnoOf(io.aioOpendir(path("large/1"))).isEqualTo(Errno.ENOTDIR);
    }

    @Test
    void fullTransfersEndAtTheEnd() throws Exception {
        int fd = open(path("big"), O_CREAT | O_RDWR);
        ByteBuffer out = ByteBuffer.allocateDirect(9 << 20);
        for (int i = 0; i < out.capacity(); i += 8) {
            out.putLong(i, i * 31L);
        }
        assertThat(io.aioWriteFully(fd, 5, out).await()).isEqualTo(out.capacity());
        assertThat(out.hasRemaining()).isFalse();
        ByteBuffer in = ByteBuffer.allocate(10 << 20);
        assertThat(io.aioReadFully(fd, 5, in).await()).as("less at the end of the file").isEqualTo(out.capacity());
        assertThat(in.flip()).isEqualTo(out.flip());
        assertThat(io.aioLoad(fd).await().remaining()).isEqualTo(out.capacity() + 5);
        errnoOf(io.aioWriteFully(open("/dev/full", O_RDWR), 0, bytes("x"))).isEqualTo(Errno.ENOSPC);
        errnoOf(io.aioReadFully(-1, 0, ByteBuffer.allocate(1))).isEqualTo(Errno.EBADF);
    }

    /** A pipe gives and takes a few bytes at a time. */
    @Test
    void aPipeIsFilledAndEmptiedByManyCalls() throws Exception {
        int[] pipe = closeLater(Advanced.pipe2(0));
        ByteBuffer all = ByteBuffer.allocate(1 << 20);
        ByteBuffer data = ByteBuffer.allocate(1 << 20).put(0, (byte) 1).put((1 << 20) - 1, (byte) 2);
        var read = io.aioReadFully(pipe[0], -1, all);
        var write = io.aioWriteFully(pipe[1], -1, data);
        assertThat(write.await()).isEqualTo(1 << 20);
        assertThat(read.await()).isEqualTo(1 << 20);
        assertThat(all.get(0) + all.get((1 << 20) - 1)).isEqualTo(3);
    }

    @Test
    void aWorkingDirectoryOfADescriptor() throws Exception {
        file("inside", "content");
        int fd = open(dir.toString(), O_RDONLY);
        try (AioWd wd = io.aioWd(fd).await()) {
            assertThat(text(wd.aioLoad("inside").await())).isEqualTo("content");
        }
        assertThat(io.aioStat(fd).await().ino()).as("the descriptor is still the caller's").isPositive();
        errnoOf(io.aioWd(open(path("inside"), O_RDONLY | O_APPEND))).isEqualTo(Errno.ENOTDIR);
        for (int none : new int[] {-1, -100, 1 << 20}) {
            errnoOf(io.aioWd(none)).isEqualTo(Errno.EBADF);
        }
    }
}
