package io.github.jeio.requests;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStatx;
import io.github.jeio.IoAio;
import io.github.jeio.internal.check.Arguments;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.internal.wire.Stats;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What Linux can do with descriptors beyond the manual's requests: copies within the kernel, extended attributes,
 * statx. Part of {@link IoAio}.
 *
 * <p>Descriptors are plain numbers; one that is not open fails with EBADF. Every request exists with a callback, which
 * the thread that polls calls, and without: {@link AioRequest#await()} and {@link AioRequest#future()} tell the
 * outcome. Where a callback gets -1 or null, {@link IoAio#errno()} says why. An argument that can't be right, a null
 * callback or a closed pool throws at the call, and nothing is submitted.
 *
 * @hidden
 */
public sealed interface ExtendedDescriptorRequests permits IoAio {

    /**
     * Tells more of an open file than fstat does, as statx(2) with AT_EMPTY_PATH. Since Linux 4.11; where the
     * call is missing or denied, what fstat(2) tells.
     *
     * @param fd the descriptor
     * @param flags {@link AioConstants#AT_STATX_FORCE_SYNC AT_STATX_FORCE_SYNC} or {@code AT_STATX_DONT_SYNC}; 0 for
     *     none
     * @param mask the fields that are wanted, {@link AioConstants#STATX_BASIC_STATS STATX_} constants; -1: all that
     *     there are
     * @param callback gets what the file system knows of it, or null
     * @return the request; it gives what the file system knows of the file
     */
    default AioRequest<AioStatx> aioStatx(int fd, int flags, int mask, Consumer<? super @Nullable AioStatx> callback) {
        return Call.on(PoolAccess.pool(this), Op.STATX).int3(fd).int1(flags).int2(Stats.askable(mask)).object(callback);
    }

    /**
     * {@link #aioStatx(int, int, int, Consumer)} without a callback.
     *
     * @param fd the descriptor
     * @param flags {@link AioConstants#AT_STATX_FORCE_SYNC AT_STATX_FORCE_SYNC} or {@code AT_STATX_DONT_SYNC}; 0 for
     *     none
     * @param mask the fields that are wanted, {@link AioConstants#STATX_BASIC_STATS STATX_} constants; -1: all that
     *     there are
     * @return the request; it gives what the file system knows of the file
     */
    default AioRequest<AioStatx> aioStatx(int fd, int flags, int mask) {
        return aioStatx(fd, flags, mask, Callbacks.noObject());
    }

    /**
     * Copies within the kernel from a file to a file, as copy_file_range(2): a file system that can makes both share
     * the data, or has its server copy it. Since Linux 4.5; between file systems of one type since 5.19, of any type
     * from 5.3 to 5.18.
     *
     * @param inFd what to read from
     * @param inOffset where to read, in bytes; -1: at the descriptor's own offset, which moves
     * @param outFd what to write to
     * @param outOffset where to write, in bytes; -1: at the descriptor's own offset, which moves
     * @param length how many bytes, 0 or more; the kernel copies less than 2 GiB at once
     * @param flags 0: Linux has none yet
     * @param callback gets the number of bytes copied, which may be less than length; 0 at the end of the input, and
     *     for files of /proc; or -1: EXDEV, EOPNOTSUPP or EINVAL if these two can't be copied so, where {@link
     *     TransferRequests#aioSendfile(int, int, long, long, LongConsumer) aioSendfile} can; EBADF if the output was
     *     opened with O_APPEND, EINVAL if the ranges overlap in one file …
     * @return the request; it gives the number of bytes copied
     * @throws IllegalArgumentException an offset is less than -1, or length is negative
     */
    default AioRequest<Long> aioCopyFileRange(int inFd, long inOffset, int outFd, long outOffset, long length,
            int flags, LongConsumer callback) {
        Arguments.fileOffset("inOffset", inOffset);
        Arguments.fileOffset("outOffset", outOffset);
        Arguments.notNegative("length", length);
        return Call.on(PoolAccess.pool(this), Op.COPY_FILE_RANGE).fd(inFd).offs(inOffset).int2(outFd).int3(outOffset)
                .size(length).nv1((double) (flags & 0xFFFF_FFFFL)).count(callback);
    }

    /**
     * {@link #aioCopyFileRange(int, long, int, long, long, int, LongConsumer)} without a callback.
     *
     * @param inFd what to read from
     * @param inOffset where to read, in bytes; -1: at the descriptor's own offset, which moves
     * @param outFd what to write to
     * @param outOffset where to write, in bytes; -1: at the descriptor's own offset, which moves
     * @param length how many bytes, 0 or more; the kernel copies less than 2 GiB at once
     * @param flags 0: Linux has none yet
     * @return the request; it gives the number of bytes copied
     * @throws IllegalArgumentException an offset is less than -1, or length is negative
     */
    default AioRequest<Long> aioCopyFileRange(int inFd, long inOffset, int outFd, long outOffset, long length,
            int flags) {
        return aioCopyFileRange(inFd, inOffset, outFd, outOffset, length, flags, Callbacks.NO_COUNT);
    }

    /**
     * Moves bytes between a pipe and another descriptor within the kernel, as splice(2). One of the two has to be a
     * pipe. While the pipe is empty, or full, a thread of the pool waits. Mirrors {@link Advanced#splice(int, long,
     * int, long, long, int) Advanced.splice}.
     *
     * @param inFd what to read from
     * @param inOffset where to read, in bytes; -1: at the descriptor's own offset, which moves, and what a pipe wants
     * @param outFd what to write to
     * @param outOffset where to write, in bytes; -1: at the descriptor's own offset, which moves, and what a pipe wants
     * @param length how many bytes, 0 or more
     * @param flags {@link AioConstants#SPLICE_F_MOVE SPLICE_F_} constants; {@code SPLICE_F_NONBLOCK}: EAGAIN instead of
     *     waiting for a pipe
     * @param callback gets the number of bytes moved, which may be less than length; 0 at the end of the input; or -1:
     *     EAGAIN, EINVAL if none is a pipe, or the output was opened with O_APPEND, ESPIPE for an offset in a pipe,
     *     EPIPE …
     * @return the request; it gives the number of bytes moved, 0 at the end of the input
     * @throws IllegalArgumentException an offset is less than -1, or length is negative
     */
    default AioRequest<Long> aioSplice(int inFd, long inOffset, int outFd, long outOffset, long length, int flags,
            LongConsumer callback) {
        Arguments.fileOffset("inOffset", inOffset);
        Arguments.fileOffset("outOffset", outOffset);
        Arguments.notNegative("length", length);
        return Call.on(PoolAccess.pool(this), Op.SPLICE).fd(inFd).offs(inOffset).int2(outFd).int3(outOffset)
                .size(length).nv1((double) (flags & 0xFFFF_FFFFL)).count(callback);
    }

    /**
     * {@link #aioSplice(int, long, int, long, long, int, LongConsumer)} without a callback.
     *
     * @param inFd what to read from
     * @param inOffset where to read, in bytes; -1: at the descriptor's own offset, which moves, and what a pipe wants
     * @param outFd what to write to
     * @param outOffset where to write, in bytes; -1: at the descriptor's own offset, which moves, and what a pipe wants
     * @param length how many bytes, 0 or more
     * @param flags {@link AioConstants#SPLICE_F_MOVE SPLICE_F_} constants; {@code SPLICE_F_NONBLOCK}: EAGAIN instead of
     *     waiting for a pipe
     * @return the request; it gives the number of bytes moved, 0 at the end of the input
     * @throws IllegalArgumentException an offset is less than -1, or length is negative
     */
    default AioRequest<Long> aioSplice(int inFd, long inOffset, int outFd, long outOffset, long length, int flags) {
        return aioSplice(inFd, inOffset, outFd, outOffset, length, flags, Callbacks.NO_COUNT);
    }

    /**
     * Copies bytes from a pipe to another, which stay in the first one, as tee(2). While there is nothing to copy, or
     * no room for it, a thread of the pool waits. Mirrors {@link Advanced#tee(int, int, long, int) Advanced.tee}.
     *
     * @param inFd the pipe to read from
     * @param outFd the pipe to write to
     * @param length how many bytes, 0 or more
     * @param flags {@link AioConstants#SPLICE_F_MOVE SPLICE_F_} constants; {@code SPLICE_F_NONBLOCK}: EAGAIN instead of
     *     waiting for a pipe
     * @param callback gets the number of bytes copied, which may be less than length; 0 if nobody writes to the input
     *     any more; or -1: EAGAIN, EINVAL if one is no pipe, or both are the same …
     * @return the request; it gives the number of bytes copied
     * @throws IllegalArgumentException length is negative
     */
    default AioRequest<Long> aioTee(int inFd, int outFd, long length, int flags, LongConsumer callback) {
        Arguments.notNegative("length", length);
        return Call.on(PoolAccess.pool(this), Op.TEE).fd(inFd).int2(outFd).size(length).nv1((double) (flags & 0xFFFF_FFFFL))
                .count(callback);
    }

    /**
     * {@link #aioTee(int, int, long, int, LongConsumer)} without a callback.
     *
     * @param inFd the pipe to read from
     * @param outFd the pipe to write to
     * @param length how many bytes, 0 or more
     * @param flags {@link AioConstants#SPLICE_F_MOVE SPLICE_F_} constants; {@code SPLICE_F_NONBLOCK}: EAGAIN instead of
     *     waiting for a pipe
     * @return the request; it gives the number of bytes copied
     * @throws IllegalArgumentException length is negative
     */
    default AioRequest<Long> aioTee(int inFd, int outFd, long length, int flags) {
        return aioTee(inFd, outFd, length, flags, Callbacks.NO_COUNT);
    }

    /**
     * Reads an extended attribute of an open file, as fgetxattr(2). A descriptor that was opened with O_PATH fails with
     * EBADF.
     *
     * @param fd the descriptor
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @param callback gets a heap buffer that begins at position 0 and ends with the value; or null: ENODATA if the
     *     file has no such attribute, EOPNOTSUPP if the file system has none, EACCES …
     * @return the request; it gives a heap buffer with the value
     */
    default AioRequest<ByteBuffer> aioGetxattr(int fd, String name, Consumer<? super @Nullable ByteBuffer> callback) {
        return Call.on(PoolAccess.pool(this), Op.FGETXATTR).text("name", name).fd(fd).object(callback);
    }

    /**
     * {@link #aioGetxattr(int, String, Consumer)} without a callback.
     *
     * @param fd the descriptor
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @return the request; it gives a heap buffer with the value
     */
    default AioRequest<ByteBuffer> aioGetxattr(int fd, String name) {
        return aioGetxattr(fd, name, Callbacks.noObject());
    }

    /**
     * Creates or replaces an extended attribute of an open file, as fsetxattr(2).
     *
     * @param fd the descriptor
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @param value its remaining bytes are the value, which may be none; they are copied at the call, and position and
     *     limit stay
     * @param flags 0: create it or replace it; {@link AioConstants#XATTR_CREATE XATTR_CREATE}: only create it; {@code
     *     XATTR_REPLACE}: only replace it
     * @param callback gets 0, or -1: EEXIST or ENODATA as the flags say, EOPNOTSUPP, ENOSPC, EDQUOT, E2BIG beyond 65536
     *     bytes, ERANGE if the name is empty or longer than 255 bytes, EPERM for a namespace that is not the caller's …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioSetxattr(int fd, String name, ByteBuffer value, int flags, LongConsumer callback) {
        Objects.requireNonNull(value, "value");
        return Call.on(PoolAccess.pool(this), Op.FSETXATTR).text("name", name).fd(fd).value(value).int2(flags).count(callback);
    }

    /**
     * {@link #aioSetxattr(int, String, ByteBuffer, int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @param value its remaining bytes are the value, which may be none; they are copied at the call, and position and
     *     limit stay
     * @param flags 0: create it or replace it; {@link AioConstants#XATTR_CREATE XATTR_CREATE}: only create it; {@code
     *     XATTR_REPLACE}: only replace it
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioSetxattr(int fd, String name, ByteBuffer value, int flags) {
        return aioSetxattr(fd, name, value, flags, Callbacks.NO_COUNT);
    }

    /**
     * Lists the names of the extended attributes of an open file, as flistxattr(2).
     *
     * @param fd the descriptor
     * @param callback gets the names, in no order; an empty list if there are none; or null
     * @return the request; it gives the names, in no order
     */
    default AioRequest<List<String>> aioListxattr(int fd, Consumer<? super @Nullable List<String>> callback) {
        return Call.on(PoolAccess.pool(this), Op.FLISTXATTR).fd(fd).object(callback);
    }

    /**
     * {@link #aioListxattr(int, Consumer)} without a callback.
     *
     * @param fd the descriptor
     * @return the request; it gives the names, in no order
     */
    default AioRequest<List<String>> aioListxattr(int fd) {
        return aioListxattr(fd, Callbacks.noObject());
    }

    /**
     * Removes an extended attribute of an open file, as fremovexattr(2).
     *
     * @param fd the descriptor
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @param callback gets 0, or -1: ENODATA if the file has no such attribute, EPERM, EOPNOTSUPP …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRemovexattr(int fd, String name, LongConsumer callback) {
        return Call.on(PoolAccess.pool(this), Op.FREMOVEXATTR).text("name", name).fd(fd).count(callback);
    }

    /**
     * {@link #aioRemovexattr(int, String, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRemovexattr(int fd, String name) {
        return aioRemovexattr(fd, name, Callbacks.NO_COUNT);
    }
}
