package io.github.jeio.requests;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.internal.check.Arguments;
import io.github.jeio.internal.memory.Buffers;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Op;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * Moving data to and from open files. Part of {@link IoAio}.
 *
 * <p>Descriptors are plain numbers; one that is not open fails with EBADF. Every request exists with a callback, which
 * the thread that polls calls, and without: {@link AioRequest#await()} and {@link AioRequest#future()} tell the
 * outcome. Where a callback gets -1 or null, {@link IoAio#errno()} says why. An argument that can't be right, a null
 * callback or a closed pool throws at the call, and nothing is submitted.
 *
 * @hidden
 */
public sealed interface TransferRequests permits IoAio {

    /**
     * Closes a descriptor, as close(2): {@code aio_close}. Nothing else may use it from the call on: its number is
     * given to whatever is opened next. Other than in Perl, the descriptor is closed and not replaced.
     *
     * @param fd the descriptor, which is closed even where an error is reported
     * @param callback gets 0, or -1: EIO, ENOSPC or EDQUOT for data that could not be written …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioClose(int fd, LongConsumer callback) {
        return Call.on(PoolAccess.pool(this), Op.CLOSE).fd(fd).count(callback);
    }

    /**
     * {@link #aioClose(int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor, which is closed even where an error is reported
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioClose(int fd) {
        return aioClose(fd, Callbacks.NO_COUNT);
    }

    /**
     * Moves the descriptor's own offset, as lseek(2): {@code aio_seek}.
     *
     * @param fd the descriptor
     * @param offset in bytes
     * @param whence what the offset counts from: {@link AioConstants#SEEK_SET SEEK_SET}, {@code SEEK_CUR},
     *     {@code SEEK_END}; or, since Linux 3.1, {@code SEEK_DATA}, {@code SEEK_HOLE}
     * @param callback gets the new offset from the start of the file, or -1: EINVAL, ESPIPE, ENXIO beyond the last
     *     data …
     * @return the request; it gives the new offset, from the start of the file
     */
    default AioRequest<Long> aioSeek(int fd, long offset, int whence, LongConsumer callback) {
        return Call.on(PoolAccess.pool(this), Op.SEEK).fd(fd).offs(offset).int2(whence).count(callback);
    }

    /**
     * {@link #aioSeek(int, long, int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param offset in bytes
     * @param whence what the offset counts from: {@link AioConstants#SEEK_SET SEEK_SET}, {@code SEEK_CUR},
     *     {@code SEEK_END}; or, since Linux 3.1, {@code SEEK_DATA}, {@code SEEK_HOLE}
     * @return the request; it gives the new offset, from the start of the file
     */
    default AioRequest<Long> aioSeek(int fd, long offset, int whence) {
        return aioSeek(fd, offset, whence, Callbacks.NO_COUNT);
    }

    /**
     * Reads from a file into a range of a buffer, as pread(2), or read(2) at the descriptor's own offset:
     * {@code aio_read}. The buffer's position and limit stay as they are; its content must be left alone until the
     * request is done.
     *
     * <p>A direct buffer is read into as it is, one on the heap by way of native memory. So is one of an arena that can be
     * closed: where it is closed meanwhile, or is confined to a thread that does not poll, the request fails with EFAULT.
     *
     * <p>At the end of the file a read gives 0, as in the manual and by the system call; NIO's channels give -1. So a loop
     * that is to end there asks for {@code n > 0}: with {@code n != -1} it never would.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param length how many bytes, 0 or more
     * @param data what to read into
     * @param dataoffset where in the buffer, whatever its position is; a negative one counts from its limit
     * @param callback gets the number of bytes read, which may be less than length; 0 at the end of the file; or -1:
     *     EISDIR, EINVAL, EIO …
     * @return the request; it gives the number of bytes read, 0 at the end of the file
     * @throws IllegalArgumentException offset is less than -1, or data is read-only
     * @throws IndexOutOfBoundsException the range is not within the buffer's limit
     */
    default AioRequest<Long> aioRead(int fd, long offset, int length, ByteBuffer data, int dataoffset,
            LongConsumer callback) {
        Arguments.fileOffset("offset", offset);
        int from = Arguments.start("dataoffset", dataoffset, data);
        Buffers.checkWritable(data);
        Buffers.checkRange("dataoffset + length", from, length, data);
        return Call.on(PoolAccess.pool(this), Op.READ).fd(fd).offs(offset).readInto(data, from, length).count(callback);
    }

    /**
     * {@link #aioRead(int, long, int, ByteBuffer, int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param length how many bytes, 0 or more
     * @param data what to read into
     * @param dataoffset where in the buffer, whatever its position is; a negative one counts from its limit
     * @return the request; it gives the number of bytes read, 0 at the end of the file
     * @throws IllegalArgumentException offset is less than -1, or data is read-only
     * @throws IndexOutOfBoundsException the range is not within the buffer's limit
     */
    default AioRequest<Long> aioRead(int fd, long offset, int length, ByteBuffer data, int dataoffset) {
        return aioRead(fd, offset, length, data, dataoffset, Callbacks.NO_COUNT);
    }

    /**
     * Reads into a buffer's remaining range, as NIO does; otherwise
     * {@link #aioRead(int, long, int, ByteBuffer, int, LongConsumer) aioRead} with all its arguments. The position
     * advances by what was read when the request is done, before the callback is called.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param data what to read into
     * @param callback gets the number of bytes read; 0 at the end of the file, or where nothing is remaining; or -1
     * @return the request; it gives the number of bytes read, 0 at the end of the file
     * @throws IllegalArgumentException offset is less than -1, or data is read-only
     */
    default AioRequest<Long> aioRead(int fd, long offset, ByteBuffer data, LongConsumer callback) {
        Arguments.fileOffset("offset", offset);
        Objects.requireNonNull(data, "data");
        Buffers.checkWritable(data);
        return Call.on(PoolAccess.pool(this), Op.READ).fd(fd).offs(offset).readInto(data).count(callback);
    }

    /**
     * {@link #aioRead(int, long, ByteBuffer, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param data what to read into
     * @return the request; it gives the number of bytes read, 0 at the end of the file
     * @throws IllegalArgumentException offset is less than -1, or data is read-only
     */
    default AioRequest<Long> aioRead(int fd, long offset, ByteBuffer data) {
        return aioRead(fd, offset, data, Callbacks.NO_COUNT);
    }

    /**
     * Writes a range of a buffer to a file, as pwrite(2), or write(2) at the descriptor's own offset:
     * {@code aio_write}. The buffer's position and limit stay as they are; its content must be left alone until the
     * request is done, other than on the heap, where it is copied at the call.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param length how many bytes, 0 or more
     * @param data what to write
     * @param dataoffset where in the buffer, whatever its position is; a negative one counts from its limit
     * @param callback gets the number of bytes written, which may be less than length; or -1: ENOSPC, EDQUOT, EFBIG,
     *     EIO …
     * @return the request; it gives the number of bytes written, which may be less than length
     * @throws IllegalArgumentException offset is less than -1
     * @throws IndexOutOfBoundsException the range is not within the buffer's limit
     */
    default AioRequest<Long> aioWrite(int fd, long offset, int length, ByteBuffer data, int dataoffset,
            LongConsumer callback) {
        Arguments.fileOffset("offset", offset);
        int from = Arguments.start("dataoffset", dataoffset, data);
        Buffers.checkRange("dataoffset + length", from, length, data);
        return Call.on(PoolAccess.pool(this), Op.WRITE).fd(fd).offs(offset).writeFrom(data, from, length).count(callback);
    }

    /**
     * {@link #aioWrite(int, long, int, ByteBuffer, int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param length how many bytes, 0 or more
     * @param data what to write
     * @param dataoffset where in the buffer, whatever its position is; a negative one counts from its limit
     * @return the request; it gives the number of bytes written, which may be less than length
     * @throws IllegalArgumentException offset is less than -1
     * @throws IndexOutOfBoundsException the range is not within the buffer's limit
     */
    default AioRequest<Long> aioWrite(int fd, long offset, int length, ByteBuffer data, int dataoffset) {
        return aioWrite(fd, offset, length, data, dataoffset, Callbacks.NO_COUNT);
    }

    /**
     * Writes a buffer's remaining range, as NIO does; otherwise
     * {@link #aioWrite(int, long, int, ByteBuffer, int, LongConsumer) aioWrite} with all its arguments. The position
     * advances by what was written when the request is done, before the callback is called.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param data what to write
     * @param callback gets the number of bytes written, which may be less than the remaining ones; or -1
     * @return the request; it gives the number of bytes written, which may be less than the remaining ones
     * @throws IllegalArgumentException offset is less than -1
     */
    default AioRequest<Long> aioWrite(int fd, long offset, ByteBuffer data, LongConsumer callback) {
        Arguments.fileOffset("offset", offset);
        Objects.requireNonNull(data, "data");
        return Call.on(PoolAccess.pool(this), Op.WRITE).fd(fd).offs(offset).writeFrom(data).count(callback);
    }

    /**
     * {@link #aioWrite(int, long, ByteBuffer, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param data what to write
     * @return the request; it gives the number of bytes written, which may be less than the remaining ones
     * @throws IllegalArgumentException offset is less than -1
     */
    default AioRequest<Long> aioWrite(int fd, long offset, ByteBuffer data) {
        return aioWrite(fd, offset, data, Callbacks.NO_COUNT);
    }

    /**
     * Copies within the kernel from a file to a socket, a file or a pipe, as sendfile(2), or by reading and writing
     * where the two don't allow it: {@code aio_sendfile}. It writes at the output's own offset, so only one at a time
     * makes sense for an output; the input's offset neither counts nor moves.
     *
     * <p>On a non-blocking socket it sends what fits. Only a result that equals the length says how far the input was
     * read.
     *
     * @param outFd the descriptor to write to
     * @param inFd the descriptor to read from, of a file
     * @param inOffset where to read, in bytes, 0 or more
     * @param length how many bytes, 0 or more
     * @param callback gets the number of bytes written, which may be less than length; or -1: EAGAIN, EPIPE, ENOSPC …
     * @return the request; it gives the number of bytes written, which may be less than length
     * @throws IllegalArgumentException inOffset or length is negative
     */
    default AioRequest<Long> aioSendfile(int outFd, int inFd, long inOffset, long length, LongConsumer callback) {
        Arguments.notNegative("inOffset", inOffset);
        Arguments.notNegative("length", length);
        return Call.on(PoolAccess.pool(this), Op.SENDFILE).fd(outFd).int2(inFd).offs(inOffset).size(length).count(callback);
    }

    /**
     * {@link #aioSendfile(int, int, long, long, LongConsumer)} without a callback.
     *
     * @param outFd the descriptor to write to
     * @param inFd the descriptor to read from, of a file
     * @param inOffset where to read, in bytes, 0 or more
     * @param length how many bytes, 0 or more
     * @return the request; it gives the number of bytes written, which may be less than length
     * @throws IllegalArgumentException inOffset or length is negative
     */
    default AioRequest<Long> aioSendfile(int outFd, int inFd, long inOffset, long length) {
        return aioSendfile(outFd, inFd, inOffset, length, Callbacks.NO_COUNT);
    }

    /**
     * Reads a part of a file into the page cache, in whole pages, so that reading it later does not wait:
     * readahead(2), {@code aio_readahead}. The descriptor's offset stays.
     *
     * @param fd the descriptor
     * @param offset the beginning of the part, in bytes, 0 or more
     * @param length its length in bytes, 0 or more; it may go beyond the end of the file
     * @param callback gets 0, or -1: EINVAL if it is no file of which pages can be cached …
     * @return the request; it gives 0
     * @throws IllegalArgumentException offset or length is negative
     */
    default AioRequest<Long> aioReadahead(int fd, long offset, long length, LongConsumer callback) {
        Arguments.notNegative("offset", offset);
        Arguments.notNegative("length", length);
        return Call.on(PoolAccess.pool(this), Op.READAHEAD).fd(fd).offs(offset).size(length).count(callback);
    }

    /**
     * {@link #aioReadahead(int, long, long, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param offset the beginning of the part, in bytes, 0 or more
     * @param length its length in bytes, 0 or more; it may go beyond the end of the file
     * @return the request; it gives 0
     * @throws IllegalArgumentException offset or length is negative
     */
    default AioRequest<Long> aioReadahead(int fd, long offset, long length) {
        return aioReadahead(fd, offset, length, Callbacks.NO_COUNT);
    }

    /**
     * Allocates, frees or shifts a file's disk space, as fallocate(2): {@code aio_allocate}. Nothing is emulated: what
     * the file system lacks fails with EOPNOTSUPP.
     *
     * @param fd the descriptor
     * @param mode 0: allocate, and grow the file if need be;
     *     {@link AioConstants#FALLOC_FL_KEEP_SIZE FALLOC_FL_KEEP_SIZE}: allocate, the size stays; that and
     *     {@code FALLOC_FL_PUNCH_HOLE}: free; {@code FALLOC_FL_COLLAPSE_RANGE}, {@code FALLOC_FL_ZERO_RANGE} (Linux
     *     3.15), {@code FALLOC_FL_INSERT_RANGE} (4.1), {@code FALLOC_FL_UNSHARE_RANGE} (4.16)
     * @param offset the beginning of the range, in bytes, 0 or more
     * @param len its length in bytes; 0 fails with EINVAL
     * @param callback gets 0, or -1: ENOSPC, EOPNOTSUPP, EFBIG, EINVAL for a range that the mode can't be applied to …
     * @return the request; it gives 0
     * @throws IllegalArgumentException offset or len is negative
     */
    default AioRequest<Long> aioAllocate(int fd, int mode, long offset, long len, LongConsumer callback) {
        Arguments.notNegative("offset", offset);
        Arguments.notNegative("len", len);
        return Call.on(PoolAccess.pool(this), Op.ALLOCATE).fd(fd).int2(mode).offs(offset).size(len).count(callback);
    }

    /**
     * {@link #aioAllocate(int, int, long, long, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param mode 0: allocate, and grow the file if need be;
     *     {@link AioConstants#FALLOC_FL_KEEP_SIZE FALLOC_FL_KEEP_SIZE}: allocate, the size stays; that and
     *     {@code FALLOC_FL_PUNCH_HOLE}: free; {@code FALLOC_FL_COLLAPSE_RANGE}, {@code FALLOC_FL_ZERO_RANGE} (Linux
     *     3.15), {@code FALLOC_FL_INSERT_RANGE} (4.1), {@code FALLOC_FL_UNSHARE_RANGE} (4.16)
     * @param offset the beginning of the range, in bytes, 0 or more
     * @param len its length in bytes; 0 fails with EINVAL
     * @return the request; it gives 0
     * @throws IllegalArgumentException offset or len is negative
     */
    default AioRequest<Long> aioAllocate(int fd, int mode, long offset, long len) {
        return aioAllocate(fd, mode, offset, len, Callbacks.NO_COUNT);
    }
}
