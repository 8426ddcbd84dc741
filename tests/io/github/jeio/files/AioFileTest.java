package io.github.jeio.files;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.Leaks;
import io.github.jeio.support.PoolTest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class AioFileTest extends PoolTest {

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private AioFile open(String name, OpenOption... options) throws IOException {
        return AioFile.open(io, dir.resolve(name), options);
    }

    @Test
    void readsAndWrites() throws Exception {
        try (AioFile file = open("f", READ, WRITE, CREATE_NEW)) {
            ByteBuffer out = text("hello world");
            assertThat(get(file.write(out, 2))).isEqualTo(11);
            assertThat(out.hasRemaining()).isFalse();
            ByteBuffer in = ByteBuffer.allocate(5);
            assertThat(get(file.read(in, 4))).isEqualTo(5);
            assertThat(in.flip()).isEqualTo(text("llo w"));
            assertThat(get(file.read(ByteBuffer.allocate(5), 13))).isEqualTo(-1);
            assertThat(get(file.read(ByteBuffer.allocate(0), 13))).isEqualTo(0);
            assertThat(file.size()).isEqualTo(13);
            assertThat(Files.readSymbolicLink(Path.of("/proc/self/fd/" + file.fd()))).isEqualTo(dir.resolve("f"));
        }
        assertThat(dir.resolve("f")).hasBinaryContent("\0\0hello world".getBytes());
    }

    @Test
    void theDescriptorsOwnOffsetMoves() throws Exception {
        file("f", "0123456789");
        try (AioFile file = open("f", READ, WRITE)) {
            assertThat(get(file.read(ByteBuffer.allocate(3), -1))).isEqualTo(3);
            assertThat(get(file.writeFully(text("ab"), -1))).isEqualTo(2);
            ByteBuffer rest = ByteBuffer.allocate(5);
            assertThat(get(file.readFully(rest, -1))).isEqualTo(5);
            assertThat(rest.flip()).isEqualTo(text("56789"));
        }
        assertThat(dir.resolve("f")).hasContent("012ab56789");
    }

    @Test
    void readsFullyWhereTheKernelGivesLess() throws Exception {
        int[] pipe = Advanced.pipe2();
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        try (AioFile in = AioFile.adopt(io, pipe[0]); AioFile out = AioFile.adopt(io, pipe[1])) {
            ByteBuffer received = ByteBuffer.allocateDirect(content.length + 10).position(10);
            CompletableFuture<Integer> read = in.readFully(received, -1);
            assertThat(get(out.writeFully(ByteBuffer.wrap(content), -1))).isEqualTo(content.length);
            assertThat(get(read)).isEqualTo(content.length);
            byte[] got = new byte[content.length];
            received.get(10, got);
            assertThat(got).isEqualTo(content);
            assertThatThrownBy(() -> in.write(text("x"), -1)).isInstanceOf(NonWritableChannelException.class);
            assertThatThrownBy(() -> out.read(received, -1)).isInstanceOf(NonReadableChannelException.class);
        }
    }

    @Test
    void aFileThatEndsBeforeTheBufferIsFull() throws Exception {
        file("f", "0123456789");
        try (AioFile file = open("f")) {
            ByteBuffer data = ByteBuffer.allocate(15);
            assertThatThrownBy(() -> get(file.readFully(data, 4))).cause().isInstanceOf(EOFException.class).hasMessageContaining("9 bytes");
            assertThat(data.position()).isEqualTo(6);
            assertThat(get(file.readFully(ByteBuffer.allocate(0), 4))).isZero();
        }
    }

    @Test
    void appendsWholeBuffers() throws Exception {
        file("f", "start ");
        try (AioFile one = open("f", APPEND); AioFile two = open("f", APPEND, CREATE)) {
            CompletableFuture<?>[] all = new CompletableFuture<?>[200];
            for (int i = 0; i < all.length; i++) {
                all[i] = (i % 2 == 0 ? one : two).append(text(String.format("%03d,", i)));
            }
            get(CompletableFuture.allOf(all));
            assertThatThrownBy(() -> one.write(text("x"), 0)).isInstanceOf(UnsupportedOperationException.class).hasMessageContaining("APPEND");
            assertThatThrownBy(() -> one.writeFully(text("x"), 0)).isInstanceOf(UnsupportedOperationException.class);
        }
        String content = Files.readString(dir.resolve("f"));
        assertThat(content).startsWith("start ").hasSize(6 + 800);
        assertThat(Arrays.stream(content.substring(6).split(",")).sorted().toList()).first().isEqualTo("000");
        assertThat(content.substring(6).split(",")).doesNotHaveDuplicates().hasSize(200);
        try (AioFile plain = open("f", WRITE); AioFile read = open("f")) {
            assertThatThrownBy(() -> plain.append(text("x"))).isInstanceOf(UnsupportedOperationException.class).hasMessageContaining("APPEND");
            assertThatThrownBy(() -> read.append(text("x"))).isInstanceOf(NonWritableChannelException.class);
        }
    }

    @Test
    void opensAsTheJdkDoes() throws Exception {
        assertThatThrownBy(() -> open("nope")).isInstanceOf(NoSuchFileException.class).hasMessage(dir.resolve("nope").toString())
                .cause().isInstanceOfSatisfying(AioException.class, cause -> assertThat(cause.errno()).isEqualTo(Errno.ENOENT));
        file("f", "abc");
        assertThatThrownBy(() -> open("f", WRITE, CREATE_NEW)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> open("f", READ, APPEND)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> open("f", TRUNCATE_EXISTING, APPEND)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> open("..", WRITE, CREATE_NEW)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(dir.resolve("f")).hasContent("abc");
        try (AioFile file = AioFile.open(io, dir.resolve("g"), Set.of(WRITE, CREATE_NEW),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")))) {
            assertThat(file.isOpen()).isTrue();
            assertThat(run("stat", "-c", "%a", path("g"))).isEqualTo("640");
            assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1), 0)).isInstanceOf(NonReadableChannelException.class);
        }
        open("f", WRITE, TRUNCATE_EXISTING).close();
        assertThat(dir.resolve("f")).isEmptyFile();
    }

    @Test
    void badArgumentsThrowAtTheCall() throws Exception {
        file("f", "abc");
        try (AioFile file = open("f", READ, WRITE); AioFile read = open("f")) {
            assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1), -2)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("position -2");
            assertThatThrownBy(() -> file.write(ByteBuffer.allocate(1), -2)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1).asReadOnlyBuffer(), 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> file.read(null, 0)).isInstanceOf(NullPointerException.class).hasMessage("dst");
            assertThatThrownBy(() -> file.write(null, 0)).isInstanceOf(NullPointerException.class).hasMessage("src");
            assertThatThrownBy(() -> file.truncate(-1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("size -1");
            assertThatThrownBy(() -> read.truncate(1)).isInstanceOf(NonWritableChannelException.class);
            assertThatThrownBy(() -> read.write(text("x"), 1)).isInstanceOf(NonWritableChannelException.class);
            assertThatThrownBy(() -> read.tryLock(0, 1, false)).isInstanceOf(NonWritableChannelException.class);
            assertThatThrownBy(() -> file.lock(-1, 1, false)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> file.lock(1, Long.MAX_VALUE, false)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> AioFile.open(null, dir.resolve("f"))).isInstanceOf(NullPointerException.class).hasMessage("io");
        assertThatThrownBy(() -> AioFile.open(io, null)).isInstanceOf(NullPointerException.class).hasMessage("path");
        assertThatThrownBy(() -> AioFile.adopt(io, -1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("fd -1");
        assertThatThrownBy(() -> AioFile.adopt(io, 1 << 20)).isInstanceOf(IllegalArgumentException.class);
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void truncatesAndForces() throws Exception {
        file("f", "0123456789");
        try (AioFile file = open("f", READ, WRITE)) {
            get(file.truncate(20));
            assertThat(file.size()).isEqualTo(10);
            get(file.truncate(4));
            assertThat(file.size()).isEqualTo(4);
            get(file.force(true));
            get(file.force(false));
        }
        assertThat(run("cat", path("f"))).isEqualTo("0123");
        int[] pipe = Advanced.pipe2();
        try (AioFile in = AioFile.adopt(io, pipe[0]); AioFile out = AioFile.adopt(io, pipe[1])) {
            assertThat(in.isOpen()).isTrue();
            assertThatThrownBy(() -> get(out.force(true))).cause().isExactlyInstanceOf(IOException.class).hasMessageContaining("fsync").hasMessageContaining("EINVAL");
        }
    }

    @Test
    void anErrorHasItsErrnoAsTheCause() throws Exception {
        try (AioFile file = AioFile.open(io, Path.of("/dev/full"), WRITE)) {
            ByteBuffer data = text("x");
            assertThatThrownBy(() -> get(file.writeFully(data, 0))).cause().isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining("/dev/full").hasMessageContaining("ENOSPC").hasCauseInstanceOf(AioException.class);
            assertThat(data.position()).isZero();
        }
    }

    @Test
    void aClosedFileFails() throws Exception {
        file("f", "abc");
        AioFile file = open("f", READ, WRITE);
        file.close();
        file.close();
        assertThat(file.isOpen()).isFalse();
        assertThat(file.fd()).isEqualTo(-1);
        assertThatThrownBy(() -> get(file.read(ByteBuffer.allocate(1), 0))).cause().isExactlyInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> get(file.writeFully(ByteBuffer.allocate(1), 0))).cause().isExactlyInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> get(file.force(true))).cause().isExactlyInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> get(file.truncate(1))).cause().isExactlyInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> get(file.lock(0, 1, false))).cause().isExactlyInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> file.tryLock(0, 1, false)).isExactlyInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(file::size).isExactlyInstanceOf(ClosedChannelException.class);
        assertThat(file.toString()).endsWith("closed]");
    }

    @Test
    void theNumberIsKeptWhileARequestUsesIt() throws Exception {
        file("f", "0123456789");
        io.inlineCached(false);
        io.maxParallel(0);
        AioFile file = open("f", READ, WRITE);
        int fd = file.fd();
        CompletableFuture<Integer> write = file.writeFully(text("xyz"), 0);
        CompletableFuture<Integer> read = file.read(ByteBuffer.allocate(5), 0);
        CompletableFuture<Void> force = file.force(true);
        read.cancel(true);
        file.close();
        assertThat(Leaks.openDescriptors()).doesNotContainValue(path("f"));
        try (AioFile victim = open("victim", READ, WRITE, CREATE_NEW)) {
            assertThat(victim.fd()).isNotEqualTo(fd);
            io.minParallel(4);
            assertThatThrownBy(() -> get(write)).cause().isExactlyInstanceOf(AsynchronousCloseException.class);
            assertThatThrownBy(() -> get(force)).cause().isExactlyInstanceOf(AsynchronousCloseException.class);
            io.flush();
            assertThat(victim.size()).isZero();
            assertThat(Files.exists(Path.of("/proc/self/fd/" + fd))).isFalse();
        }
        assertThat(dir.resolve("f")).hasContent("0123456789");
    }

    @Test
    void futuresCompleteInThePollerNotInTheCall() throws Exception {
        file("f", "0123456789");
        io.pollFileno();
        try (AioFile file = open("f")) {
            CompletableFuture<Integer> read = file.read(ByteBuffer.allocate(5), 0);
            assertThat(read.isDone()).isFalse();
            Thread[] thread = new Thread[1];
            read.thenRun(() -> thread[0] = Thread.currentThread());
            while (io.nreqs() > 0) {
                io.poll();
            }
            assertThat(thread[0]).isSameAs(Thread.currentThread());
            assertThat(read.join()).isEqualTo(5);
        }
    }

    @Test
    void aFutureMayBeWaitedForInTheThreadThatPolls() throws Exception {
        io.inlineCached(false);
        io.pollCb();
        int[] pipe = Advanced.pipe2();
        byte[] content = new byte[200_000];
        try (AioFile in = AioFile.adopt(io, pipe[0]); AioFile out = AioFile.adopt(io, pipe[1])) {
            CompletableFuture<Integer> written = out.writeFully(ByteBuffer.wrap(content), -1);
            assertThat(in.readFully(ByteBuffer.allocate(content.length), -1).thenApply(count -> count + 1).join()).isEqualTo(content.length + 1);
            assertThat(written.get(30, TimeUnit.SECONDS)).isEqualTo(content.length);
            CompletableFuture<Integer> nothing = in.read(ByteBuffer.allocate(1), -1);
            assertThatThrownBy(() -> nothing.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            out.writeFully(ByteBuffer.allocate(1), -1).join();
            assertThat(nothing.get()).isEqualTo(1);
        }
    }

    @Test
    void locksAreOfTheOpenFile() throws Exception {
        Path path = Path.of(file("f", "0123456789"));
        try (AioFile one = open("f", READ, WRITE); AioFile two = open("f", READ, WRITE); FileChannel other = FileChannel.open(path, READ, WRITE)) {
            AioFileLock lock = get(one.lock(2, 3, false));
            assertThat(lock.isValid()).isTrue();
            assertThat(lock.isShared()).isFalse();
            assertThat(lock.position()).isEqualTo(2);
            assertThat(lock.size()).isEqualTo(3);
            assertThat(lock).hasToString("AioFileLock[2 + 3, exclusive]");
            assertThat(other.tryLock(4, 1, false)).isNull();
            assertThatThrownBy(() -> two.tryLock(4, 1, true)).isInstanceOf(OverlappingFileLockException.class);
            assertThatThrownBy(() -> two.lock(4, 1, true)).isInstanceOf(OverlappingFileLockException.class);
            lock.close();
            lock.close();
            assertThat(lock.isValid()).isFalse();
            FileLock held = other.tryLock(4, 1, false);
            assertThat(two.tryLock(0, 0, true)).isNull();
            CompletableFuture<AioFileLock> waiting = two.lock(0, 0, true);
            assertThatThrownBy(() -> one.lock(0, 0, true)).as("it is waited for").isInstanceOf(OverlappingFileLockException.class);
            held.release();
            get(waiting).close();
        }
    }

    @Test
    void aWaitingLockIsCancelledOrEndedByClosing() throws Exception {
        Path path = Path.of(file("f", "0123456789"));
        try (FileChannel other = FileChannel.open(path, READ, WRITE)) {
            FileLock held = other.lock();
            AioFile file = open("f", READ, WRITE);
            CompletableFuture<AioFileLock> cancelled = file.lock(0, 0, false);
            cancelled.cancel(true);
            CompletableFuture<AioFileLock> closed = file.lock(0, 0, false);
            file.close();
            assertThatThrownBy(() -> get(closed)).cause().isExactlyInstanceOf(AsynchronousCloseException.class);
            held.release();
            other.tryLock().release();
        }
    }

    @Test
    void adoptsADescriptorOfARequest() throws Exception {
        int fd = io.aioOpen(path("f"), AioConstants.O_RDWR | AioConstants.O_CREAT, 0644).await();
        try (AioFile file = AioFile.adopt(io, fd)) {
            assertThat(file.fd()).isEqualTo(fd);
            get(file.writeFully(text("abc"), 0));
            assertThat(io.aioStat(file.fd()).await().size()).isEqualTo(3);
            assertThat(file).hasToString("AioFile[fd " + fd + "]");
        }
        int appending = io.aioOpen(path("f"), AioConstants.O_WRONLY | AioConstants.O_APPEND).await();
        try (AioFile file = AioFile.adopt(io, appending)) {
            assertThat(get(file.append(text("d")))).isEqualTo(1);
            assertThatThrownBy(() -> file.write(text("x"), 0)).isInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(dir.resolve("f")).hasContent("abcd");
    }

    @Test
    void aClosedPoolThrowsAtTheCall() throws Exception {
        file("f", "abc");
        IoAio other = IoAio.create();
        AioFile file = AioFile.open(other, dir.resolve("f"));
        other.close();
        assertThatThrownBy(() -> file.read(ByteBuffer.allocate(3), 0)).isInstanceOf(IllegalStateException.class);
        assertThat(file.size()).isEqualTo(3);
        file.close();
    }

    /** The first part of it was read already. */
    @Test
    void aReadThatWasCancelledTakesNoMore() throws Exception {
        int[] pipe = Advanced.pipe2();
        try (AioFile in = AioFile.adopt(io, pipe[0]); AioFile out = AioFile.adopt(io, pipe[1])) {
            io.pollCb(); // this thread polls, and no daemon
            get(out.writeFully(text("a"), -1));
            CompletableFuture<Integer> read = in.readFully(ByteBuffer.allocate(3), -1);
            io.pollWait();
            assertThat(read.cancel(false)).isTrue();
            get(out.writeFully(text("bc"), -1));
            io.flush();
            ByteBuffer rest = ByteBuffer.allocate(3);
            out.close();
            assertThat(get(in.read(rest, -1))).isEqualTo(2);
        }
    }
}
