package io.github.jeio.requests;

import io.github.jeio.AioConstants;
import io.github.jeio.AioExtent;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.internal.check.Arguments;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Op;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a file is on its device, as the FIEMAP request of ioctl(2) tells it since Linux 2.6.28. Part of {@link IoAio}.
 *
 * <p>Where a callback gets -1 or null, {@link IoAio#errno()} says why.
 *
 * @hidden
 */
public sealed interface ExtentRequests permits IoAio {

    /**
     * Gets the extents of a file: {@code aio_fiemap}. All of the range, in spite of a kernel that tells fewer at a time.
     *
     * @param fd the file
     * @param start the beginning of the range, in bytes, 0 or more
     * @param length its length in bytes; -1: to the end of the file
     * @param flags 0, or {@link AioConstants#FIEMAP_FLAG_SYNC FIEMAP_FLAG_SYNC} to write the file's data first, so that
     *     all of it has its place; or {@link AioConstants#FIEMAP_FLAG_XATTR FIEMAP_FLAG_XATTR} for its attributes
     * @param count how many extents to give, at most; -1: all
     * @param callback gets the extents in the order of the file, unmodifiable, none for a file without data; or null:
     *     EOPNOTSUPP or ENOTTY where the file system can't tell, EBADR for a flag that it doesn't know …
     * @return the request; it gives the extents
     * @throws IllegalArgumentException start is negative, or length or count is less than -1, or count is 0, for which
     *     there is {@link #aioFiemapCount aioFiemapCount}
     */
    default AioRequest<List<AioExtent>> aioFiemap(int fd, long start, long length, int flags, int count,
            Consumer<? super @Nullable List<AioExtent>> callback) {
        if (count < -1 || count == 0) {
            throw new IllegalArgumentException("count " + count
                    + " is neither positive nor -1, for all; the number of extents is what aioFiemapCount gives");
        }
        return range(Op.FIEMAP, fd, start, length, flags).int3(count).object(callback);
    }

    /**
     * {@link #aioFiemap(int, long, long, int, int, Consumer)} without a callback.
     *
     * @param fd the file
     * @param start the beginning of the range, in bytes, 0 or more
     * @param length its length in bytes; -1: to the end of the file
     * @param flags 0, or {@code FIEMAP_FLAG_} constants
     * @param count how many extents to give, at most; -1: all
     * @return the request; it gives the extents
     * @throws IllegalArgumentException as above
     */
    default AioRequest<List<AioExtent>> aioFiemap(int fd, long start, long length, int flags, int count) {
        return aioFiemap(fd, start, length, flags, count, Callbacks.noObject());
    }

    /**
     * Gets the number of a file's extents: {@code aio_fiemap} with a count of 0. The kernel's own number, which is not
     * always that of the extents that it tells.
     *
     * @param fd the file
     * @param start the beginning of the range, in bytes, 0 or more
     * @param length its length in bytes; -1: to the end of the file
     * @param flags 0, or {@code FIEMAP_FLAG_} constants
     * @param callback gets the number, or -1: EOPNOTSUPP or ENOTTY where the file system can't tell, EBADR for a flag
     *     that it doesn't know …
     * @return the request; it gives the number
     * @throws IllegalArgumentException start is negative, or length is less than -1
     */
    default AioRequest<Long> aioFiemapCount(int fd, long start, long length, int flags, LongConsumer callback) {
        return range(Op.FIEMAP_COUNT, fd, start, length, flags).count(callback);
    }

    /**
     * {@link #aioFiemapCount(int, long, long, int, LongConsumer)} without a callback.
     *
     * @param fd the file
     * @param start the beginning of the range, in bytes, 0 or more
     * @param length its length in bytes; -1: to the end of the file
     * @param flags 0, or {@code FIEMAP_FLAG_} constants
     * @return the request; it gives the number
     * @throws IllegalArgumentException as above
     */
    default AioRequest<Long> aioFiemapCount(int fd, long start, long length, int flags) {
        return aioFiemapCount(fd, start, length, flags, Callbacks.NO_COUNT);
    }

    private Call range(Op op, int fd, long start, long length, int flags) {
        Arguments.notNegative("start", start);
        if (length < -1) {
            throw new IllegalArgumentException("length " + length + " is negative; only -1, to the end, may be");
        }
        return Call.on(PoolAccess.pool(this), op).fd(fd).offs(start).size(length).int2(flags);
    }
}
