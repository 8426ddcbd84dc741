package io.github.jeio.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTreeCopy;
import io.github.jeio.Errno;
import io.github.jeio.support.PoolTest;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What AsyncFiles promises beside what Files does: cancellation, dependents, other file systems' paths, any name. */
class AsyncFilesTest extends PoolTest {

    private AsyncFiles files;

    @BeforeEach
    void makeFiles() {
        files = AsyncFiles.on(io);
    }

    /** Every operation, on a path. */
    private Map<String, Function<Path, CompletableFuture<?>>> operations() {
        Map<String, Function<Path, CompletableFuture<?>>> all = new LinkedHashMap<>();
        byte[] data = {1, 2, 3};
        Path other = dir.resolve("other");
        all.put("exists", files::exists);
        all.put("notExists", files::notExists);
        all.put("isDirectory", files::isDirectory);
        all.put("isRegularFile", files::isRegularFile);
        all.put("isSymbolicLink", files::isSymbolicLink);
        all.put("isReadable", files::isReadable);
        all.put("isWritable", files::isWritable);
        all.put("isExecutable", files::isExecutable);
        all.put("size", files::size);
        all.put("isSameFile", path -> files.isSameFile(path, other));
        all.put("readAttributes", path -> files.readAttributes(path, BasicFileAttributes.class));
        all.put("getLastModifiedTime", files::getLastModifiedTime);
        all.put("getPosixFilePermissions", files::getPosixFilePermissions);
        all.put("getOwner", files::getOwner);
        all.put("setLastModifiedTime", path -> files.setLastModifiedTime(path, FileTime.fromMillis(0)));
        all.put("setPosixFilePermissions", path -> files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------")));
        all.put("readAllBytes", files::readAllBytes);
        all.put("readString", files::readString);
        all.put("readAllLines", files::readAllLines);
        all.put("lines", files::lines);
        all.put("write", path -> files.write(path, data));
        all.put("write, buffer", path -> files.write(path, ByteBuffer.wrap(data)));
        all.put("write, lines", path -> files.write(path, List.of("x")));
        all.put("writeString", path -> files.writeString(path, "x"));
        all.put("replace", path -> files.replace(path, data));
        all.put("replaceString", path -> files.replaceString(path, "x"));
        all.put("copy", path -> files.copy(path, other));
        all.put("copy to", path -> files.copy(other, path));
        all.put("move", path -> files.move(path, other));
        all.put("move to", path -> files.move(other, path));
        all.put("createFile", files::createFile);
        all.put("createDirectory", files::createDirectory);
        all.put("createDirectories", files::createDirectories);
        all.put("createTempFile", path -> files.createTempFile(path, null, null));
        all.put("createTempDirectory", path -> files.createTempDirectory(path, null));
        all.put("createLink", path -> files.createLink(path, other));
        all.put("createSymbolicLink", path -> files.createSymbolicLink(path, other));
        all.put("readSymbolicLink", files::readSymbolicLink);
        all.put("toRealPath", files::toRealPath);
        all.put("list", files::list);
        all.put("walk", files::walk);
        all.put("find", path -> files.find(path, 3, (each, is) -> true));
        all.put("copyTree", path -> files.copyTree(path, other));
        all.put("copyTree to", path -> files.copyTree(other, path, AioTreeCopy.WHOLE));
        all.put("moveTree", path -> files.moveTree(path, other));
        all.put("deleteTree", files::deleteTree);
        all.put("delete", files::delete);
        all.put("deleteIfExists", files::deleteIfExists);
        return all;
    }

    private DynamicTest dynamic(String name, org.junit.jupiter.api.function.Executable test) {
        return DynamicTest.dynamicTest(name, test);
    }

    @TestFactory
    List<DynamicTest> aDependentNeverRunsInsideTheCall() {
        io.pollFileno(); // this thread polls
        List<DynamicTest> tests = new ArrayList<>();
        operations().forEach((name, operation) -> tests.add(dynamic(name, () -> {
            boolean[] ran = {false, false};
            CompletableFuture<?> future = operation.apply(dir.resolve("f"));
            CompletableFuture<?> dependent = future.handle((value, error) -> ran[0] = true);
            CompletableFuture<?> whatFollows = dependent.thenRun(() -> ran[1] = true);
            assertThat(ran).containsExactly(false, false);
            while (!whatFollows.isDone()) { // getOwner asks a thread of its own
                io.pollWait();
                io.pollCb();
            }
            assertThat(ran).containsExactly(true, true);
            CompletableFuture<?> late = future.handle((value, error) -> ran[0] = false);
            assertThat(ran[0]).isTrue();
            io.flush();
            assertThat(late).isDone();
            assertThat(ran[0]).isFalse();
        })));
        return tests;
    }

    @TestFactory
    List<DynamicTest> cancellingCancelsTheRequest() throws Exception {
        io.pollFileno();
        io.inlineCached(false);
        io.minParallel(1);
        io.maxParallel(1);
        run("mkfifo", path("fifo"));
        List<DynamicTest> tests = new ArrayList<>();
        operations().forEach((name, operation) -> tests.add(dynamic(name, () -> {
            Path place = Files.createTempDirectory(dir, "c");
            Path path = Files.writeString(place.resolve("f"), "content");
            String before = run("ls", "-l", "--time-style=full-iso", place.toString());
            AioRequest<Integer> blocked = io.aioOpen(path("fifo"), AioConstants.O_RDONLY); // the only thread waits for a writer
            CompletableFuture<?> future = operation.apply(path);
            assertThat(future.cancel(false)).isTrue();
            assertThat(future).isCancelled();
            Files.newOutputStream(dir.resolve("fifo")).close();
            io.flush();
            io.aioClose(blocked.await()).await();
            assertThat(run("ls", "-l", "--time-style=full-iso", place.toString())).isEqualTo(before);
        })));
        return tests;
    }

    @Test
    void aTimeLimitCancelsTheRequestToo() throws Exception {
        run("mkfifo", path("fifo"));
        CompletableFuture<String> reading = files.readString(dir.resolve("fifo")).orTimeout(10, TimeUnit.MILLISECONDS);
        assertThatThrownBy(() -> reading.get(1, TimeUnit.MINUTES)).isInstanceOf(ExecutionException.class).cause().isInstanceOf(TimeoutException.class);
        int writer = io.aioOpen(path("fifo"), AioConstants.O_WRONLY).await(); // lets go of the open that waits
        io.aioClose(writer).await(); // and of a read, where it was not cancelled yet
        io.flush();
    }

    @Test
    void whatIsOpenIsClosedWhenAWriteIsCancelled() throws Exception {
        byte[] much = new byte[1 << 20];
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Path> write = files.write(dir.resolve("f" + i), much, StandardOpenOption.CREATE);
            if (i % 2 == 0) {
                io.pollCb();
            }
            write.cancel(true);
        }
        io.flush(); // PoolTest counts the descriptors
        assertThatThrownBy(() -> AsyncFiles.await(cancelled())).isInstanceOf(CancellationException.class);
    }

