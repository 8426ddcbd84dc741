package io.github.jeio.requests;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import io.github.jeio.internal.check.Arguments;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.tree.EntryRequests;
import io.github.jeio.internal.tree.MoveFile;
import io.github.jeio.internal.wire.Op;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Whole files at once: loaded, replaced, copied, moved, made durable. Part of {@link PathRequests}, where the rules for
 * paths are.
 *
 * <p>Each can be cancelled as one, and leaves nothing open and nothing half done, however it ends. Where a callback gets
 * -1 or null, {@link IoAio#errno()} says why.
 *
 * @hidden
 */
public sealed interface WholeFileRequests permits PathRequests {

    /**
     * Loads a file: {@code aio_load}. All of it, even where the file does not tell its size, as in /proc.
     *
     * @param pathname the file
     * @param callback gets a heap buffer that begins at position 0 and ends with the data; or null: EISDIR for a
     *     directory, EFBIG if it is longer than a buffer can be, 2³¹ - 9 bytes, …
     * @return the request; it gives a heap buffer with the data
     */
    default AioRequest<ByteBuffer> aioLoad(String pathname, Consumer<? super @Nullable ByteBuffer> callback) {
        return Call.on(PoolAccess.scope(this), Op.LOAD).path("pathname", pathname).object(callback);
    }

    /**
     * {@link #aioLoad(String, Consumer)} without a callback.
     *
     * @param pathname the file
     * @return the request; it gives a heap buffer with the data
     */
    default AioRequest<ByteBuffer> aioLoad(String pathname) {
        return aioLoad(pathname, Callbacks.noObject());
    }

    /**
     * Replaces a file's content, atomically and durably: the new content is written to a file in the same directory that has
     * no name (O_TMPFILE of open(2)), brought to the disk by fsync(2), given a temporary name by linkat(2) and the file's by
     * rename(2), and the directory is brought to the disk. Whenever the process or the machine stops, the file then has the
     * old content or the new one, whole; and once the request is done, the new one.
     *
     * <p>The file need not exist. If it is a symbolic link, that is replaced, not the file it leads to; other names (hard
     * links) of the old file keep the old content. A process that is killed leaves nothing behind, unless that is between
     * the last two steps, or the file system knows no files without a name (NFS, vfat; overlayfs before Linux 6.4), or
     * /proc is not mounted: then the temporary file can stay, whose name is {@code .jeio-} with sixteen digits and {@code
     * .tmp}. On an error and when it is cancelled the request removes it. IO::AIO has no such request.
     *
     * @param pathname the file
     * @param data the content: the buffer's remaining bytes, which must be left alone until the request is done, other
     *     than on the heap, where they are copied at the call; its position stays
     * @param mode the file's permissions, such as 0644, less the process's umask at the time of execution, or what a
     *     default ACL of the directory leaves of them; a file system that keeps no permissions (vfat) ignores them.
     *     Set-id and sticky bits are set as they are here
     * @param callback gets 0, or -1: ENOSPC, EDQUOT, EACCES, ENOENT if the directory is missing, EISDIR, EPERM if a
     *     set-id or sticky bit can't be set …; an error of the directory's fsync is reported when the file is replaced already
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioWriteFile(String pathname, ByteBuffer data, int mode, LongConsumer callback) {
        Objects.requireNonNull(data, "data");
        return Call.on(PoolAccess.scope(this), Op.WRITE_FILE).path("pathname", pathname).int2(mode)
                .writeFrom(data, data.position(), data.remaining()).count(callback);
    }

    /**
     * {@link #aioWriteFile(String, ByteBuffer, int, LongConsumer)} without a callback.
     *
     * @param pathname the file
     * @param data the content: the buffer's remaining bytes
     * @param mode the file's permissions, such as 0644, less the process's umask at the time of execution
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioWriteFile(String pathname, ByteBuffer data, int mode) {
        return aioWriteFile(pathname, data, mode, Callbacks.NO_COUNT);
    }

    /**
     * Copies a file: {@code aio_copy}. An existing target is overwritten where it is, so that its other names have the new
     * content as well. The copy gets the source's owner, mode, POSIX ACL and times, to the nanosecond. Extended attributes
     * and capabilities are not copied; {@link #aioMove(String, String, LongConsumer) aioMove} and
     * {@link PathRequests#aioCptree(String, String, LongConsumer) aioCptree} do that.
     *
     * <p>The data is copied within the kernel: by copy_file_range(2), since Linux 4.5 (between file systems since 5.3), so
     * that file systems which can share it and servers which can copy it themselves do; where that is refused, by
     * sendfile(2); at last by reading and writing. Holes stay holes. The copy ends where the data ends, whatever size the
     * file tells, as those of /proc and /sys. If that fails, or the request is cancelled, the incomplete target is removed;
     * where a symbolic link led to it, the link stays.
     *
     * <p>At no moment can somebody read the copy who can't read the source. Until it is complete, only the superuser can
     * read a new file; and an existing target that more can read, unless everybody can read the source, is closed to them
     * before it is written (who has it open already can go on to read). Owner, group, mode or ACL that can't be set are
     * left out, and then the mode is narrower: without the owner and the group there are no set-id bits, without the
     * group it gets no more than others, without the ACL nobody gets more than it gave. Where a file system, or the
     * target's owner, does not let the target be closed, it stays as it is, and the request fails with EPERM.
     *
     * <p>Of a block device the content is copied. A device, a fifo that has a reader, a pipe or socket that is named by its
     * descriptor ({@code /proc/self/fd/7}) and a Unix socket that somebody listens on get the data, and stay what they
     * are; for a reader that has no time the request waits, until it is cancelled.
     *
     * @param src the file; symbolic links are followed
     * @param dst the copy; a symbolic link is followed, also one that leads to nothing yet
     * @param callback gets 0, or -1: EISDIR if either is a directory; EINVAL if both are the same file, which then is as
     *     before, or src is a fifo or a character device (but /dev/null); ENXIO if dst is a fifo without a reader, EPIPE if
     *     the reader leaves; EPERM, ENOSPC …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCopy(String src, String dst, LongConsumer callback) {
        return aioCopy(src, dst, 0, callback);
    }

    /**
     * {@link #aioCopy(String, String, LongConsumer)} without a callback.
     *
     * @param src the file
     * @param dst the copy
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCopy(String src, String dst) {
        return aioCopy(src, dst, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioCopy(String, String, LongConsumer) aioCopy} with the copy in a directory of its own.
     *
     * @param src the file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst the copy
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCopy(String src, AioWd dstDir, String dst, LongConsumer callback) {
        Objects.requireNonNull(dstDir, "dstDir");
        return aioCopy(src, dstDir, dst, 0, callback);
    }

    /**
     * {@link #aioCopy(String, AioWd, String, LongConsumer)} without a callback.
     *
     * @param src the file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst the copy
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCopy(String src, AioWd dstDir, String dst) {
        return aioCopy(src, dstDir, dst, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioCopy(String, String, LongConsumer) aioCopy} that leaves an existing target alone, or that shares the data
     * with the source.
     *
     * @param src the file
     * @param dst the copy
     * @param flags {@link AioConstants#COPY_EXCL}: EEXIST if the target exists, be it a symbolic link that leads to nothing;
     *     {@link AioConstants#COPY_CLONE}: have the file system share the data (FICLONE, as on btrfs and XFS), or copy it
     *     where that can't be; {@link AioConstants#COPY_CLONE_FORCE}: share it or fail, with the target as it was; or 0
     * @param callback gets 0, or -1: EEXIST; EOPNOTSUPP or EXDEV where data can't be shared …
     * @return the request; it gives 0
     * @throws IllegalArgumentException flags has other bits
     */
    default AioRequest<Long> aioCopy(String src, String dst, int flags, LongConsumer callback) {
        Scope scope = PoolAccess.scope(this);
        return EntryRequests.copy(scope, src, scope.directoryOrCurrent(), dst, copyFlags(flags), callback);
    }

    /**
     * {@link #aioCopy(String, String, int, LongConsumer)} without a callback.
     *
     * @param src the file
     * @param dst the copy
     * @param flags as there
     * @return the request; it gives 0
     * @throws IllegalArgumentException flags has other bits
     */
    default AioRequest<Long> aioCopy(String src, String dst, int flags) {
        return aioCopy(src, dst, flags, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioCopy(String, String, int, LongConsumer) aioCopy} with flags and the copy in a directory of its own.
     *
     * @param src the file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst the copy
     * @param flags as there
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     * @throws IllegalArgumentException flags has other bits
     */
    default AioRequest<Long> aioCopy(String src, AioWd dstDir, String dst, int flags, LongConsumer callback) {
        Objects.requireNonNull(dstDir, "dstDir");
        return EntryRequests.copy(PoolAccess.scope(this), src, PoolAccess.directory(dstDir), dst, copyFlags(flags), callback);
    }

    private static int copyFlags(int flags) {
        Arguments.flags("flags", flags, AioConstants.COPY_EXCL | AioConstants.COPY_CLONE | AioConstants.COPY_CLONE_FORCE);
        return flags;
    }

    /**
     * {@link #aioCopy(String, AioWd, String, int, LongConsumer)} without a callback.
     *
     * @param src the file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst the copy
     * @param flags as there
     * @return the request; it gives 0
     * @throws IllegalArgumentException flags has other bits
     */
    default AioRequest<Long> aioCopy(String src, AioWd dstDir, String dst, int flags) {
        return aioCopy(src, dstDir, dst, flags, Callbacks.NO_COUNT);
    }

    /**
     * Moves a file: {@code aio_move}. It is renamed, or where that would cross file systems (EXDEV), copied with all that
     * belongs to it, as mv(1) does: owner, mode, times, ACL, extended attributes and capabilities, as far as the target's
     * file system has them and {@linkplain #aioCopy(String, String, LongConsumer) without being wider}. Then the copy and the
     * directory that it is in are brought to the disk by fsync(2), and then the source is removed: so at any moment, a power
     * cut leaves the file in one of both places, whole. A rename brings nothing to the disk, as rename(2) has it.
     *
     * <p>Symbolic links are moved as such, whether they lead to something or not, and so are fifos, sockets and devices. What
     * is at dst is replaced by the complete copy in one step: a symbolic link itself, not what it leads to. If something
     * fails before, source and target are as they were; if it is the directory's fsync or the removal, the source is as it was, and
     * the copy is removed, unless it has replaced something.
     *
     * @param src the file; a symbolic link is moved
     * @param dst its new name
     * @param callback gets 0, or -1: ENOENT, EACCES; EISDIR if dst is a directory, or src is one that would cross file
     *     systems; EINVAL if both are the same file, by whatever names and mounts, or src is a symbolic link that leads to
     *     dst; EIO, ENOSPC, EDQUOT if the copy can't be brought to the disk; EROFS, EPERM if src can't be removed; ESTALE
     *     if src is another file than the one that was copied …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMove(String src, String dst, LongConsumer callback) {
        Scope scope = PoolAccess.scope(this);
        return MoveFile.start(scope, src, scope.directoryOrCurrent(), dst, callback);
    }

    /**
     * {@link #aioMove(String, String, LongConsumer)} without a callback.
     *
     * @param src the file
     * @param dst its new name
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMove(String src, String dst) {
        return aioMove(src, dst, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioMove(String, String, LongConsumer) aioMove} with the new name in a directory of its own.
     *
     * @param src the file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst its new name
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMove(String src, AioWd dstDir, String dst, LongConsumer callback) {
        return MoveFile.start(PoolAccess.scope(this), src, PoolAccess.directory(Objects.requireNonNull(dstDir, "dstDir")), dst, callback);
    }

    /**
     * {@link #aioMove(String, AioWd, String, LongConsumer)} without a callback.
     *
     * @param src the file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst its new name
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMove(String src, AioWd dstDir, String dst) {
        return aioMove(src, dstDir, dst, Callbacks.NO_COUNT);
    }

    /**
     * Opens a file or directory, brings it to the disk by fsync(2), and closes it: {@code aio_pathsync}. Of a directory,
     * this makes durable what was renamed, made or unlinked in it.
     *
     * @param pathname anything that can be opened for reading
     * @param callback gets 0, or -1: EIO, EINVAL where the file system can't …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioPathsync(String pathname, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.PATHSYNC).path("pathname", pathname).count(callback);
    }

    /**
     * {@link #aioPathsync(String, LongConsumer)} without a callback.
     *
     * @param pathname anything that can be opened for reading
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioPathsync(String pathname) {
        return aioPathsync(pathname, Callbacks.NO_COUNT);
    }
}
