package io.github.jeio.requests;

import io.github.jeio.Advanced;
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
import java.util.function.LongConsumer;

/**
 * Memory that is mapped or has to stay: requests on the memory of direct buffers itself. Part of {@link IoAio}.
 *
 * <p>Every request exists with a callback, which the thread that polls calls, and without: {@link AioRequest#await()}
 * and {@link AioRequest#future()} tell the outcome. Where a callback gets -1, {@link IoAio#errno()} says why. An
 * argument that can't be right, a null callback or a closed pool throws at the call, and nothing is submitted.
 *
 * @hidden
 */
public sealed interface MemoryRequests permits IoAio {

    /**
     * Writes the changed pages of a mapped file to the file, as msync(2): {@code aio_msync}. The range is extended to
     * whole pages.
     *
     * @param data a buffer of mapped memory, from {@link Advanced Advanced.mmap} or {@code FileChannel.map}; its
     *     position does not matter
     * @param offset the beginning of the range in the buffer, in bytes; a negative one counts from the buffer's limit
     * @param length the length of the range in bytes; a negative one says how many bytes before the limit it ends
     * @param flags {@link AioConstants#MS_SYNC MS_SYNC}: write, and wait for it, or {@code MS_ASYNC}: leave it to the
     *     kernel; and {@code MS_INVALIDATE}
     * @param callback gets 0, or -1: EBUSY, EIO, ENOMEM if it is not mapped; EINVAL for MS_SYNC with MS_ASYNC …
     * @return the request; it gives 0
     * @throws IllegalArgumentException data is on the heap, or memory of an arena that can be closed, or flags has
     *     other bits
     * @throws IndexOutOfBoundsException the range is not within the buffer's limit
     */
    default AioRequest<Long> aioMsync(ByteBuffer data, long offset, long length, int flags, LongConsumer callback) {
        Arguments.direct(data);
        long from = Arguments.start("offset", offset, data);
        long bytes = Arguments.span("length", length, from, data);
        Arguments.flags("flags", flags, AioConstants.MS_SYNC | AioConstants.MS_ASYNC | AioConstants.MS_INVALIDATE);
        return Call.on(PoolAccess.pool(this), Op.MSYNC).memory(data, from, bytes).int1(flags).count(callback);
    }

