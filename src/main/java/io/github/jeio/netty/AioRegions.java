package io.github.jeio.netty;

import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.LentBuffer;
import io.github.jeio.internal.pool.PoolAccess;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.FileRegion;
import io.netty.handler.stream.ChunkedInput;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file, for an unencrypted channel to write by {@code sendfile}, window by window: each is brought into the page
 * cache by a pool before the channel gets it. So the loop, in whose thread {@code sendfile} runs, does not wait for a disk,
 * as it does where a {@link DefaultFileRegion} has pages that are not cached.
 *
 * <pre>{@code
 * pipeline.addLast(new ChunkedWriteHandler());
 * ...
 * ctx.write(new AioRegions(ctx.channel(), fd, 0, size));
 * ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
 * }</pre>
 *
 * <p>The input is closed at its end, by a failure, and when the channel is, even if it was never written.
 *
 * <p>Under TLS, on the streams of HTTP/2, and with any handler that wants to see the bytes, take {@link AioChunks}. A file that
 * turns out shorter than asked for fails the write. The kernel may drop a window's pages before they are sent, where memory is
 * very short; then the loop waits for them after all.
 */
public final class AioRegions implements ChunkedInput<FileRegion> {

    private static final int WINDOW = 1 << 19;
    /** Windows that the channel has at a time: one that is being written, and one that follows. */
    private static final int IN_CHANNEL = 2;

    private final IoAio io;
    private final Channel channel;
    private final int fd;
    private final long end;
    private final long length;
    private final FileChannel file;
    private int windowSize = WINDOW;
    private final Runnable whenDone;
    /** Closes the input with the channel: one that has no handlers any more does not close inputs that it is given. */
    private final ChannelFutureListener channelClosed = future -> close();

    // The following fields are guarded by this object's monitor, as in AioChunks.
    /** Where the next window begins. */
    private long next;
    /** How many bytes of the next window are in the page cache. */
    private int resident;
    private int inChannel;
    /**
     * Where a window is read to; the data is not used, but when the read returns, the pages are in the cache. Null before
     * the first.
     */
    private @Nullable ByteBuf scratch;
    private boolean reading;
    /** Reads that may still write to {@code scratch}. */
    private int inKernel;
    private boolean awaited;
    private boolean closed;
    private boolean over;

    /**
     * A part of a file, read by the pool of the channel's loop.
     *
     * @param channel will write it, by a {@link ChunkedWriteHandler} in its pipeline; registered with a loop that
     *     {@link AioNetty} supports
     * @param fd the file's descriptor, open for reading; closed by {@link #close()}
     * @param offset where the part begins, 0 or more
     * @param length its length in bytes, 0 or more
     * @throws IOException {@code /proc} is not there, or there are no descriptors left
     * @throws IllegalArgumentException an argument is out of its range, or the loop is of another kind
     * @throws IllegalStateException the channel is not registered, or its loop is ending
     */
    public AioRegions(Channel channel, int fd, long offset, long length) throws IOException {
        this(AioNetty.of(channel.eventLoop()), channel, fd, offset, length);
    }

    /**
     * A part of a file, read by any pool.
     *
     * @param io reads it
     * @param channel will write it, by a {@link ChunkedWriteHandler} in its pipeline
     * @param fd the file's descriptor, open for reading; closed by {@link #close()}
     * @param offset where the part begins, 0 or more
     * @param length its length in bytes, 0 or more
     * @throws IOException {@code /proc} is not there, or there are no descriptors left
     * @throws IllegalArgumentException an argument is out of its range
     */
    public AioRegions(IoAio io, Channel channel, int fd, long offset, long length) throws IOException {
        this(io, channel, fd, offset, length, () -> AioChunks.close(io, fd));
    }

    /**
     * A part of a file whose descriptor others use as well.
     *
     * @param io reads it
     * @param channel will write it, by a {@link ChunkedWriteHandler} in its pipeline
     * @param fd the file's descriptor, open for reading
     * @param offset where the part begins, 0 or more
     * @param length its length in bytes, 0 or more
     * @param whenDone run once, when the input is closed, no read is in flight, and the channel has let go of
     *     every window; in place of closing the descriptor
     * @throws IOException {@code /proc} is not there, or there are no descriptors left
     * @throws IllegalArgumentException an argument is out of its range
     */
    public AioRegions(IoAio io, Channel channel, int fd, long offset, long length, Runnable whenDone) throws IOException {
        this.whenDone = Objects.requireNonNull(whenDone, "whenDone");
        this.io = Objects.requireNonNull(io, "io");
        this.channel = Objects.requireNonNull(channel, "channel");
        this.fd = fd;
        AioChunks.checkRange(fd, offset, length);
        next = offset;
        end = offset + length;
        this.length = length;
        // The transports need a FileChannel, and the JDK can't make one of a descriptor.
        file = FileChannel.open(Path.of("/proc/self/fd/" + fd), StandardOpenOption.READ);
        channel.closeFuture().addListener(channelClosed);
    }

