package io.github.jeio.requests;

import io.github.jeio.AioCacheStat;
import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStatFs;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.internal.check.Arguments;
import io.github.jeio.internal.memory.Buffers;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Op;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All of an open file, and transfers that end when all is done and not where the kernel stops short. Part of {@link IoAio},
 * under its rules. IO::AIO has none of them.
 *
 * @hidden
 */
public sealed interface WholeDescriptorRequests permits IoAio {

    /**
     * Loads an open file from its beginning to its end, by pread(2); the descriptor's own offset stays where it is. From a
     * pipe or socket it reads what comes until its end.
     *
     * @param fd the descriptor
     * @param callback gets a heap buffer that begins at position 0 and ends with the data; or null: EISDIR for a directory,
     *     EFBIG if it is longer than a buffer can be, EBADF, EAGAIN of a non-blocking pipe or socket …
     * @return the request; it gives a heap buffer with the data
     */
    default AioRequest<ByteBuffer> aioLoad(int fd, Consumer<? super @Nullable ByteBuffer> callback) {
        return Call.on(PoolAccess.pool(this), Op.FLOAD).fd(fd).object(callback);
    }

    /**
     * {@link #aioLoad(int, Consumer)} without a callback.
     *
     * @param fd the descriptor
     * @return the request; it gives a heap buffer with the data
     */
    default AioRequest<ByteBuffer> aioLoad(int fd) {
        return aioLoad(fd, Callbacks.noObject());
    }

    /**
     * Reads until the buffer is full or the file ends, by pread(2) or read(2) as often as it takes. The position advances by
     * what was read, before the callback is called; until then the buffer must be left alone.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param data what to read into: the remaining range
     * @param callback gets the number of bytes read: all that were remaining, or less at the end of the file; or -1: EBADF,
     *     EIO, EAGAIN of a non-blocking descriptor …, even if some bytes were read before
     * @return the request; it gives the number of bytes read
     * @throws IllegalArgumentException offset is less than -1, or the buffer is read-only
     */
    default AioRequest<Long> aioReadFully(int fd, long offset, ByteBuffer data, LongConsumer callback) {
        Arguments.fileOffset("offset", offset);
        Buffers.checkWritable(Objects.requireNonNull(data, "data"));
        return Call.on(PoolAccess.pool(this), Op.READ_FULLY).fd(fd).offs(offset).readInto(data).count(callback);
    }

    /**
     * {@link #aioReadFully(int, long, ByteBuffer, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param data what to read into: the remaining range
     * @return the request; it gives the number of bytes read
     * @throws IllegalArgumentException offset is less than -1, or the buffer is read-only
     */
    default AioRequest<Long> aioReadFully(int fd, long offset, ByteBuffer data) {
        return aioReadFully(fd, offset, data, Callbacks.NO_COUNT);
    }

    /**
     * Writes all of a buffer, by pwrite(2) or write(2) as often as it takes. The position advances, before the callback is
     * called; until then the buffer must be left alone.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param data what to write: the remaining range
     * @param callback gets the number of bytes, all that were remaining; or -1: ENOSPC, EDQUOT, EFBIG, EAGAIN of a
     *     non-blocking descriptor …, where a part may have been written
     * @return the request; it gives the number of bytes written
     * @throws IllegalArgumentException offset is less than -1
     */
    default AioRequest<Long> aioWriteFully(int fd, long offset, ByteBuffer data, LongConsumer callback) {
        Arguments.fileOffset("offset", offset);
        Objects.requireNonNull(data, "data");
        return Call.on(PoolAccess.pool(this), Op.WRITE_FULLY).fd(fd).offs(offset).writeFrom(data).count(callback);
    }

    /**
     * {@link #aioWriteFully(int, long, ByteBuffer, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param data what to write: the remaining range
     * @return the request; it gives the number of bytes written
     * @throws IllegalArgumentException offset is less than -1
     */
    default AioRequest<Long> aioWriteFully(int fd, long offset, ByteBuffer data) {
        return aioWriteFully(fd, offset, data, Callbacks.NO_COUNT);
    }