    /**
     * {@link #aioMsync(ByteBuffer, long, long, int, LongConsumer)} without a callback.
     *
     * @param data a buffer of mapped memory, from {@link Advanced Advanced.mmap} or {@code FileChannel.map}; its
     *     position does not matter
     * @param offset the beginning of the range in the buffer, in bytes; a negative one counts from the buffer's limit
     * @param length the length of the range in bytes; a negative one says how many bytes before the limit it ends
     * @param flags {@link AioConstants#MS_SYNC MS_SYNC}: write, and wait for it, or {@code MS_ASYNC}: leave it to the
     *     kernel; and {@code MS_INVALIDATE}
     * @return the request; it gives 0
     * @throws IllegalArgumentException data is on the heap, or memory of an arena that can be closed, or flags has
     *     other bits
     * @throws IndexOutOfBoundsException the range is not within the buffer's limit
     */
    default AioRequest<Long> aioMsync(ByteBuffer data, long offset, long length, int flags) {
        return aioMsync(data, offset, length, flags, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioMsync(ByteBuffer, long, long, int, LongConsumer)} with the manual's defaults: all of it, {@code MS_SYNC}.
     *
     * @param data a direct buffer, such as {@link Advanced#mmap Advanced.mmap} gives; from index 0 to its limit
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMsync(ByteBuffer data, LongConsumer callback) {
        return aioMsync(data, 0, Arguments.limit(data), AioConstants.MS_SYNC, callback);
    }

    /**
     * {@link #aioMsync(ByteBuffer, LongConsumer)} without a callback.
     *
     * @param data a direct buffer; from index 0 to its limit
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMsync(ByteBuffer data) {
        return aioMsync(data, Callbacks.NO_COUNT);
    }

    /**
     * Touches all pages of a range, so that they are in memory and using them does not wait: {@code aio_mtouch}. The
     * range is extended to whole pages. Where a mapped file has become shorter than its mapping, the request fails,
     * and the process lives on.
     *
     * @param data a direct buffer; its position does not matter
     * @param offset the beginning of the range in the buffer, in bytes; a negative one counts from the buffer's limit
     * @param length the length of the range in bytes; a negative one says how many bytes before the limit it ends
     * @param flags 0: as if the pages were read; {@link AioConstants#MT_MODIFY MT_MODIFY}: as if they were written, so
     *     that private ones are copied, and shared ones count as changed
     * @param callback gets 0, or -1: EFAULT beyond the end of a mapped file, EIO, ENOMEM …
     * @return the request; it gives 0
     * @throws IllegalArgumentException data is on the heap, or memory of an arena that can be closed, or flags has
     *     other bits, or is MT_MODIFY for a read-only buffer
     * @throws IndexOutOfBoundsException the range is not within the buffer's limit
     */
    default AioRequest<Long> aioMtouch(ByteBuffer data, long offset, long length, int flags, LongConsumer callback) {
        Arguments.direct(data);
        long from = Arguments.start("offset", offset, data);
        long bytes = Arguments.span("length", length, from, data);
        Arguments.flags("flags", flags, AioConstants.MT_MODIFY);
        if (flags != 0) {
            Buffers.checkWritable(data);
        }
        return Call.on(PoolAccess.pool(this), Op.MTOUCH).memory(data, from, bytes).int1(flags).count(callback);
    }

    /**
     * {@link #aioMtouch(ByteBuffer, long, long, int, LongConsumer)} without a callback.
     *
     * @param data a direct buffer; its position does not matter
     * @param offset the beginning of the range in the buffer, in bytes; a negative one counts from the buffer's limit
     * @param length the length of the range in bytes; a negative one says how many bytes before the limit it ends
     * @param flags 0: as if the pages were read; {@link AioConstants#MT_MODIFY MT_MODIFY}: as if they were written, so
     *     that private ones are copied, and shared ones count as changed
     * @return the request; it gives 0
     * @throws IllegalArgumentException data is on the heap, or memory of an arena that can be closed, or flags has
     *     other bits, or is MT_MODIFY for a read-only buffer
     * @throws IndexOutOfBoundsException the range is not within the buffer's limit
     */
    default AioRequest<Long> aioMtouch(ByteBuffer data, long offset, long length, int flags) {
        return aioMtouch(data, offset, length, flags, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioMtouch(ByteBuffer, long, long, int, LongConsumer)} with the manual's defaults: all of it, for reading.
     *
     * @param data a direct buffer, such as {@link Advanced#mmap Advanced.mmap} gives; from index 0 to its limit
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMtouch(ByteBuffer data, LongConsumer callback) {
        return aioMtouch(data, 0, Arguments.limit(data), 0, callback);
    }

    /**
     * {@link #aioMtouch(ByteBuffer, LongConsumer)} without a callback.
     *
     * @param data a direct buffer; from index 0 to its limit
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMtouch(ByteBuffer data) {
        return aioMtouch(data, Callbacks.NO_COUNT);
    }

    /**
     * Reads all pages of a range into memory and keeps them there, as mlock(2): {@code aio_mlock}. The range is
     * extended to whole pages. They stay locked until {@link Advanced Advanced.munlock}, or until they are unmapped.
     *
     * @param data a direct buffer; its position does not matter
     * @param offset the beginning of the range in the buffer, in bytes; a negative one counts from the buffer's limit
     * @param length the length of the range in bytes; a negative one says how many bytes before the limit it ends
     * @param callback gets 0, or -1: ENOMEM or EPERM beyond RLIMIT_MEMLOCK, EAGAIN …
     * @return the request; it gives 0
     * @throws IllegalArgumentException data is on the heap, or memory of an arena that can be closed
     * @throws IndexOutOfBoundsException the range is not within the buffer's limit
     */
    default AioRequest<Long> aioMlock(ByteBuffer data, long offset, long length, LongConsumer callback) {
        Arguments.direct(data);
        long from = Arguments.start("offset", offset, data);
        long bytes = Arguments.span("length", length, from, data);
        return Call.on(PoolAccess.pool(this), Op.MLOCK).memory(data, from, bytes).count(callback);
    }

    /**
     * {@link #aioMlock(ByteBuffer, long, long, LongConsumer)} without a callback.
     *
     * @param data a direct buffer; its position does not matter
     * @param offset the beginning of the range in the buffer, in bytes; a negative one counts from the buffer's limit
     * @param length the length of the range in bytes; a negative one says how many bytes before the limit it ends
     * @return the request; it gives 0
     * @throws IllegalArgumentException data is on the heap, or memory of an arena that can be closed
     * @throws IndexOutOfBoundsException the range is not within the buffer's limit
     */
    default AioRequest<Long> aioMlock(ByteBuffer data, long offset, long length) {
        return aioMlock(data, offset, length, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioMlock(ByteBuffer, long, long, LongConsumer)} with the manual's defaults: all of it.
     *
     * @param data a direct buffer, such as {@link Advanced#mmap Advanced.mmap} gives; from index 0 to its limit
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMlock(ByteBuffer data, LongConsumer callback) {
        return aioMlock(data, 0, Arguments.limit(data), callback);
    }

    /**
     * {@link #aioMlock(ByteBuffer, LongConsumer)} without a callback.
     *
     * @param data a direct buffer; from index 0 to its limit
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMlock(ByteBuffer data) {
        return aioMlock(data, Callbacks.NO_COUNT);
    }

    /**
     * Like {@link #aioMlock(ByteBuffer, long, long, LongConsumer) aioMlock}, with flags, as mlock2(2). Since Linux 4.4.
     *
     * @param data a direct buffer; its position does not matter
     * @param offset the beginning of the range in the buffer, in bytes; a negative one counts from the buffer's limit
     * @param length the length of the range in bytes; a negative one says how many bytes before the limit it ends
     * @param flags {@link AioConstants#MLOCK_ONFAULT MLOCK_ONFAULT}: nothing is read now, pages are locked as they are
     *     used; 0: as aioMlock
     * @param callback gets 0, or -1: ENOMEM or EPERM beyond RLIMIT_MEMLOCK, EAGAIN, EINVAL for other flags
     * @return the request; it gives 0
     * @throws IllegalArgumentException data is on the heap, or memory of an arena that can be closed
     * @throws IndexOutOfBoundsException the range is not within the buffer's limit
     */
    default AioRequest<Long> aioMlock2(ByteBuffer data, long offset, long length, int flags, LongConsumer callback) {
        Arguments.direct(data);
        long from = Arguments.start("offset", offset, data);
        long bytes = Arguments.span("length", length, from, data);
        return Call.on(PoolAccess.pool(this), Op.MLOCK2).memory(data, from, bytes).int1(flags).count(callback);
    }

    /**
     * {@link #aioMlock2(ByteBuffer, long, long, int, LongConsumer)} without a callback.
     *
     * @param data a direct buffer; its position does not matter
     * @param offset the beginning of the range in the buffer, in bytes; a negative one counts from the buffer's limit
     * @param length the length of the range in bytes; a negative one says how many bytes before the limit it ends
     * @param flags {@link AioConstants#MLOCK_ONFAULT MLOCK_ONFAULT}: nothing is read now, pages are locked as they are
     *     used; 0: as aioMlock
     * @return the request; it gives 0
     * @throws IllegalArgumentException data is on the heap, or memory of an arena that can be closed
     * @throws IndexOutOfBoundsException the range is not within the buffer's limit
     */
    default AioRequest<Long> aioMlock2(ByteBuffer data, long offset, long length, int flags) {
        return aioMlock2(data, offset, length, flags, Callbacks.NO_COUNT);
    }

    /**
     * Keeps the whole process in memory, as mlockall(2), the JVM's heap included: {@code aio_mlockall}.
     * {@link Advanced Advanced.munlockall} undoes it.
     *
     * @param flags {@link AioConstants#MCL_CURRENT MCL_CURRENT}, {@code MCL_FUTURE} or both; and {@code MCL_ONFAULT}:
     *     pages are locked once they are used, since Linux 4.4
     * @param callback gets 0, or -1: ENOMEM or EPERM beyond RLIMIT_MEMLOCK, EINVAL for flags that the system lacks
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMlockall(int flags, LongConsumer callback) {
        return Call.on(PoolAccess.pool(this), Op.MLOCKALL).int1(flags).count(callback);
    }

    /**
     * {@link #aioMlockall(int, LongConsumer)} without a callback.
     *
     * @param flags {@link AioConstants#MCL_CURRENT MCL_CURRENT}, {@code MCL_FUTURE} or both; and {@code MCL_ONFAULT}:
     *     pages are locked once they are used, since Linux 4.4
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMlockall(int flags) {
        return aioMlockall(flags, Callbacks.NO_COUNT);
    }
}
