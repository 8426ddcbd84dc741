package io.github.jeio.netty;

import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.LentBuffer;
import io.github.jeio.internal.pool.PoolAccess;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file, for a channel to write: it is read ahead by a pool, into the allocator's direct buffers, while the
 * channel writes what was read before. The loop never waits for a disk. It works wherever Netty's
 * {@link ChunkedWriteHandler} does, under TLS and on the streams of HTTP/2 as well; for an unencrypted channel and large files
 * {@link AioRegions} copies less.
 *
 * <pre>{@code
 * pipeline.addLast(new ChunkedWriteHandler());
 * ...
 * ctx.writeAndFlush(new HttpChunkedInput(new AioChunks(ctx.channel(), fd, 0, size)));
 * }</pre>
 *
 * <p>The input is closed at its end, by a failure, and when the channel is, even if it was never written: then the descriptor
 * is closed once the reads that are in flight have come back. A file that turns out shorter than asked for fails the write.
 */
public final class AioChunks implements ChunkedInput<ByteBuf> {

    private static final int CHUNK = 1 << 16;
    private static final int AHEAD = 4;

    private final IoAio io;
    private final Channel channel;
    private final int fd;
    private final long end;
    private final long length;
    private int chunkSize = CHUNK;
    private int ahead = AHEAD;
    private final Runnable whenDone;
    /** Closes the input with the channel: one that has no handlers any more does not close inputs that it is given. */
    private final ChannelFutureListener channelClosed = future -> close();

    // The following fields are guarded by this object's monitor: the loop asks for chunks, and the pool calls back in the
    // thread that polls it.
    /** Chunks in the file's order that are being read, or are read and not handed out. */
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    /** Where the next read begins. */
    private long next;
    private long handedOut;
    private int inFlight;
    /** Whether the loop has asked for a chunk that was not there: the transfer has to be resumed when it is. */
    private boolean awaited;
    private boolean closed;

    private final class Chunk implements LentBuffer.Lender {
        final ByteBuf buffer;
        final long offset;
        final int length;
        boolean done;
        @Nullable IOException failure;
        /** The kernel may write to the buffer. */
        private boolean lent;
        /** The buffer is to be released as soon as it is not lent. */
        private boolean dropped;

        Chunk(ByteBuf buffer, long offset, int length) {
            this.buffer = buffer;
            this.offset = offset;
            this.length = length;
        }

        void read() {
            int have = buffer.writerIndex();
            lent = true;
            inFlight++;
            boolean submitted = false;
            try {
                LentBuffer.read(PoolAccess.pool(io), fd, offset + have, buffer.nioBuffer(have, length - have), this);
                submitted = true;
            } finally {
                if (!submitted) {
                    lent = false;
                    inFlight--;
                }
            }
        }

        /** The callback of a read. */
        @Override
        public void read(long count, int errno, boolean free) {
            synchronized (AioChunks.this) {
                if (free) {
                    giveBack();
                }
                if (!closed) {
                    take(this, count, errno);
                }
            }
            resumeIf(this);
        }

        @Override
        public void free() {
            synchronized (AioChunks.this) {
                giveBack();
                if (!done) {
                    fail(new IOException("the pool has abandoned its requests: IoAio.reinit was called, or its loop has ended"));
                }
            }
            resumeIf(this);
        }

        private void giveBack() {
            lent = false;
            inFlight--;
            if (dropped) {
                buffer.release();
            }
            if (closed) {
                releaseIfOver();
            }
        }

        void fail(IOException why) {
            failure = why;
            done = true;
        }

        void drop() {
            dropped = true;
            if (!lent) {
                buffer.release();
            }
        }
    }

    /**
     * A part of a file, read by the pool of the channel's loop.
     *
     * @param channel will write it, by a {@link ChunkedWriteHandler} in its pipeline; registered with a loop that
     *     {@link AioNetty} supports
     * @param fd the file's descriptor, open for reading; closed by {@link #close()}
     * @param offset where the part begins, 0 or more
     * @param length its length in bytes, 0 or more
     * @throws IllegalArgumentException an argument is out of its range, or the loop is of another kind
     * @throws IllegalStateException the channel is not registered, or its loop is ending
     */
    public AioChunks(Channel channel, int fd, long offset, long length) {
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
     * @throws IllegalArgumentException an argument is out of its range
     */
    public AioChunks(IoAio io, Channel channel, int fd, long offset, long length) {
        this(io, channel, fd, offset, length, () -> close(io, fd));
    }

    /**
     * A part of a file whose descriptor others use as well.
     *
     * @param io reads it
     * @param channel will write it, by a {@link ChunkedWriteHandler} in its pipeline
     * @param fd the file's descriptor, open for reading
     * @param offset where the part begins, 0 or more
     * @param length its length in bytes, 0 or more
     * @param whenDone run once, when the input is closed and no read is in flight; in place of closing the descriptor
     * @throws IllegalArgumentException an argument is out of its range
     */
    public AioChunks(IoAio io, Channel channel, int fd, long offset, long length, Runnable whenDone) {
        this.whenDone = Objects.requireNonNull(whenDone, "whenDone");
        this.io = Objects.requireNonNull(io, "io");
        this.channel = Objects.requireNonNull(channel, "channel");
        this.fd = fd;
        checkRange(fd, offset, length);
        next = offset;
        end = offset + length;
        this.length = length;
        channel.closeFuture().addListener(channelClosed);
    }

    static void checkRange(int fd, long offset, long length) {
        if (fd < 0) {
            throw new IllegalArgumentException("fd " + fd + " is negative");
        }
        if (offset < 0) {
            throw new IllegalArgumentException("offset " + offset + " is negative");
        }
        if (length < 0 || length > Long.MAX_VALUE - offset) {
            throw new IllegalArgumentException("length " + length + " is negative, or too large for offset " + offset);
        }
    }

    /**
     * Sets the size of a chunk; before the input is written. 64 KiB, the default, is the largest read that a pool answers
     * from the page cache without a thread.
     *
     * @param bytes 1 or more
     * @return this input
     * @throws IllegalArgumentException bytes is less than 1
     */
    public AioChunks chunkSize(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes " + bytes + " is less than 1");
        }
        chunkSize = bytes;
        return this;
    }