    /**
     * Sets the size of a window; before the input is written. The loop sends that much without a pause: 512 KiB by default.
     *
     * @param bytes 1 or more
     * @return this input
     * @throws IllegalArgumentException bytes is less than 1
     */
    public AioRegions windowSize(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes " + bytes + " is less than 1");
        }
        windowSize = bytes;
        return this;
    }

    /**
     * The next window.
     *
     * @param allocator makes a buffer
     * @return null at the end, or if the window is not cached yet, or the channel has enough to write: then the transfer is
     *     resumed later
     * @throws IOException the input is closed
     */
    @Override
    public synchronized @Nullable FileRegion readChunk(ByteBufAllocator allocator) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (scratch == null && next < end) {
            scratch = allocator.directBuffer(windowSize(), windowSize());
        }
        bringIn();
        if (next == end) {
            return null;
        }
        awaited = inChannel >= IN_CHANNEL || resident == 0;
        if (awaited) {
            return null;
        }
        FileRegion window = new Window(next, resident);
        inChannel++;
        next += resident;
        resident = 0;
        bringIn();
        return window;
    }

    /** {@inheritDoc} */
    @Deprecated
    @Override
    public @Nullable FileRegion readChunk(ChannelHandlerContext ctx) throws IOException {
        return readChunk(ctx.alloc());
    }

    private int windowSize() {
        return (int) Math.min(windowSize, end - next);
    }

    private void bringIn() {
        ByteBuf into = scratch;
        if (into == null || closed || reading || resident > 0 || next == end) {
            return;
        }
        int size = windowSize();
        reading = true;
        inKernel++;
        boolean submitted = false;
        try {
            LentBuffer.read(PoolAccess.pool(io), fd, next, into.nioBuffer(0, size), new Read());
            submitted = true;
        } finally {
            if (!submitted) {
                reading = false;
                inKernel--;
            }
        }
    }

    private final class Read implements LentBuffer.Lender {

        /** Whether the transfer has gone on. */
        private boolean told;

        @Override
        public void read(long count, int errno, boolean free) {
            if (!told) {
                told = true;
                broughtIn(count, free);
            }
        }

        @Override
        public void free() {
            if (told) {
                giveBack();
            } else {
                told = true;
                broughtIn(-1, true);
            }
        }
    }

    /** A read that was late has returned, and does not write to {@code scratch} any more. */
    private synchronized void giveBack() {
        inKernel--;
        if (closed) {
            finishIfOver();
        }
    }

    /** The callback of a read. A window that could not be read is handed out, too: sending it reports the error. */
    private void broughtIn(long count, boolean free) {
        synchronized (this) {
            reading = false;
            resident = count > 0 ? (int) count : windowSize();
            if (free) {
                giveBack();
            }
        }
        resumeIfAwaited();
    }

    private void resumeIfAwaited() {
        synchronized (this) {
            if (!awaited || closed) {
                return;
            }
            awaited = false;
        }
        AioChunks.resume(channel);
    }

    private final class Window extends DefaultFileRegion {

        Window(long position, long count) {
            super(file, position, count);
        }

        /** The file is not this window's alone. */
        @Override
        protected void deallocate() {
            synchronized (AioRegions.this) {
                inChannel--;
                if (closed) {
                    finishIfOver();
                    return;
                }
            }
            try {
                channel.eventLoop().execute(AioRegions.this::resumeIfAwaited); // not from inside the channel's flush
            } catch (RejectedExecutionException e) {
                // the loop has ended: there is nothing to be resumed
            }
        }
    }

    /**
     * Tells whether every window has been handed out.
     *
     * @return false as well where the input was closed before
     */
    @Override
    public synchronized boolean isEndOfInput() {
        return next == end;
    }

    /**
     * Gives the descriptor back: at once, or when the read that is in flight has come back and the channel has let go of what
     * it was given.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        channel.closeFuture().removeListener(channelClosed);
        finishIfOver();
    }

    private void finishIfOver() {
        if (over || inKernel > 0 || inChannel > 0) {
            return;
        }
        over = true;
        if (scratch != null) {
            scratch.release();
        }
        Watcher.close(file);
        whenDone.run();
    }

    /**
     * The number of bytes.
     *
     * @return what the constructor was given
     */
    @Override
    public long length() {
        return length;
    }

    /**
     * The bytes that were handed out.
     *
     * @return 0 to {@link #length()}
     */
    @Override
    public synchronized long progress() {
        return length - (end - next);
    }
}
