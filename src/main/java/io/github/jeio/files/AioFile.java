package io.github.jeio.files;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.IoAio;
import io.github.jeio.internal.file.Descriptor;
import io.github.jeio.internal.file.OpenMode;
import io.github.jeio.internal.file.Opening;
import io.github.jeio.internal.file.RangeLock;
import io.github.jeio.internal.natives.FileNatives;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An open file that closes itself: a descriptor as an object, whose reads and writes are requests of a pool.
 *
 * <pre>{@code
 * try (AioFile file = AioFile.open(io, path, StandardOpenOption.READ)) {
 *     ByteBuffer data = ByteBuffer.allocate((int) file.size());
 *     file.readFully(data, 0).join();
 * }
 * }</pre>
 *
 * <p>The descriptor's number is not given back to the kernel while a request of this object uses it; so a request never
 * meets a file that was opened later and got the same number. {@link #close()} closes the file at once nevertheless: what
 * has not reached the kernel by then fails with {@link AsynchronousCloseException}. Whoever passes {@link #fd()} to requests
 * of {@link IoAio} sees to it himself that the file stays open.
 *
 * <p><b>Futures</b> complete in the thread that polls the pool, never inside the call that returns them. Cancelling one
 * gives up its result; the system call may still be made, so a buffer is not to be used again then. They fail with an
 * {@link IOException}, whose cause is an {@link AioException} with the errno where it is the kernel that refused, and with
 * {@link ClosedChannelException} where the file is closed. The position of a buffer advances by what was transferred before
 * its future completes; the buffer is left alone until then.
 */
public final class AioFile implements AutoCloseable {

    private final IoAio io;
    private final Descriptor file;

    private AioFile(IoAio io, Descriptor file) {
        this.io = io;
        this.file = file;
    }

    /**
     * Opens a file as {@link java.nio.channels.FileChannel#open(Path, OpenOption...)} does: open(2) in the calling thread.
     *
     * @param io the pool of its requests; closing the file leaves it open
     * @param path a path of the default file system
     * @param options how to open it; for reading, where nothing is said
     * @return the file
     * @throws IllegalArgumentException the options exclude each other
     * @throws UnsupportedOperationException an option is unknown, or the path is of another file system
     * @throws IOException the file can't be opened: {@link java.nio.file.NoSuchFileException} and so on, as the JDK has it
     */
    public static AioFile open(IoAio io, Path path, OpenOption... options) throws IOException {
        return open(io, path, new HashSet<>(Arrays.asList(Objects.requireNonNull(options, "options"))));
    }

    /**
     * Opens a file as
     * {@link java.nio.channels.FileChannel#open(Path, Set, FileAttribute...)} does: open(2) in the calling thread.
     *
     * @param io the pool of its requests; closing the file leaves it open
     * @param path a path of the default file system
     * @param options how to open it; for reading, where nothing is said
     * @param attributes {@code posix:permissions} of a file that is created; 0666 without them, less the process's umask
     * @return the file
     * @throws IllegalArgumentException the options exclude each other
     * @throws UnsupportedOperationException an option is unknown, an attribute is another, or the path is of another file
     *     system
     * @throws IOException the file can't be opened: {@link java.nio.file.NoSuchFileException} and so on, as the JDK has it
     */
    public static AioFile open(IoAio io, Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Objects.requireNonNull(io, "io");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(attributes, "attributes");
        return new AioFile(io, Opening.open(path, OpenMode.of(options), attributes));
    }

    /**
     * Takes over a descriptor, of whatever kind. It is closed with the object, and by nobody else.
     *
     * @param io the pool of its requests; closing the file leaves it open
     * @param fd an open descriptor
     * @return the file, which can be read, written or appended to as the descriptor can
     * @throws IllegalArgumentException fd is no open descriptor
     */
    public static AioFile adopt(IoAio io, int fd) {
        Objects.requireNonNull(io, "io");
        int flags = FileNatives.natives().status(fd);
        if (flags < 0) {
            throw new IllegalArgumentException("fd " + fd + " is not an open descriptor");
        }
        int access = flags & (AioConstants.O_RDONLY | AioConstants.O_WRONLY | AioConstants.O_RDWR);
        return new AioFile(io, new Descriptor(fd, null, access != AioConstants.O_WRONLY, access != AioConstants.O_RDONLY,
                (flags & AioConstants.O_APPEND) != 0));
    }

    /**
     * The descriptor, for the requests of {@link IoAio}. It stays this object's.
     *
     * @return the number; -1 once the file is closed
     */
    public int fd() {
        return file.isOpen() ? file.fd() : -1;
    }

    /**
     * Tells whether the file is open.
     *
     * @return false from {@link #close()} on
     */
    public boolean isOpen() {
        return file.isOpen();
    }

    /**
     * Reads into a buffer's remaining range: {@link IoAio#aioRead(int, long, ByteBuffer)}.
     *
     * @param dst what to read into
     * @param position where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @return the number of bytes read, which may be less than remain; -1 at the end of the file
     * @throws IllegalArgumentException position is less than -1, or dst is read-only
     * @throws NonReadableChannelException the file was opened for writing only
     */
    public CompletableFuture<Integer> read(ByteBuffer dst, long position) {
        return reading(dst, position, false);
    }

    /**
     * Reads until nothing remains of a buffer, with as many requests as it takes.
     *
     * @param dst what to read into
     * @param position where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @return the number of bytes read: what remained. Fails with {@link java.io.EOFException} if the file ends before; the
     *     buffer then has what there was
     * @throws IllegalArgumentException position is less than -1, or dst is read-only
     * @throws NonReadableChannelException the file was opened for writing only
     */
    public CompletableFuture<Integer> readFully(ByteBuffer dst, long position) {
        return reading(dst, position, true);
    }

    private CompletableFuture<Integer> reading(ByteBuffer dst, long position, boolean fully) {
        checkPosition(position);
        if (!file.isReadable()) {
            throw new NonReadableChannelException();
        }
        if (Objects.requireNonNull(dst, "dst").isReadOnly()) {
            throw new IllegalArgumentException("dst is a read-only buffer: nothing can be read into it");
        }
        return new FileTransfer(io, file, true, fully, dst, position).start();
    }

    /**
     * Writes a buffer's remaining range: {@link IoAio#aioWrite(int, long, ByteBuffer)}.
     *
     * @param src what to write
     * @param position where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @return the number of bytes written, which may be less than remain
     * @throws IllegalArgumentException position is less than -1
     * @throws NonWritableChannelException the file was opened for reading only
     * @throws UnsupportedOperationException the file was opened to append, where Linux heeds no position
     */
    public CompletableFuture<Integer> write(ByteBuffer src, long position) {
        checkPlace();
        return writing(src, position, false);
    }

    /**
     * Writes until nothing remains of a buffer, with as many requests as it takes.
     *
     * @param src what to write
     * @param position where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @return the number of bytes written: what remained. If it fails, the buffer's position tells what was written
     * @throws IllegalArgumentException position is less than -1
     * @throws NonWritableChannelException the file was opened for reading only
     * @throws UnsupportedOperationException the file was opened to append, where Linux heeds no position
     */
    public CompletableFuture<Integer> writeFully(ByteBuffer src, long position) {
        checkPlace();
        return writing(src, position, true);
    }

    /**
     * Writes all of a buffer's remaining range to the end of the file, wherever that is when each part is written:
     * write(2) with {@code O_APPEND}.
     *
     * @param src what to write
     * @return the number of bytes written: what remained. If it fails, the buffer's position tells what was written
     * @throws NonWritableChannelException the file was opened for reading only
     * @throws UnsupportedOperationException the file was opened without {@link java.nio.file.StandardOpenOption#APPEND APPEND}
     */
    public CompletableFuture<Integer> append(ByteBuffer src) {
        if (file.isWritable() && !file.isAppend()) {
            throw new UnsupportedOperationException("append to a file that was opened without APPEND: open it with APPEND");
        }
        return writing(src, -1, true);
    }

    private CompletableFuture<Integer> writing(ByteBuffer src, long position, boolean fully) {
        checkPosition(position);
        checkWritable();
        return new FileTransfer(io, file, false, fully, Objects.requireNonNull(src, "src"), position).start();
    }

    /**
     * The file's size, in the calling thread: fstat(2), or of a block device {@code BLKGETSIZE64}.
     *
     * @return in bytes
     * @throws IOException the kernel refuses, or the file is closed
     */
    public long size() throws IOException {
        return file.size();
    }

    /**
     * Cuts the file: {@link IoAio#aioTruncate(int, long)}. A size that is not smaller than its own does nothing.
     *
     * @param size in bytes
     * @return completes when it is done
     * @throws IllegalArgumentException size is negative
     * @throws NonWritableChannelException the file was opened for reading only
     */
    public CompletableFuture<Void> truncate(long size) {
        if (size < 0) {
            throw new IllegalArgumentException("size " + size + " is negative");
        }
        checkWritable();
        long now;
        try {
            now = file.size();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        return FileTransfer.status(io, file, "ftruncate",
                (fd, done) -> size < now ? io.aioTruncate(fd, size, done) : io.aioNop(() -> done.accept(0)));
    }

    /**
     * Has the kernel store what was written: {@link IoAio#aioFsync} or {@link IoAio#aioFdatasync}.
     *
     * @param metadata whether all of the file's metadata is stored, or only as much as reading the data takes
     * @return completes when it is stored
     */
    public CompletableFuture<Void> force(boolean metadata) {
        return FileTransfer.status(io, file, metadata ? "fsync" : "fdatasync",
                (fd, done) -> metadata ? io.aioFsync(fd, done) : io.aioFdatasync(fd, done));
    }

    /**
     * Waits for a lock on a range. No thread waits: the lock is tried again and again. Closing the file ends the waiting
     * with {@link AsynchronousCloseException}, cancelling the future gives it up. The future completes in a thread of
     * jeio's own.
     *
     * @param position where the range begins, in bytes
     * @param size its length in bytes; 0: to the end of the file, wherever that will be
     * @param shared whether others may have a shared lock on the same bytes; the file has to be readable then, otherwise
     *     writable
     * @return the lock
     * @throws IllegalArgumentException position, size or their sum is negative
     * @throws OverlappingFileLockException this process has a lock there through jeio, or waits for one
     * @throws NonReadableChannelException shared, and the file was opened for writing only
     * @throws NonWritableChannelException not shared, and the file was opened for reading only
     */
    public CompletableFuture<AioFileLock> lock(long position, long size, boolean shared) {
        RangeLock range;
        try {
            range = claim(position, size, shared);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<AioFileLock> result = new CompletableFuture<>();
        result.whenComplete((lock, error) -> {
            if (lock == null) {
                range.giveUp();
            }
        });
        range.acquire().whenComplete((lock, error) -> {
            if (lock == null) {
                result.completeExceptionally(error);
            } else if (!result.complete(new AioFileLock(lock))) {
                lock.giveUp();
            }
        });
        return result;
    }

    /**
     * Takes a lock on a range if nobody is in the way; in the calling thread, which never waits.
     *
     * @param position where the range begins, in bytes
     * @param size its length in bytes; 0: to the end of the file, wherever that will be
     * @param shared whether others may have a shared lock on the same bytes
     * @return the lock; null if another process has one that does not allow it
     * @throws IllegalArgumentException position, size or their sum is negative
     * @throws OverlappingFileLockException this process has a lock there through jeio, or waits for one
     * @throws NonReadableChannelException shared, and the file was opened for writing only
     * @throws NonWritableChannelException not shared, and the file was opened for reading only
     * @throws IOException the kernel refuses, or the file is closed
     */
    public @Nullable AioFileLock tryLock(long position, long size, boolean shared) throws IOException {
        RangeLock range = claim(position, size, shared);
        return range.tryOnce() ? new AioFileLock(range) : null;
    }

    private RangeLock claim(long position, long size, boolean shared) throws IOException {
        if (!shared) {
            checkWritable();
        } else if (!file.isReadable()) {
            throw new NonReadableChannelException();
        }
        return file.claim(position, size, shared);
    }

    private static void checkPosition(long position) {
        if (position < -1) {
            throw new IllegalArgumentException("position " + position
                    + " is negative; only -1, the descriptor's own offset, may be");
        }
    }

    private void checkWritable() {
        if (!file.isWritable()) {
            throw new NonWritableChannelException();
        }
    }

    private void checkPlace() {
        if (file.isAppend()) {
            throw new UnsupportedOperationException("the file was opened with APPEND, so every write goes to its end: use append");
        }
    }

    /**
     * Closes the file, in the calling thread: close(2). Locks are released. A second call does nothing.
     *
     * @throws IOException what the kernel says of data that it could not store; the file is closed nevertheless
     */
    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public String toString() {
        return "AioFile[" + file + "]";
    }
}
