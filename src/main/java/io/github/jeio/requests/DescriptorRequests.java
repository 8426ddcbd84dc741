package io.github.jeio.requests;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.AioStatVfs;
import io.github.jeio.IoAio;
import io.github.jeio.internal.check.Arguments;
import io.github.jeio.internal.check.FcntlCommand;
import io.github.jeio.internal.check.IoctlRequest;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.Orphan;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Op;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of open files, and the calls that do anything else with a descriptor. Part of {@link IoAio}.
 *
 * <p>Descriptors are plain numbers; one that is not open fails with EBADF. Every request exists with a callback, which
 * the thread that polls calls, and without: {@link AioRequest#await()} and {@link AioRequest#future()} tell the
 * outcome. Where a callback gets -1 or null, {@link IoAio#errno()} says why. An argument that can't be right, a null
 * callback or a closed pool throws at the call, and nothing is submitted.
 *
 * @hidden
 */
public sealed interface DescriptorRequests permits IoAio {

    /**
     * Tells what an open file is, as fstat(2): {@code aio_stat $fh}.
     *
     * @param fd the descriptor
     * @param callback gets the file's attributes, or null
     * @return the request; it gives the file's attributes
     */
    default AioRequest<AioStat> aioStat(int fd, Consumer<? super @Nullable AioStat> callback) {
        return Call.on(PoolAccess.pool(this), Op.FSTAT).fd(fd).object(callback);
    }

    /**
     * {@link #aioStat(int, Consumer)} without a callback.
     *
     * @param fd the descriptor
     * @return the request; it gives the file's attributes
     */
    default AioRequest<AioStat> aioStat(int fd) {
        return aioStat(fd, Callbacks.noObject());
    }

    /**
     * The same as {@link #aioStat(int, Consumer)}: an open file is no link. {@code aio_lstat $fh}.
     *
     * @param fd the descriptor
     * @param callback gets the file's attributes, or null
     * @return the request; it gives the file's attributes
     */
    default AioRequest<AioStat> aioLstat(int fd, Consumer<? super @Nullable AioStat> callback) {
        return aioStat(fd, callback);
    }

    /**
     * {@link #aioLstat(int, Consumer)} without a callback.
     *
     * @param fd the descriptor
     * @return the request; it gives the file's attributes
     */
    default AioRequest<AioStat> aioLstat(int fd) {
        return aioStat(fd);
    }

    /**
     * Tells about the file system that an open file is on, as fstatvfs(3): {@code aio_statvfs $fh}.
     *
     * @param fd the descriptor
     * @param callback gets the file system's figures, or null
     * @return the request; it gives the file system's figures
     */
    default AioRequest<AioStatVfs> aioStatvfs(int fd, Consumer<? super @Nullable AioStatVfs> callback) {
        return Call.on(PoolAccess.pool(this), Op.FSTATVFS).fd(fd).object(callback);
    }

    /**
     * {@link #aioStatvfs(int, Consumer)} without a callback.
     *
     * @param fd the descriptor
     * @return the request; it gives the file system's figures
     */
    default AioRequest<AioStatVfs> aioStatvfs(int fd) {
        return aioStatvfs(fd, Callbacks.noObject());
    }

    /**
     * Sets access and modification time, to the nanosecond where the file system keeps it, as futimens(3):
     * {@code aio_utime $fh}.
     *
     * @param fd the descriptor
     * @param atime the time of last access; null: now; {@link IoAio#OMIT}: stays as it is
     * @param mtime the time of last modification; null: now; {@link IoAio#OMIT}: stays as it is
     * @param callback gets 0, or -1: EPERM if the file is another user's …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioUtime(int fd, @Nullable FileTime atime, @Nullable FileTime mtime, LongConsumer callback) {
        return Call.on(PoolAccess.pool(this), Op.FUTIME).fd(fd).times(atime, mtime).count(callback);
    }

    /**
     * {@link #aioUtime(int, FileTime, FileTime, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param atime the time of last access; null: now; {@link IoAio#OMIT}: stays as it is
     * @param mtime the time of last modification; null: now; {@link IoAio#OMIT}: stays as it is
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioUtime(int fd, @Nullable FileTime atime, @Nullable FileTime mtime) {
        return aioUtime(fd, atime, mtime, Callbacks.NO_COUNT);
    }

    /**
     * Changes owner and group, as fchown(2): {@code aio_chown $fh}.
     *
     * @param fd the descriptor
     * @param uid the user; -1: the owner stays
     * @param gid the group; -1: the group stays
     * @param callback gets 0, or -1: EPERM …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioChown(int fd, int uid, int gid, LongConsumer callback) {
        return Call.on(PoolAccess.pool(this), Op.FCHOWN).fd(fd).int2(uid).int3(gid).count(callback);
    }

    /**
     * {@link #aioChown(int, int, int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param uid the user; -1: the owner stays
     * @param gid the group; -1: the group stays
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioChown(int fd, int uid, int gid) {
        return aioChown(fd, uid, gid, Callbacks.NO_COUNT);
    }

    /**
     * Changes the permissions, as fchmod(2): {@code aio_chmod $fh}.
     *
     * @param fd the descriptor
     * @param mode the permissions, 0 to 07777; bits beyond are ignored
     * @param callback gets 0, or -1: EPERM …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioChmod(int fd, int mode, LongConsumer callback) {
        return Call.on(PoolAccess.pool(this), Op.FCHMOD).fd(fd).int2(mode).count(callback);
    }

    /**
     * {@link #aioChmod(int, int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param mode the permissions, 0 to 07777; bits beyond are ignored
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioChmod(int fd, int mode) {
        return aioChmod(fd, mode, Callbacks.NO_COUNT);
    }

    /**
     * Cuts a file to a length or extends it with zeros, as ftruncate(2): {@code aio_truncate $fh}.
     *
     * @param fd the descriptor, open for writing
     * @param offset the new length in bytes, 0 or more
     * @param callback gets 0, or -1: EINVAL if it is not open for writing, EFBIG …
     * @return the request; it gives 0
     * @throws IllegalArgumentException offset is negative
     */
    default AioRequest<Long> aioTruncate(int fd, long offset, LongConsumer callback) {
        Arguments.notNegative("offset", offset);
        return Call.on(PoolAccess.pool(this), Op.FTRUNCATE).fd(fd).offs(offset).count(callback);
    }

    /**
     * {@link #aioTruncate(int, long, LongConsumer)} without a callback.
     *
     * @param fd the descriptor, open for writing
     * @param offset the new length in bytes, 0 or more
     * @return the request; it gives 0
     * @throws IllegalArgumentException offset is negative
     */
    default AioRequest<Long> aioTruncate(int fd, long offset) {
        return aioTruncate(fd, offset, Callbacks.NO_COUNT);
    }

    /**
     * Runs a command on a descriptor that takes a number or nothing, as fcntl(2): {@code aio_fcntl}. A command that
     * waits for others, such as a lock, keeps a thread of the pool waiting.
     *
     * @param fd the descriptor
     * @param cmd {@link AioConstants#F_DUPFD F_DUPFD}, {@code F_GETFD}, {@code F_SETFD}, {@code F_GETFL},
     *     {@code F_SETFL}, {@code F_GETPIPE_SZ} …
     * @param arg its argument; 0 where it takes none
     * @param callback gets what the command gives, or -1
     * @return the request; it gives what the command gives
     * @throws IllegalArgumentException the command takes an address, for which a buffer is needed; or it is not known,
     *     and the number could be an address of this process
     */
    default AioRequest<Long> aioFcntl(int fd, int cmd, long arg, LongConsumer callback) {
        FcntlCommand.checkNumber(cmd, arg);
        return Call.on(PoolAccess.pool(this), Op.FCNTL).fd(fd).int2(cmd).ptr2(arg)
                .hold(FcntlCommand.duplicates(cmd) ? new Orphan(PoolAccess.pool(this)) : null).count(callback);
    }

    /**
     * {@link #aioFcntl(int, int, long, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param cmd {@link AioConstants#F_DUPFD F_DUPFD}, {@code F_GETFD}, {@code F_SETFD}, {@code F_GETFL},
     *     {@code F_SETFL}, {@code F_GETPIPE_SZ} …
     * @param arg its argument; 0 where it takes none
     * @return the request; it gives what the command gives
     * @throws IllegalArgumentException the command takes an address, for which a buffer is needed; or it is not known,
     *     and the number could be an address of this process
     */
    default AioRequest<Long> aioFcntl(int fd, int cmd, long arg) {
        return aioFcntl(fd, cmd, arg, Callbacks.NO_COUNT);
    }

    /**
     * Runs a command on a descriptor that takes an address, as fcntl(2): {@code aio_fcntl}. A command that waits for
     * others, such as a lock, keeps a thread of the pool waiting.
     *
     * <p>The kernel gets a copy of the buffer's remaining bytes, with zeros up to 256; when the command has succeeded
     * they are copied back. Position and limit stay as they are.
     *
     * @param fd the descriptor
     * @param cmd {@link AioConstants#F_SETLK F_SETLK}, {@code F_SETLKW}, {@code F_GETLK}, {@code F_OFD_SETLK} (since
     *     Linux 3.15) …
     * @param arg its argument, such as a {@code struct flock}
     * @param callback gets what the command gives, or -1: EAGAIN or EACCES for a lock that another has …
     * @return the request; it gives what the command gives
     * @throws IllegalArgumentException the command takes a number, or it gives something and the buffer is read-only
     */
    default AioRequest<Long> aioFcntl(int fd, int cmd, ByteBuffer arg, LongConsumer callback) {
        FcntlCommand.checkBuffer(cmd, arg);
        return Call.on(PoolAccess.pool(this), Op.FCNTL).fd(fd).int2(cmd).inOut(arg, FcntlCommand.ROOM, copy -> { }).count(callback);
    }

    /**
     * {@link #aioFcntl(int, int, ByteBuffer, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param cmd {@link AioConstants#F_SETLK F_SETLK}, {@code F_SETLKW}, {@code F_GETLK}, {@code F_OFD_SETLK} (since
     *     Linux 3.15) …
     * @param arg its argument, such as a {@code struct flock}
     * @return the request; it gives what the command gives
     * @throws IllegalArgumentException the command takes a number, or it gives something and the buffer is read-only
     */
    default AioRequest<Long> aioFcntl(int fd, int cmd, ByteBuffer arg) {
        return aioFcntl(fd, cmd, arg, Callbacks.NO_COUNT);
    }

    /**
     * Runs a device's or file system's own request that takes a number or nothing, as ioctl(2): {@code aio_ioctl}.
     *
     * @param fd the descriptor
     * @param request such as {@link AioConstants#FICLONE FICLONE}
     * @param arg its argument; 0 where it takes none
     * @param callback gets what the request gives, mostly 0; or -1: ENOTTY if the file does not know it …
     * @return the request; it gives what the request gives
     * @throws IllegalArgumentException request has more than 32 bits, or arg is a number that could be an address of
     *     this process: of 65536 or more, or below an int's range
     */
    default AioRequest<Long> aioIoctl(int fd, long request, long arg, LongConsumer callback) {
        int number = IoctlRequest.number(request);
        Arguments.notAddress("arg", arg);
        return Call.on(PoolAccess.pool(this), Op.IOCTL).fd(fd).int2(number & 0xFFFF_FFFFL).ptr2(arg).count(callback);
    }

    /**
     * {@link #aioIoctl(int, long, long, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param request such as {@link AioConstants#FICLONE FICLONE}
     * @param arg its argument; 0 where it takes none
     * @return the request; it gives what the request gives
     * @throws IllegalArgumentException request has more than 32 bits, or arg is a number that could be an address of
     *     this process: of 65536 or more, or below an int's range
     */
    default AioRequest<Long> aioIoctl(int fd, long request, long arg) {
        return aioIoctl(fd, request, arg, Callbacks.NO_COUNT);
    }

    /**
     * Runs a device's or file system's own request that takes an address, as ioctl(2): {@code aio_ioctl}.
     *
     * <p>The kernel gets a copy of the buffer's remaining bytes, with zeros up to 256 at least; when the request has
     * succeeded they are copied back. Position and limit stay as they are. What can't be checked is a request whose
     * argument contains addresses in turn: those are the caller's business.
     *
     * @param fd the descriptor
     * @param request such as {@link AioConstants#FITRIM FITRIM}
     * @param arg its argument, at least as large as the request's number says, in native byte order
     * @param callback gets what the request gives, mostly 0; or -1: ENOTTY if the file does not know it …
     * @return the request; it gives what the request gives
     * @throws IllegalArgumentException request has more than 32 bits; or the buffer has fewer bytes remaining than the
     *     request's number encodes or its content implies, or is read-only and the request gives something
     */
    default AioRequest<Long> aioIoctl(int fd, long request, ByteBuffer arg, LongConsumer callback) {
        int number = IoctlRequest.number(request);
        IoctlRequest.checkBuffer(number, arg);
        return Call.on(PoolAccess.pool(this), Op.IOCTL).fd(fd).int2(number & 0xFFFF_FFFFL)
                .inOut(arg, IoctlRequest.room(number), copy -> IoctlRequest.checkArray(number, copy)).count(callback);
    }

    /**
     * {@link #aioIoctl(int, long, ByteBuffer, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param request such as {@link AioConstants#FITRIM FITRIM}
     * @param arg its argument, at least as large as the request's number says, in native byte order
     * @return the request; it gives what the request gives
     * @throws IllegalArgumentException request has more than 32 bits; or the buffer has fewer bytes remaining than the
     *     request's number encodes or its content implies, or is read-only and the request gives something
     */
    default AioRequest<Long> aioIoctl(int fd, long request, ByteBuffer arg) {
        return aioIoctl(fd, request, arg, Callbacks.NO_COUNT);
    }
}