    /**
     * Makes a working directory of an open directory, whose descriptor stays the caller's: openat(2) of {@code .} in it.
     *
     * @param fd the descriptor
     * @param callback gets the directory, to be closed; or null: ENOTDIR, EBADF, EACCES if it may not be searched, EMFILE …
     * @return the request; it gives the directory, to be closed
     */
    default AioRequest<AioWd> aioWd(int fd, Consumer<? super @Nullable AioWd> callback) {
        return Call.on(PoolAccess.pool(this), Op.WD_FD).int3(fd).object(callback);
    }

    /**
     * {@link #aioWd(int, Consumer)} without a callback.
     *
     * @param fd the descriptor
     * @return the request; it gives the directory, to be closed
     */
    default AioRequest<AioWd> aioWd(int fd) {
        return aioWd(fd, Callbacks.noObject());
    }

    /**
     * {@link IoAio#aioStatfs(String, Consumer) aioStatfs} of an open file, as fstatfs(2).
     *
     * @param fd the descriptor
     * @param callback gets what the file system tells, or null
     * @return the request; it gives what the file system tells
     */
    default AioRequest<AioStatFs> aioStatfs(int fd, Consumer<? super @Nullable AioStatFs> callback) {
        return Call.on(PoolAccess.pool(this), Op.FSTATFS).fd(fd).object(callback);
    }

    /**
     * {@link #aioStatfs(int, Consumer)} without a callback.
     *
     * @param fd the descriptor
     * @return the request; it gives what the file system tells
     */
    default AioRequest<AioStatFs> aioStatfs(int fd) {
        return aioStatfs(fd, Callbacks.noObject());
    }

    /**
     * Tells how much of a range of an open file the page cache has, by cachestat(2); before Linux 6.5, or where that is denied,
     * by mincore(2), which knows less. IO::AIO has no such request.
     *
     * @param fd the descriptor, open for reading
     * @param offset where the range begins, in bytes, 0 or more
     * @param length how long it is, in bytes; 0: to the end of the file
     * @param callback gets the numbers of pages, or null: EBADF, EOPNOTSUPP for what has no page cache …
     * @return the request; it gives the numbers of pages
     * @throws IllegalArgumentException offset or length is negative
     */
    default AioRequest<AioCacheStat> aioCachestat(int fd, long offset, long length,
            Consumer<? super @Nullable AioCacheStat> callback) {
        Arguments.notNegative("offset", offset);
        Arguments.notNegative("length", length);
        return Call.on(PoolAccess.pool(this), Op.CACHESTAT).fd(fd).offs(offset).size(length).object(callback);
    }

    /**
     * {@link #aioCachestat(int, long, long, Consumer)} without a callback.
     *
     * @param fd the descriptor, open for reading
     * @param offset where the range begins, in bytes, 0 or more
     * @param length how long it is, in bytes; 0: to the end of the file
     * @return the request; it gives the numbers of pages
     * @throws IllegalArgumentException offset or length is negative
     */
    default AioRequest<AioCacheStat> aioCachestat(int fd, long offset, long length) {
        return aioCachestat(fd, offset, length, Callbacks.noObject());
    }

    /**
     * {@link IoAio#aioPathconf(String, int, LongConsumer) aioPathconf} of an open file, as fpathconf(3).
     *
     * @param fd the descriptor
     * @param name one of {@link AioConstants#PC_NAME_MAX PC_NAME_MAX} and the other {@code PC_} constants
     * @param callback gets the limit; {@code Long.MAX_VALUE} where there is none; or -1: EINVAL, EBADF
     * @return the request; it gives the limit
     * @throws IllegalArgumentException name is negative
     */
    default AioRequest<Long> aioPathconf(int fd, int name, LongConsumer callback) {
        Arguments.notNegative("name", name);
        return Call.on(PoolAccess.pool(this), Op.FPATHCONF).fd(fd).int2(name).count(callback);
    }

    /**
     * {@link #aioPathconf(int, int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param name one of {@link AioConstants#PC_NAME_MAX PC_NAME_MAX} and the other {@code PC_} constants
     * @return the request; it gives the limit, {@code Long.MAX_VALUE} where there is none
     * @throws IllegalArgumentException name is negative
     */
    default AioRequest<Long> aioPathconf(int fd, int name) {
        return aioPathconf(fd, name, Callbacks.NO_COUNT);
    }
}
