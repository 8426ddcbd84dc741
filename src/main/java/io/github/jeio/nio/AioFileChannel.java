package io.github.jeio.nio;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.internal.file.Descriptor;
import io.github.jeio.internal.file.FileThreads;
import io.github.jeio.internal.file.OpenMode;
import io.github.jeio.internal.file.Opening;
import io.github.jeio.internal.file.RangeLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An {@link AsynchronousFileChannel} whose reads and writes are requests of jeio: a drop-in for the JDK's own, with its
 * options, its rules and its exceptions. What the page cache has is read at the call, without a thread.
 *
 * <pre>{@code
 * try (AsynchronousFileChannel channel = AioFileChannel.open(path, StandardOpenOption.READ)) {
 *     int count = channel.read(buffer, 0).get();
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> A handler never runs inside the call that it was given to. Channels opened as the JDK opens them
 * share a pool that no application polls: not {@link IoAio#shared()}, since that may belong to an event loop, and such a
 * channel has to work whatever the loop does. Their handlers run on the executor that was given, or else on threads that
 * are as many as there are handlers running: so a handler may block, as with the JDK. A channel that was
 * {@linkplain #open(Path, Set, IoAio, FileAttribute...) opened on a pool} has its handlers run where that pool's callbacks
 * run, in the thread that polls, with the exceptions of a handler coming out of {@link IoAio#pollCb()}; there they must
 * not block.
 *
 * <p><b>Closing</b> ends what is outstanding: with its result, or with {@link AsynchronousCloseException}. It waits for
 * that, as the JDK's does, but for a channel opened on a pool, where the caller may be the one that polls: there the file
 * is closed when {@code close} returns, and what is outstanding ends when the pool is polled.
 *
 * <p><b>Cancelling</b> a future gives up its result; the read or write itself may still happen, so its buffer is not to be
 * used again. {@code cancel(true)} closes the channel.
 *
 * <p><b>Locks</b> are OFD locks of fcntl(2), Linux 3.15: they belong to this channel, and nothing else that closes the
 * same file takes them away. Other processes see them. Between the channels of this process, those of jeio know each other
 * ({@link java.nio.channels.OverlappingFileLockException}), and those of the JDK each other; one of jeio and one of the
 * JDK are to each other as two processes are. A lock that is waited for keeps no thread.
 *
 * <p>An error of the kernel is an {@link IOException} with an {@link AioException}, and so the errno, as its cause.
 */
public final class AioFileChannel extends AsynchronousFileChannel {

    private final Descriptor file;
    private final IoAio io;
    /** Runs the handlers; null: threads of jeio run them, or the thread that polls the pool. */
    private final @Nullable Executor executor;

    private AioFileChannel(Descriptor file, IoAio io, @Nullable Executor executor) {
        this.file = file;
        this.io = io;
        this.executor = executor;
    }

    /**
     * Opens a file as {@link AsynchronousFileChannel#open(Path, OpenOption...)} does: open(2) in the calling thread.
     *
     * @param file a path of the default file system
     * @param options how to open it; for reading, where nothing is said
     * @return the channel
     * @throws IllegalArgumentException the options exclude each other
     * @throws UnsupportedOperationException an option is unknown or APPEND, or the path is of another file system
     * @throws IOException the file can't be opened; the same exceptions as the JDK's
     */
    public static AioFileChannel open(Path file, OpenOption... options) throws IOException {
        return open(file, new HashSet<>(Arrays.asList(Objects.requireNonNull(options, "options"))), (ExecutorService) null);
    }

    /**
     * Opens a file as {@link AsynchronousFileChannel#open(Path, Set, ExecutorService, FileAttribute...)} does.
     *
     * @param file a path of the default file system
     * @param options how to open it; for reading, where nothing is said
     * @param executor runs the handlers; null (which has to be cast, to tell it from a pool): threads of jeio do
     * @param attrs {@code posix:permissions} of a file that is created; 0666 without them, less the process's umask
     * @return the channel
     * @throws IllegalArgumentException the options exclude each other
     * @throws UnsupportedOperationException an option is unknown or APPEND, an attribute is another, or the path is of
     *     another file system
     * @throws IOException the file can't be opened; the same exceptions as the JDK's
     */
    public static AioFileChannel open(Path file, Set<? extends OpenOption> options, @Nullable ExecutorService executor,
            FileAttribute<?>... attrs) throws IOException {
        return new AioFileChannel(descriptor(file, options, attrs), SharedPool.IO, executor);
    }

    /**
     * Opens a file for requests on a pool of the caller's choice.
     *
     * @param file a path of the default file system
     * @param options how to open it; for reading, where nothing is said
     * @param io where the requests go; handlers run in the thread that polls it
     * @param attrs {@code posix:permissions} of a file that is created; 0666 without them, less the process's umask
     * @return the channel; closing it leaves the pool open
     * @throws IllegalArgumentException the options exclude each other
     * @throws UnsupportedOperationException an option is unknown or APPEND, an attribute is another, or the path is of
     *     another file system
     * @throws IOException the file can't be opened; the same exceptions as the JDK's
     */
    public static AioFileChannel open(Path file, Set<? extends OpenOption> options, IoAio io, FileAttribute<?>... attrs)
            throws IOException {
        Objects.requireNonNull(io, "io");
        return new AioFileChannel(descriptor(file, options, attrs), io, null);
    }

    private static Descriptor descriptor(Path file, Set<? extends OpenOption> options, FileAttribute<?>... attrs)
            throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(attrs, "attrs");
        if (new HashSet<OpenOption>(options).contains(StandardOpenOption.APPEND)) {
            throw new UnsupportedOperationException("APPEND not allowed: every read and write says its position");
        }
        return Opening.open(file, OpenMode.of(options), attrs);
    }

    /**
     * The descriptor, for requests of {@link IoAio} on the same file. Who uses it keeps the channel open meanwhile.
     *
     * @return the number; -1 once the channel is closed
     */
    public int fd() {
        return file.isOpen() ? file.fd() : -1;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public AsynchronousFileChannel truncate(long size) throws IOException {
        if (size < 0) {
            throw new IllegalArgumentException("Negative size: " + size);
        }
        checkWritable();
        try {
            file.truncate(size);
        } catch (ClosedChannelException e) {
            throw new AsynchronousCloseException(); // the exception that the JDK throws in this case
        }
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.force(metaData);
    }

    @Override
    public Future<Integer> read(ByteBuffer dst, long position) {
        return read(dst, position, new Transfer(this, file, true, null, null));
    }

    @Override
    public <A> void read(ByteBuffer dst, long position, A attachment, CompletionHandler<Integer, ? super A> handler) {
        read(dst, position, new Transfer(this, file, true, checked(handler), attachment));
    }

    @Override
    public Future<Integer> write(ByteBuffer src, long position) {
        return write(src, position, new Transfer(this, file, false, null, null));
    }

    @Override
    public <A> void write(ByteBuffer src, long position, A attachment, CompletionHandler<Integer, ? super A> handler) {
        write(src, position, new Transfer(this, file, false, checked(handler), attachment));
    }

    private Future<Integer> read(ByteBuffer dst, long position, Transfer read) {
        checkPosition(position);
        checkReadable();
        if (Objects.requireNonNull(dst, "dst").isReadOnly()) {
            throw new IllegalArgumentException("Read-only buffer");
        }
        return start(read, dst, position);
    }

    private Future<Integer> write(ByteBuffer src, long position, Transfer write) {
        checkPosition(position);
        checkWritable();
        return start(write, src, position);
    }

    private Future<Integer> start(Transfer transfer, ByteBuffer data, long position) {
        if (!file.hold()) {
            transfer.endAndHandOn(null, new ClosedChannelException());
            return transfer;
        }
        boolean submitted = false;
        try {
            if (Objects.requireNonNull(data, "src").hasRemaining()) {
                transfer.submit(io, mayBePolledByCaller(), data, position);
                submitted = true;
            }
        } finally {
            if (!submitted) {
                file.release();
            }
        }
        if (!submitted) {
            transfer.endAndHandOn(0, null);
        }
        return transfer;
    }

    @Override
    public <A> void lock(long position, long size, boolean shared, A attachment, CompletionHandler<FileLock, ? super A> handler) {
        lock(position, size, shared, new Operation<>(this, checked(handler), attachment));
    }

    @Override
    public Future<FileLock> lock(long position, long size, boolean shared) {
        return lock(position, size, shared, new Operation<>(this, null, null));
    }

    private Future<FileLock> lock(long position, long size, boolean shared, Operation<FileLock> operation) {
        RangeLock range;
        try {
            range = claim(position, size, shared);
        } catch (IOException e) {
            operation.endAndHandOn(null, e);
            return operation;
        }
        operation.onCancel(range::giveUp);
        range.acquire().whenComplete((lock, reason) -> {
            if (lock == null) {
                operation.endAndHandOn(null, reason);
            } else if (!operation.endAndHandOn(new ChannelLock(this, lock), null)) {
                lock.giveUp();
            }
        });
        return operation;
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        RangeLock range = claim(position, size, shared);
        return range.tryOnce() ? new ChannelLock(this, range) : null;
    }

    private RangeLock claim(long position, long size, boolean shared) throws IOException {
        if (shared) {
            checkReadable();
        } else {
            checkWritable();
        }
        return file.claim(position, size, shared);
    }

    /** Whether the application has chosen the pool, and so may poll it. */
    private boolean mayBePolledByCaller() {
        return io != SharedPool.IO;
    }

    /** Runs the handler of an operation that has ended, in another thread than this one. */
    void handOn(Operation<?> ended) {
        if (executor != null) {
            ended.handOn(executor);
            return;
        } else if (!mayBePolledByCaller()) {
            FileThreads.execute(ended);
            return;
        }
        try {
            AioRequest<Void> turn = io.aioNop(ended);
            turn.future().whenComplete((nothing, error) -> {
                if (turn.isCancelled()) {
                    FileThreads.execute(ended); // by a reinit of the pool
                }
            });
        } catch (IllegalStateException e) {
            FileThreads.execute(ended); // the pool is closed, and is not polled any more
        }
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            if (!mayBePolledByCaller()) {
                file.awaitUnused();
            }
        }
    }

    /** Called when an operation is cancelled. */
    void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            // like the JDK, does not report the error to the thread that cancels
        }
    }

    /**
     * What the channel is on.
     *
     * @return descriptor and path
     */
    @Override
    public String toString() {
        return "AioFileChannel[" + file + "]";
    }

    private void checkReadable() {
        if (!file.isReadable()) {
            throw new NonReadableChannelException();
        }
    }

    private void checkWritable() {
        if (!file.isWritable()) {
            throw new NonWritableChannelException();
        }
    }

    private static void checkPosition(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("Negative position: " + position);
        }
    }

    private static <T> T checked(T handler) {
        return Objects.requireNonNull(handler, "'handler' is null");
    }
}
