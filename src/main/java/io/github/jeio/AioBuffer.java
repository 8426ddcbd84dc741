package io.github.jeio;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that grow with each read, as a scalar of Perl's does: for what comes in pieces, from a pipe or a file that others write.
 *
 * <pre>{@code
 * AioBuffer data = new AioBuffer();
 * while (data.read(io, fd, -1, 8192).await() > 0) { }
 * System.out.println(data.text(StandardCharsets.UTF_8));
 * }</pre>
 *
 * <p>One read at a time; another one, and whatever changes the bytes, throws {@link IllegalStateException} until it is done.
 * What a read has given is there once it is done, in its callback too. A read that is cancelled gives nothing, whatever the
 * kernel has read. Not for several threads at a time.
 */
public final class AioBuffer {

    private static final int SMALLEST = 8192;

    private ByteBuffer bytes;
    /** The indices of the content. */
    private int begin;
    private int end;
    private @Nullable AioRequest<Long> reading;

    /** An empty one. */
    public AioBuffer() {
        this(SMALLEST);
    }

    /**
     * An empty one with room for so many bytes.
     *
     * @param capacity 0 or more
     * @throws IllegalArgumentException capacity is negative
     */
    public AioBuffer(int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity " + capacity + " is negative");
        }
        bytes = ByteBuffer.allocateDirect(capacity);
    }

    /**
     * Reads, and appends what it gets: {@link IoAio#aioRead(int, long, int, ByteBuffer, int, LongConsumer) aioRead}.
     *
     * @param io the pool
     * @param fd the descriptor
     * @param offset where in the file; -1: at the descriptor's own offset
     * @param length how many bytes at most; 1 or more
     * @param callback gets how many were appended, 0 at the end, or -1
     * @return the request; it gives their number
     * @throws IllegalArgumentException length is less than 1, or offset less than -1
     * @throws IllegalStateException another read is not done
     * @throws OutOfMemoryError there would be more than {@code Integer.MAX_VALUE} bytes
     */
    public AioRequest<Long> read(IoAio io, int fd, long offset, int length, LongConsumer callback) {
        makeRoom(length);
        return follow(io.aioRead(fd, offset, length, bytes, end, callback));
    }

    /**
     * {@link #read(IoAio, int, long, int, LongConsumer)} without a callback.
     *
     * @param io the pool
     * @param fd the descriptor
     * @param offset where in the file; -1: at the descriptor's own offset
     * @param length how many bytes at most; 1 or more
     * @return the request; it gives how many were appended, 0 at the end
     */
    public AioRequest<Long> read(IoAio io, int fd, long offset, int length) {
        makeRoom(length);
        return follow(io.aioRead(fd, offset, length, bytes, end));
    }

    private AioRequest<Long> follow(AioRequest<Long> request) {
        reading = request;
        return request;
    }

    private void makeRoom(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("length " + length + " is less than 1");
        }
        settle();
        if (length <= bytes.capacity() - end) {
            return;
        }
        long needed = (long) size() + length;
        if (needed > Integer.MAX_VALUE) {
            throw new OutOfMemoryError("more than " + Integer.MAX_VALUE + " bytes");
        }
        move(needed <= bytes.capacity() / 2 ? bytes.capacity() : (int) Math.min(Integer.MAX_VALUE, Math.max(SMALLEST, 2 * needed)));
    }

    /** Moves the content to other memory, since a read that was cancelled may still write to this. */
    private void move(int capacity) {
        ByteBuffer larger = ByteBuffer.allocateDirect(capacity);
        larger.put(0, bytes, begin, size());
        bytes = larger;
        end = size();
        begin = 0;
    }

    /** Adds what the last read has given to the content. */
    private void settle() {
        AioRequest<Long> last = reading;
        if (last == null) {
            return;
        } else if (!last.isDone()) {
            throw new IllegalStateException("a read is not done: " + last);
        }
        reading = null;
        if (last.isCancelled()) {
            move(bytes.capacity());
        } else if (last.errno() == 0) {
            end += count(last);
        }
    }

    private static int count(AioRequest<Long> done) {
        try {
            return Math.toIntExact(done.await());
        } catch (AioException e) {
            throw new IllegalStateException(e); // not an error of the kernel
        }
    }

    private int size() {
        return end - begin;
    }

    /**
     * How many bytes are there.
     *
     * @return their number
     */
    public int length() {
        settle();
        return size();
    }

    /**
     * What is there.
     *
     * @return a view that is read-only, and good until the next method that changes it
     */
    public ByteBuffer view() {
        settle();
        return bytes.slice(begin, size()).asReadOnlyBuffer();
    }

    /**
     * What is there, as text. Bytes that are none are replaced, as {@link String#String(byte[], Charset)} does.
     *
     * @param charset how it is encoded
     * @return the text
     */
    public String text(Charset charset) {
        return Objects.requireNonNull(charset, "charset").decode(view()).toString();
    }

    /**
     * Takes bytes away that are done with, the first ones.
     *
     * @param count 0 to {@link #length()}
     * @return this
     * @throws IndexOutOfBoundsException there are not so many
     */
    public AioBuffer discard(int count) {
        Objects.checkFromIndexSize(0, count, length());
        begin += count;
        if (begin == end) {
            begin = 0;
            end = 0;
        }
        return this;
    }
}