    /**
     * Sets how many chunks are read ahead of what the channel has taken; before the input is written. So much memory a
     * transfer takes: 4 chunks by default.
     *
     * @param count 1 or more
     * @return this input
     * @throws IllegalArgumentException count is less than 1
     */
    public AioChunks ahead(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count " + count + " is less than 1");
        }
        ahead = count;
        return this;
    }

    /**
     * The next chunk.
     *
     * @param allocator makes the buffers
     * @return null at the end, or if the chunk has not been read yet: then the transfer is resumed when it has been
     * @throws IOException the file could not be read, or is shorter than was asked for; or the input is closed
     */
    @Override
    public synchronized @Nullable ByteBuf readChunk(ByteBufAllocator allocator) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        readAhead(allocator);
        Chunk first = chunks.peek();
        awaited = first != null && !first.done;
        if (first == null || awaited) {
            return null;
        }
        chunks.remove();
        if (first.failure != null) {
            first.drop();
            throw first.failure;
        }
        handedOut += first.length;
        readAhead(allocator);
        return first.buffer;
    }

    /** {@inheritDoc} */
    @Deprecated
    @Override
    public @Nullable ByteBuf readChunk(ChannelHandlerContext ctx) throws IOException {
        return readChunk(ctx.alloc());
    }

    private void readAhead(ByteBufAllocator allocator) {
        while (chunks.size() < ahead && next < end) {
            int size = (int) Math.min(chunkSize, end - next);
            Chunk chunk = new Chunk(allocator.directBuffer(size, size), next, size);
            try {
                chunk.read();
            } catch (Throwable e) {
                chunk.buffer.release();
                throw e;
            }
            chunks.add(chunk);
            next += size;
        }
    }

    /** Resumes the transfer if it waits for this chunk. */
    private void resumeIf(Chunk chunk) {
        synchronized (this) {
            if (closed || !awaited || !chunk.done || chunk != chunks.peek()) {
                return;
            }
            awaited = false;
        }
        resume(channel);
    }

    private void take(Chunk chunk, long count, int errno) {
        if (count < 0) {
            chunk.fail(new IOException("read of descriptor " + fd + " at " + chunk.offset + ": " + Errno.name(errno) + ", "
                    + Errno.message(errno)));
            return;
        }
        if (count == 0) {
            chunk.fail(new EOFException("descriptor " + fd + " ends before " + end + ": the file has become shorter"));
            return;
        }
        chunk.buffer.writerIndex(chunk.buffer.writerIndex() + (int) count);
        if (!chunk.buffer.isWritable()) {
            chunk.done = true;
            return;
        }
        try {
            chunk.read();
        } catch (RuntimeException | Error e) {
            chunk.fail(new IOException(e)); // the transfer fails, rather than wait for a chunk that nobody reads
        }
    }

    static void resume(Channel channel) {
        ChunkedWriteHandler handler = channel.pipeline().get(ChunkedWriteHandler.class);
        if (handler != null) {
            handler.resumeTransfer();
        }
    }

    /**
     * Tells whether every chunk has been handed out.
     *
     * @return false as well where the input was closed before
     */
    @Override
    public synchronized boolean isEndOfInput() {
        return handedOut == length;
    }

    /**
     * Gives the buffers back, and the descriptor: at once, or when the reads that are in flight have come back. Where their pool was
     * abandoned meanwhile, by {@link IoAio#reinit()} or as the pool of a loop that has ended, that is when the last system call returns.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        channel.closeFuture().removeListener(channelClosed);
        for (Chunk chunk; (chunk = chunks.poll()) != null; ) {
            chunk.drop();
        }
        releaseIfOver();
    }

    private void releaseIfOver() {
        if (inFlight == 0) {
            whenDone.run();
        }
    }

    /**
     * Closes the descriptor. If the pool is closed, the shared pool does it. It is no request of the application's, as those are
     * cancelled when the loop ends and has waited for them for a second.
     */
    static void close(IoAio io, int fd) {
        PoolAccess.pool(io).submission.closeDescriptor(fd);
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
        return handedOut;
    }
}
