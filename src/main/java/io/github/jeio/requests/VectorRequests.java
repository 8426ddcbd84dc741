package io.github.jeio.requests;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.internal.check.Arguments;
import io.github.jeio.internal.memory.Vectors;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Op;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * Moving data between an open file and several buffers at once, direct ones and ones on the heap mixed. Part of {@link
 * IoAio}, under its rules.
 *
 * @hidden
 */
public sealed interface VectorRequests permits IoAio {

    /**
     * Reads from a file into several buffers, one after the other, as preadv2(2). What goes into a buffer
     * is its remaining range, and its position advances by what was read, before the callback is called; until then the
     * buffers must be left alone. Without flags, it is preadv(2); with flags, since Linux 4.6.
     *
     * <p>The array itself may be used again at once. No buffer should be in it twice.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param data what to read into, in this order, 1,048,576 buffers at most; the kernel gets 1,024 of them at a time
     * @param flags {@link AioConstants#RWF_NOWAIT RWF_NOWAIT}: only what needs no waiting, since Linux 4.14; {@code
     *     RWF_HIPRI}; {@code RWF_DONTCACHE}, since Linux 6.14; 0 for none
     * @param callback gets the number of bytes read into all of them; 0 at the end of the file, or where nothing is
     *     remaining; or -1: EAGAIN with {@code RWF_NOWAIT}, EOPNOTSUPP for a flag that the kernel or file lacks …
     * @return the request; it gives the number of bytes read, 0 at the end of the file
     * @throws IllegalArgumentException offset is less than -1, or there are more than 1,048,576 buffers, or one is read-only
     */
    default AioRequest<Long> aioPreadv(int fd, long offset, ByteBuffer[] data, int flags, LongConsumer callback) {
        Arguments.fileOffset("offset", offset);
        ByteBuffer[] buffers = Objects.requireNonNull(data, "data").clone();
        Vectors.check(buffers, true);
        return Call.on(PoolAccess.pool(this), Op.PREADV).fd(fd).offs(offset).vectors(buffers, true).int3(flags).count(callback);
    }

    /**
     * {@link #aioPreadv(int, long, ByteBuffer[], int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param data what to read into, in this order, 1,048,576 buffers at most; the kernel gets 1,024 of them at a time
     * @param flags {@link AioConstants#RWF_NOWAIT RWF_NOWAIT}: only what needs no waiting, since Linux 4.14; {@code
     *     RWF_HIPRI}; {@code RWF_DONTCACHE}, since Linux 6.14; 0 for none
     * @return the request; it gives the number of bytes read, 0 at the end of the file
     * @throws IllegalArgumentException offset is less than -1, or there are more than 1,048,576 buffers, or one is read-only
     */
    default AioRequest<Long> aioPreadv(int fd, long offset, ByteBuffer[] data, int flags) {
        return aioPreadv(fd, offset, data, flags, Callbacks.NO_COUNT);
    }

    /**
     * Writes several buffers to a file, one after the other, as pwritev2(2). What is written of a buffer
     * is its remaining range, and its position advances by what was written, before the callback is called; until then
     * the buffers must be left alone. Without flags, it is pwritev(2); with flags, since Linux 4.6.
     *
     * <p>The array itself may be used again at once. No buffer should be in it twice.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param data what to write, in this order, 1,048,576 buffers at most; the kernel gets 1,024 of them at a time
     * @param flags {@link AioConstants#RWF_DSYNC RWF_DSYNC} or {@code RWF_SYNC}: wait until it is on the disk, since
     *     Linux 4.7; {@code RWF_APPEND}: at the end of the file, whatever the offset is, since 4.16; {@code
     *     RWF_NOAPPEND}, since 6.9; {@code RWF_ATOMIC}, since 6.11; {@code RWF_NOWAIT}; {@code RWF_HIPRI}; {@code
     *     RWF_DONTCACHE}; 0 for none
     * @param callback gets the number of bytes written of all of them together, or -1: ENOSPC, EFBIG, EOPNOTSUPP for a
     *     flag that the kernel or file lacks …
     * @return the request; it gives the number of bytes written
     * @throws IllegalArgumentException offset is less than -1, or there are more than 1,048,576 buffers
     */
    default AioRequest<Long> aioPwritev(int fd, long offset, ByteBuffer[] data, int flags, LongConsumer callback) {
        Arguments.fileOffset("offset", offset);
        ByteBuffer[] buffers = Objects.requireNonNull(data, "data").clone();
        Vectors.check(buffers, false);
        return Call.on(PoolAccess.pool(this), Op.PWRITEV).fd(fd).offs(offset).vectors(buffers, false).int3(flags)
                .count(callback);
    }

    /**
     * {@link #aioPwritev(int, long, ByteBuffer[], int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param data what to write, in this order, 1,048,576 buffers at most; the kernel gets 1,024 of them at a time
     * @param flags {@link AioConstants#RWF_DSYNC RWF_DSYNC} or {@code RWF_SYNC}: wait until it is on the disk, since
     *     Linux 4.7; {@code RWF_APPEND}: at the end of the file, whatever the offset is, since 4.16; {@code
     *     RWF_NOAPPEND}, since 6.9; {@code RWF_ATOMIC}, since 6.11; {@code RWF_NOWAIT}; {@code RWF_HIPRI}; {@code
     *     RWF_DONTCACHE}; 0 for none
     * @return the request; it gives the number of bytes written
     * @throws IllegalArgumentException offset is less than -1, or there are more than 1,048,576 buffers
     */
    default AioRequest<Long> aioPwritev(int fd, long offset, ByteBuffer[] data, int flags) {
        return aioPwritev(fd, offset, data, flags, Callbacks.NO_COUNT);
    }
}
