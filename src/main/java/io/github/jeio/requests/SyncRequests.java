package io.github.jeio.requests;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.internal.check.Arguments;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Op;
import java.util.function.LongConsumer;

/**
 * Making sure that data is on its device. Part of {@link IoAio}.
 *
 * <p>Descriptors are plain numbers; one that is not open fails with EBADF. Every request exists with a callback, which
 * the thread that polls calls, and without: {@link AioRequest#await()} and {@link AioRequest#future()} tell the
 * outcome. Where a callback gets -1 or null, {@link IoAio#errno()} says why. An argument that can't be right, a null
 * callback or a closed pool throws at the call, and nothing is submitted.
 *
 * @hidden
 */
public sealed interface SyncRequests permits IoAio {

    /**
     * Writes everything that is cached, of every file system, to its device, and waits for it, as sync(2):
     * {@code aio_sync}.
     *
     * @param callback gets 0
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioSync(LongConsumer callback) {
        return Call.on(PoolAccess.pool(this), Op.SYNC).count(callback);
    }

    /**
     * {@link #aioSync(LongConsumer)} without a callback.
     *
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioSync() {
        return aioSync(Callbacks.NO_COUNT);
    }

    /**
     * Writes a file's cached data and metadata to its device, and waits for it, as fsync(2): {@code aio_fsync}. Of a
     * new file, the directory that it is in has to be synced too.
     *
     * @param fd the descriptor
     * @param callback gets 0, or -1: EIO, ENOSPC or EDQUOT for data that could not be written, EINVAL if it can't be
     *     synced …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioFsync(int fd, LongConsumer callback) {
        return Call.on(PoolAccess.pool(this), Op.FSYNC).fd(fd).count(callback);
    }

    /**
     * {@link #aioFsync(int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioFsync(int fd) {
        return aioFsync(fd, Callbacks.NO_COUNT);
    }

    /**
     * Like {@link #aioFsync(int, LongConsumer) aioFsync}, but without metadata that is not needed to read the data,
     * such as times: fdatasync(2), {@code aio_fdatasync}.
     *
     * @param fd the descriptor
     * @param callback gets 0, or -1: EIO, ENOSPC or EDQUOT for data that could not be written …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioFdatasync(int fd, LongConsumer callback) {
        return Call.on(PoolAccess.pool(this), Op.FDATASYNC).fd(fd).count(callback);
    }

    /**
     * {@link #aioFdatasync(int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioFdatasync(int fd) {
        return aioFdatasync(fd, Callbacks.NO_COUNT);
    }

    /**
     * Writes everything that is cached of one file system to its device, and waits for it, as syncfs(2), since Linux
     * 2.6.39: {@code aio_syncfs}.
     *
     * @param fd any descriptor on the file system
     * @param callback gets 0, or -1: EIO, ENOSPC or EDQUOT for data that could not be written, which the kernel
     *     reports since Linux 5.8 …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioSyncfs(int fd, LongConsumer callback) {
        return Call.on(PoolAccess.pool(this), Op.SYNCFS).fd(fd).count(callback);
    }

    /**
     * {@link #aioSyncfs(int, LongConsumer)} without a callback.
     *
     * @param fd any descriptor on the file system
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioSyncfs(int fd) {
        return aioSyncfs(fd, Callbacks.NO_COUNT);
    }

    /**
     * Writes a part of a file's cached data to its device, as sync_file_range(2): {@code aio_sync_file_range}.
     * Metadata and the device's own cache are left out, so it does not make data durable: it spreads the work of a
     * later {@link #aioFsync(int, LongConsumer) aioFsync}.
     *
     * @param fd the descriptor
     * @param offset the beginning of the part, in bytes, 0 or more
     * @param nbytes its length in bytes; 0: to the end of the file
     * @param flags any of {@link AioConstants#SYNC_FILE_RANGE_WAIT_BEFORE SYNC_FILE_RANGE_WAIT_BEFORE},
     *     {@code SYNC_FILE_RANGE_WRITE} and {@code SYNC_FILE_RANGE_WAIT_AFTER}; 0 does nothing
     * @param callback gets 0, or -1: EINVAL, ESPIPE, EIO …
     * @return the request; it gives 0
     * @throws IllegalArgumentException offset or nbytes is negative
     */
    default AioRequest<Long> aioSyncFileRange(int fd, long offset, long nbytes, int flags, LongConsumer callback) {
        Arguments.notNegative("offset", offset);
        Arguments.notNegative("nbytes", nbytes);
        return Call.on(PoolAccess.pool(this), Op.SYNC_FILE_RANGE).fd(fd).offs(offset).size(nbytes).int2(flags).count(callback);
    }

    /**
     * {@link #aioSyncFileRange(int, long, long, int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param offset the beginning of the part, in bytes, 0 or more
     * @param nbytes its length in bytes; 0: to the end of the file
     * @param flags any of {@link AioConstants#SYNC_FILE_RANGE_WAIT_BEFORE SYNC_FILE_RANGE_WAIT_BEFORE},
     *     {@code SYNC_FILE_RANGE_WRITE} and {@code SYNC_FILE_RANGE_WAIT_AFTER}; 0 does nothing
     * @return the request; it gives 0
     * @throws IllegalArgumentException offset or nbytes is negative
     */
    default AioRequest<Long> aioSyncFileRange(int fd, long offset, long nbytes, int flags) {
        return aioSyncFileRange(fd, offset, nbytes, flags, Callbacks.NO_COUNT);
    }
}