    private CompletableFuture<Boolean> cancelled() {
        CompletableFuture<Boolean> future = files.exists(dir);
        future.cancel(false);
        return future;
    }

    @Test
    void anInterruptEndsTheWaitAndCancels() throws Exception {
        run("mkfifo", path("fifo"));
        AtomicReference<Object> seen = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            try {
                AsyncFiles.await(files.readString(dir.resolve("fifo")));
            } catch (Exception e) {
                seen.set(List.of(e.getClass(), Thread.currentThread().isInterrupted()));
            }
        });
        waiting.start();
        waiting.interrupt();
        waiting.join();
        assertThat(seen.get()).isEqualTo(List.of(InterruptedIOException.class, true));
        int writer = io.aioOpen(path("fifo"), AioConstants.O_RDWR).await();
        io.flush();
        io.aioClose(writer).await();
    }

    @Test
    void theKernelsErrorIsTheCause() {
        assertThatThrownBy(() -> AsyncFiles.await(files.size(dir.resolve("nope")))).isInstanceOf(NoSuchFileException.class)
                .cause().isInstanceOfSatisfying(AioException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
    }

    /** Files would open it, and wait. */
    @Test
    void aFifoIsNotWaitedFor() throws Exception {
        run("mkfifo", path("fifo"));
        Path fifo = dir.resolve("fifo");
        assertThatThrownBy(() -> AsyncFiles.await(files.list(fifo))).isInstanceOf(NotDirectoryException.class);
        AsyncFiles.await(files.copy(fifo, dir.resolve("copy")));
        assertThat(run("stat", "-c", "%F", path("copy"))).isEqualTo("fifo");
        AsyncFiles.await(files.setLastModifiedTime(fifo, FileTime.fromMillis(1000)));
        assertThat(AsyncFiles.await(files.getLastModifiedTime(fifo))).isEqualTo(FileTime.fromMillis(1000));
        assertThat(AsyncFiles.await(files.walk(fifo))).containsExactly(fifo);
    }

    @Test
    void timesAreSetTogetherOrAlone() throws Exception {
        Path file = Path.of(file("f", ""));
        FileTime one = FileTime.from(java.time.Instant.parse("2001-02-03T04:05:06.789012345Z"));
        FileTime other = FileTime.fromMillis(1000);
        assertThat(AsyncFiles.await(files.setTimes(file, one, other))).isEqualTo(file);
        assertThat(run("stat", "-c", "%Y %X", file.toString())).isEqualTo("981173106 1");
        AsyncFiles.await(files.setTimes(file, other, null));
        AsyncFiles.await(files.setTimes(file, null, null));
        assertThat(run("stat", "-c", "%Y %X", file.toString())).isEqualTo("1 1");
        AsyncFiles.await(files.setTimes(file, null, one));
        assertThat(run("stat", "-c", "%Y %X", file.toString())).isEqualTo("1 981173106");
    }

    // paths of other file systems, and none

    @TestFactory
    List<DynamicTest> aPathOfAnotherFileSystemIsRefusedAtTheCall() {
        List<DynamicTest> tests = new ArrayList<>();
        operations().forEach((name, operation) -> tests.add(dynamic(name, () -> {
            try (FileSystem zip = FileSystems.newFileSystem(dir.resolve(name + ".zip"), Map.of("create", "true"))) {
                assertThatThrownBy(() -> operation.apply(zip.getPath("/f"))).isInstanceOf(ProviderMismatchException.class);
            }
            assertThatThrownBy(() -> operation.apply(null)).isInstanceOf(NullPointerException.class);
            assertThat(io.nreqs()).isZero();
        })));
        return tests;
    }

    @Test
    void nullsAreNamed() {
        assertThatThrownBy(() -> AsyncFiles.on(null)).isInstanceOf(NullPointerException.class).hasMessage("io");
        assertThatThrownBy(() -> files.replace(dir, null)).isInstanceOf(NullPointerException.class).hasMessage("bytes");
        assertThatThrownBy(() -> files.replaceString(dir, null)).isInstanceOf(NullPointerException.class).hasMessage("text");
        assertThatThrownBy(() -> files.write(dir, (ByteBuffer) null)).isInstanceOf(NullPointerException.class).hasMessage("data");
        assertThatThrownBy(() -> files.copyTree(dir, dir, (AioTreeCopy) null)).isInstanceOf(NullPointerException.class).hasMessage("how");
        assertThatThrownBy(() -> files.size(null)).isInstanceOf(NullPointerException.class).hasMessage("path");
        assertThatThrownBy(() -> files.setOwner(dir, null)).isInstanceOf(NullPointerException.class).hasMessage("owner");
        assertThatThrownBy(() -> files.find(dir, 1, null)).isInstanceOf(NullPointerException.class).hasMessage("matcher");
        assertThat(io.nreqs()).isZero();
    }

    // any name

    @ParameterizedTest
    @ValueSource(strings = {"\u00e9 as Latin 1", "\u0001\u0002\t\n \"\\%41", "\u00ff\u00fe\u0080", "plain"})
    void anyBytesAreAName(String latin1) throws Exception {
        byte[] name = latin1.getBytes(StandardCharsets.ISO_8859_1);
        Path file = dir.resolve(PathNames.ofBytes(name));
        assertThat(PathNames.toBytes(file.getFileName())).isEqualTo(name);
        AsyncFiles.await(files.writeString(file, "content"));
        String listed = run("sh", "-c", "find \"$1\" -type f -printf %f | od -An -v -tx1 | tr -d ' \\n'", "sh", dir.toString());
        assertThat(listed).isEqualTo(HexFormat.of().formatHex(name));
        assertThat(AsyncFiles.await(files.list(dir))).containsExactly(file);
        assertThat(AsyncFiles.await(files.walk(dir))).containsExactly(dir, file);
        assertThat(AsyncFiles.await(files.toRealPath(file)).getFileName()).isEqualTo(file.getFileName());
        Path target = dir.resolve(PathNames.ofBytes(("\u00ff" + latin1).getBytes(StandardCharsets.ISO_8859_1)));
        AsyncFiles.await(files.move(file, target));
        AsyncFiles.await(files.createSymbolicLink(file, target.getFileName()));
        assertThat(AsyncFiles.await(files.readSymbolicLink(file))).isEqualTo(target.getFileName());
        assertThat(AsyncFiles.await(files.readString(file))).isEqualTo("content");
        AsyncFiles.await(files.copyTree(dir, dir.resolveSibling(dir.getFileName() + "-copy")));
        AsyncFiles.await(files.deleteTree(dir.resolveSibling(dir.getFileName() + "-copy")));
        assertThat(Set.copyOf(Collected.all(files.flow().list(dir), io))).containsExactlyInAnyOrder(file, target);
        AsyncFiles.await(files.delete(file));
        AsyncFiles.await(files.delete(target));
    }
}
