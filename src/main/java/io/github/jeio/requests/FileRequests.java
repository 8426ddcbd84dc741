package io.github.jeio.requests;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.AioStatVfs;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import io.github.jeio.internal.check.Arguments;
import io.github.jeio.internal.memory.Buffers;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Op;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a path leads to: opening it, its attributes, its content at once. Part of {@link PathRequests}, where the rules
 * for paths are.
 *
 * <p>Where a callback gets -1 or null, {@link IoAio#errno()} says why.
 *
 * @hidden
 */
public sealed interface FileRequests permits PathRequests {

    /**
     * Opens a directory for requests that resolve paths against it: {@code aio_wd}. Its path is made canonical and
     * kept, along with a descriptor of it; the latter is what counts when the directory is moved.
     *
     * <p>A request relative to {@link IoAio#INVALID_WD} fails with ENOENT, so that one may stand in for a directory
     * that could not be opened.
     *
     * @param pathname the directory
     * @param callback gets the directory, to be closed; or null: ENOENT, ENOTDIR, EACCES, EMFILE …
     * @return the request; it gives the directory, to be closed
     */
    default AioRequest<AioWd> aioWd(String pathname, Consumer<? super @Nullable AioWd> callback) {
        return Call.on(PoolAccess.scope(this), Op.WD).path("pathname", pathname).object(callback);
    }

    /**
     * {@link #aioWd(String, Consumer)} without a callback.
     *
     * @param pathname the directory
     * @return the request; it gives the directory, to be closed
     */
    default AioRequest<AioWd> aioWd(String pathname) {
        return aioWd(pathname, Callbacks.noObject());
    }

    /**
     * Opens or creates a file, as open(2): {@code aio_open}. O_CLOEXEC is always added, as the JDK does;
     * {@link IoAio#aioFcntl(int, int, long) aioFcntl} can take it away again.
     *
     * <p>The descriptor is a plain number that belongs to the caller: {@link IoAio#aioClose(int) aioClose}
     * gives it back. That of a request which is cancelled while it is executing is closed.
     *
     * @param pathname the file
     * @param flags one of {@link AioConstants#O_RDONLY O_RDONLY}, {@code O_WRONLY} and {@code O_RDWR}, and any other
     *     {@code O_} constants
     * @param mode permissions, such as 0666, for a file that is created, less the process's umask at the time of
     *     execution; ignored for one that exists
     * @param callback gets the descriptor, or -1: ENOENT, EACCES, EEXIST, EISDIR, EMFILE …
     * @return the request; it gives the descriptor
     */
    default AioRequest<Integer> aioOpen(String pathname, int flags, int mode, IntConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.OPEN).path("pathname", pathname)
                .int1(flags | AioConstants.O_CLOEXEC).int2(mode).descriptor(callback);
    }

    /**
     * Opens a file that exists: {@link #aioOpen(String, int, int, IntConsumer)} without the mode that only a new one needs.
     *
     * @param pathname the file
     * @param flags one of {@link AioConstants#O_RDONLY O_RDONLY}, {@code O_WRONLY} and {@code O_RDWR}, and any other
     *     {@code O_} constants but {@code O_CREAT} and {@code O_TMPFILE}
     * @param callback gets the descriptor, or -1: ENOENT, EACCES, EISDIR, EMFILE …
     * @return the request; it gives the descriptor
     * @throws IllegalArgumentException flags have O_CREAT or O_TMPFILE
     */
    default AioRequest<Integer> aioOpen(String pathname, int flags, IntConsumer callback) {
        Arguments.opensOnly("flags", flags);
        return aioOpen(pathname, flags, 0, callback);
    }

    /**
     * {@link #aioOpen(String, int, IntConsumer)} without a callback.
     *
     * @param pathname the file
     * @param flags as there
     * @return the request; it gives the descriptor
     * @throws IllegalArgumentException flags have O_CREAT or O_TMPFILE
     */
    default AioRequest<Integer> aioOpen(String pathname, int flags) {
        return aioOpen(pathname, flags, Callbacks.NO_DESCRIPTOR);
    }

    /**
     * {@link #aioOpen(String, int, int, IntConsumer)} without a callback.
     *
     * @param pathname the file
     * @param flags one of {@link AioConstants#O_RDONLY O_RDONLY}, {@code O_WRONLY} and {@code O_RDWR}, and any other
     *     {@code O_} constants
     * @param mode permissions, such as 0666, for a file that is created, less the process's umask at the time of
     *     execution; ignored for one that exists
     * @return the request; it gives the descriptor
     */
    default AioRequest<Integer> aioOpen(String pathname, int flags, int mode) {
        return aioOpen(pathname, flags, mode, Callbacks.NO_DESCRIPTOR);
    }

    /**
     * Tells what a file is, as stat(2), following symbolic links: {@code aio_stat}.
     *
     * @param pathname the file
     * @param callback gets the file's attributes, or null: ENOENT, ENOTDIR, EACCES, ELOOP …
     * @return the request; it gives the file's attributes
     */
    default AioRequest<AioStat> aioStat(String pathname, Consumer<? super @Nullable AioStat> callback) {
        return Call.on(PoolAccess.scope(this), Op.STAT).path("pathname", pathname).object(callback);
    }

    /**
     * {@link #aioStat(String, Consumer)} without a callback.
     *
     * @param pathname the file
     * @return the request; it gives the file's attributes
     */
    default AioRequest<AioStat> aioStat(String pathname) {
        return aioStat(pathname, Callbacks.noObject());
    }

    /**
     * Like {@link #aioStat(String, Consumer) aioStat}, but of a symbolic link it tells what the link itself is, as
     * lstat(2): {@code aio_lstat}.
     *
     * @param pathname the file or link
     * @param callback gets the attributes, or null
     * @return the request; it gives the attributes
     */
    default AioRequest<AioStat> aioLstat(String pathname, Consumer<? super @Nullable AioStat> callback) {
        return Call.on(PoolAccess.scope(this), Op.LSTAT).path("pathname", pathname).object(callback);
    }

    /**
     * {@link #aioLstat(String, Consumer)} without a callback.
     *
     * @param pathname the file or link
     * @return the request; it gives the attributes
     */
    default AioRequest<AioStat> aioLstat(String pathname) {
        return aioLstat(pathname, Callbacks.noObject());
    }

    /**
     * Tells about the file system that a file is on, as statvfs(3): {@code aio_statvfs}. The file need not be readable;
     * nor is it opened, so that locks of this process on it stay.
     *
     * @param pathname any file on the file system
     * @param callback gets the file system's figures, or null: ENOENT, EACCES …
     * @return the request; it gives the file system's figures
     */
    default AioRequest<AioStatVfs> aioStatvfs(String pathname, Consumer<? super @Nullable AioStatVfs> callback) {
        return Call.on(PoolAccess.scope(this), Op.STATVFS).path("pathname", pathname).object(callback);
    }

    /**
     * {@link #aioStatvfs(String, Consumer)} without a callback.
     *
     * @param pathname any file on the file system
     * @return the request; it gives the file system's figures
     */
    default AioRequest<AioStatVfs> aioStatvfs(String pathname) {
        return aioStatvfs(pathname, Callbacks.noObject());
    }

    /**
     * Sets access and modification time, to the nanosecond where the file system keeps it, as utimensat(2):
     * {@code aio_utime}. Symbolic links are followed; times beyond what the file system can store are brought into its
     * range.
     *
     * @param pathname the file
     * @param atime the time of last access; null: now; {@link IoAio#OMIT}: stays as it is
     * @param mtime the time of last modification; null: now; {@link IoAio#OMIT}: stays as it is
     * @param callback gets 0, or -1: EPERM if the file is another user's, EACCES if it can't be written either and
     *     both times are null
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioUtime(String pathname, @Nullable FileTime atime, @Nullable FileTime mtime, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.UTIME).path("pathname", pathname).times(atime, mtime).count(callback);
    }

    /**
     * {@link #aioUtime(String, FileTime, FileTime, LongConsumer)} without a callback.
     *
     * @param pathname the file
     * @param atime the time of last access; null: now; {@link IoAio#OMIT}: stays as it is
     * @param mtime the time of last modification; null: now; {@link IoAio#OMIT}: stays as it is
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioUtime(String pathname, @Nullable FileTime atime, @Nullable FileTime mtime) {
        return aioUtime(pathname, atime, mtime, Callbacks.NO_COUNT);
    }

    /**
     * Changes owner and group, as chown(2), following symbolic links: {@code aio_chown}.
     *
     * @param pathname the file
     * @param uid the user; -1: the owner stays
     * @param gid the group; -1: the group stays
     * @param callback gets 0, or -1: EPERM …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioChown(String pathname, int uid, int gid, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.CHOWN).path("pathname", pathname).int2(uid).int3(gid).count(callback);
    }

    /**
     * {@link #aioChown(String, int, int, LongConsumer)} without a callback.
     *
     * @param pathname the file
     * @param uid the user; -1: the owner stays
     * @param gid the group; -1: the group stays
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioChown(String pathname, int uid, int gid) {
        return aioChown(pathname, uid, gid, Callbacks.NO_COUNT);
    }

    /**
     * Changes the permissions, as chmod(2), following symbolic links: {@code aio_chmod}.
     *
     * @param pathname the file
     * @param mode the permissions, 0 to 07777; bits beyond are ignored
     * @param callback gets 0, or -1: EPERM …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioChmod(String pathname, int mode, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.CHMOD).path("pathname", pathname).int2(mode).count(callback);
    }

    /**
     * {@link #aioChmod(String, int, LongConsumer)} without a callback.
     *
     * @param pathname the file
     * @param mode the permissions, 0 to 07777; bits beyond are ignored
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioChmod(String pathname, int mode) {
        return aioChmod(pathname, mode, Callbacks.NO_COUNT);
    }

    /**
     * Cuts a file to a length or extends it with zeros, as truncate(2): {@code aio_truncate}.
     *
     * @param pathname the file
     * @param offset the new length in bytes, 0 or more
     * @param callback gets 0, or -1: EISDIR, EACCES, EFBIG …
     * @return the request; it gives 0
     * @throws IllegalArgumentException offset is negative
     */
    default AioRequest<Long> aioTruncate(String pathname, long offset, LongConsumer callback) {
        Arguments.notNegative("offset", offset);
        return Call.on(PoolAccess.scope(this), Op.TRUNCATE).path("pathname", pathname).offs(offset).count(callback);
    }

    /**
     * {@link #aioTruncate(String, long, LongConsumer)} without a callback.
     *
     * @param pathname the file
     * @param offset the new length in bytes, 0 or more
     * @return the request; it gives 0
     * @throws IllegalArgumentException offset is negative
     */
    default AioRequest<Long> aioTruncate(String pathname, long offset) {
        return aioTruncate(pathname, offset, Callbacks.NO_COUNT);
    }

    /**
     * Opens a file, reads a part of it, and closes it, all in one request: {@code aio_slurp}.
     *
     * <p>A length that is known saves a system call. What /proc and /sys show has no length: give one that is large
     * enough, and get what there is.
     *
     * @param pathname the file
     * @param offset where to begin, in bytes; a negative one counts from the end of the file
     * @param length how many bytes to read at most, up to 2,147,483,639; memory is taken for all of them; 0: the rest
     *     of the file
     * @param callback gets a heap buffer that begins at position 0 and ends with the data, shorter than length where
     *     the file ends sooner; or null: EINVAL if offset counts to before the start of the file, EFBIG if the rest is
     *     longer than a buffer can be …
     * @return the request; it gives a heap buffer with the data
     * @throws IllegalArgumentException length is negative, or more than a buffer can hold
     */
    default AioRequest<ByteBuffer> aioSlurp(String pathname, long offset, long length,
            Consumer<? super @Nullable ByteBuffer> callback) {
        Arguments.notNegative("length", length);
        if (length > Arguments.MAX_ARRAY) {
            throw new IllegalArgumentException("length " + length + " is more than a buffer can hold, "
                    + Arguments.MAX_ARRAY + "; read the file in parts");
        }
        return Call.on(PoolAccess.scope(this), Op.SLURP).path("pathname", pathname)
                .offs(offset).size(length).object(callback);
    }

    /**
     * {@link #aioSlurp(String, long, long, Consumer)} without a callback.
     *
     * @param pathname the file
     * @param offset where to begin, in bytes; a negative one counts from the end of the file
     * @param length how many bytes to read at most, up to 2,147,483,639; memory is taken for all of them; 0: the rest
     *     of the file
     * @return the request; it gives a heap buffer with the data
     * @throws IllegalArgumentException length is negative, or more than a buffer can hold
     */
    default AioRequest<ByteBuffer> aioSlurp(String pathname, long offset, long length) {
        return aioSlurp(pathname, offset, length, Callbacks.noObject());
    }

    /**
     * Opens a file, reads a part of it, and closes it, all in one request: {@code aio_slurp}.
     *
     * <p>The data goes to the buffer's remaining range, and the buffer's position advances by what was read, when the
     * request is done. The buffer must be left alone until then.
     *
     * @param pathname the file
     * @param offset where to begin, in bytes; a negative one counts from the end of the file
     * @param data what to read into, direct or on the heap
     * @param callback gets the number of bytes read, less than the buffer's remaining ones where the file ends sooner;
     *     or -1
     * @return the request; it gives the number of bytes read
     * @throws IllegalArgumentException data is read-only
     */
    default AioRequest<Long> aioSlurp(String pathname, long offset, ByteBuffer data, LongConsumer callback) {
        Objects.requireNonNull(data, "data");
        Buffers.checkWritable(data);
        return Call.on(PoolAccess.scope(this), Op.SLURP_INTO).path("pathname", pathname)
                .offs(offset).readInto(data).count(callback);
    }

    /**
     * {@link #aioSlurp(String, long, ByteBuffer, LongConsumer)} without a callback.
     *
     * @param pathname the file
     * @param offset where to begin, in bytes; a negative one counts from the end of the file
     * @param data what to read into, direct or on the heap
     * @return the request; it gives the number of bytes read
     * @throws IllegalArgumentException data is read-only
     */
    default AioRequest<Long> aioSlurp(String pathname, long offset, ByteBuffer data) {
        return aioSlurp(pathname, offset, data, Callbacks.NO_COUNT);
    }
}
