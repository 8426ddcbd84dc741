package io.github.jeio.requests;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Op;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Names in directories: making, changing, reading and removing them. Part of {@link PathRequests}, where the rules for
 * paths are.
 *
 * <p>Where a callback gets -1 or null, {@link IoAio#errno()} says why.
 *
 * @hidden
 */
public sealed interface NameRequests permits PathRequests {

    /**
     * Removes a name, and the file when it was the last one and nobody has it open, as unlink(2): {@code aio_unlink}.
     *
     * @param pathname the file; a symbolic link is removed itself
     * @param callback gets 0, or -1: EISDIR for a directory, EACCES, EBUSY …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioUnlink(String pathname, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.UNLINK).path("pathname", pathname).count(callback);
    }

    /**
     * {@link #aioUnlink(String, LongConsumer)} without a callback.
     *
     * @param pathname the file; a symbolic link is removed itself
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioUnlink(String pathname) {
        return aioUnlink(pathname, Callbacks.NO_COUNT);
    }

    /**
     * Makes a directory, as mkdir(2): {@code aio_mkdir}.
     *
     * @param pathname the directory
     * @param mode permissions, such as 0777, less the process's umask at the time of execution
     * @param callback gets 0, or -1: EEXIST, ENOENT if the parent is missing …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMkdir(String pathname, int mode, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.MKDIR).path("pathname", pathname).int2(mode).count(callback);
    }

    /**
     * {@link #aioMkdir(String, int, LongConsumer)} without a callback.
     *
     * @param pathname the directory
     * @param mode permissions, such as 0777, less the process's umask at the time of execution
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMkdir(String pathname, int mode) {
        return aioMkdir(pathname, mode, Callbacks.NO_COUNT);
    }

    /**
     * Removes an empty directory, as rmdir(2): {@code aio_rmdir}. Relative to a working-directory object, {@code "."}
     * is that directory, by its path.
     *
     * @param pathname the directory
     * @param callback gets 0, or -1: ENOTEMPTY, ENOTDIR, EBUSY …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRmdir(String pathname, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.RMDIR).path("pathname", pathname).count(callback);
    }

    /**
     * {@link #aioRmdir(String, LongConsumer)} without a callback.
     *
     * @param pathname the directory
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRmdir(String pathname) {
        return aioRmdir(pathname, Callbacks.NO_COUNT);
    }

    /**
     * Makes a pipe, a device node, a socket or an empty file, as mknod(2): {@code aio_mknod}.
     *
     * @param pathname the new node
     * @param mode type and permissions: {@link AioConstants#S_IFIFO S_IFIFO} (no privilege needed), {@code S_IFSOCK},
     *     {@code S_IFREG}, {@code S_IFCHR} or {@code S_IFBLK}, | 0666, less the process's umask
     * @param dev for a device, what {@link Advanced#makedev(int, int)} gives; else 0
     * @param callback gets 0, or -1: EEXIST, EPERM …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMknod(String pathname, int mode, long dev, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.MKNOD).path("pathname", pathname).int2(mode).offs(dev).count(callback);
    }

    /**
     * {@link #aioMknod(String, int, long, LongConsumer)} without a callback.
     *
     * @param pathname the new node
     * @param mode type and permissions: {@link AioConstants#S_IFIFO S_IFIFO} (no privilege needed), {@code S_IFSOCK},
     *     {@code S_IFREG}, {@code S_IFCHR} or {@code S_IFBLK}, | 0666, less the process's umask
     * @param dev for a device, what {@link Advanced#makedev(int, int)} gives; else 0
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMknod(String pathname, int mode, long dev) {
        return aioMknod(pathname, mode, dev, Callbacks.NO_COUNT);
    }

    /**
     * Gives a file a second name, as link(2): {@code aio_link}. Where src is a symbolic link, that is what gets the
     * name.
     *
     * @param src the file
     * @param dst the new name, on the same file system
     * @param callback gets 0, or -1: EEXIST, EXDEV, EPERM for a directory …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioLink(String src, String dst, LongConsumer callback) {
        return aioLink(src, here(), dst, callback);
    }

    /**
     * {@link #aioLink(String, String, LongConsumer)} without a callback.
     *
     * @param src the file
     * @param dst the new name, on the same file system
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioLink(String src, String dst) {
        return aioLink(src, dst, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioLink(String, String, LongConsumer) aioLink} with the new name in a directory of its own, as
     * linkat(2).
     *
     * @param src the file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst the new name, on the same file system
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioLink(String src, AioWd dstDir, String dst, LongConsumer callback) {
        Objects.requireNonNull(dstDir, "dstDir");
        return Call.on(PoolAccess.scope(this), Op.LINK).path("src", src).path("dst", dst).dstDir(PoolAccess.directory(dstDir)).count(callback);
    }

    /**
     * {@link #aioLink(String, AioWd, String, LongConsumer)} without a callback.
     *
     * @param src the file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst the new name, on the same file system
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioLink(String src, AioWd dstDir, String dst) {
        return aioLink(src, dstDir, dst, Callbacks.NO_COUNT);
    }

    /**
     * Makes a symbolic link, as symlink(2): {@code aio_symlink}. Only the link is resolved against a working
     * directory; its target is text, whether or not it leads anywhere.
     *
     * @param target what the link points to; where it is relative, to the link's own directory
     * @param link the new link
     * @param callback gets 0, or -1: EEXIST, ENOENT if the parent is missing …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioSymlink(String target, String link, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.SYMLINK).path("target", target).path("link", link).count(callback);
    }

    /**
     * {@link #aioSymlink(String, String, LongConsumer)} without a callback.
     *
     * @param target what the link points to; where it is relative, to the link's own directory
     * @param link the new link
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioSymlink(String target, String link) {
        return aioSymlink(target, link, Callbacks.NO_COUNT);
    }

    /**
     * Tells what a symbolic link points to, as readlink(2): {@code aio_readlink}.
     *
     * @param pathname the link
     * @param callback gets the target, as it stands in the link; or null: EINVAL if it is no symbolic link, ENOENT …
     * @return the request; it gives the link's target
     */
    default AioRequest<String> aioReadlink(String pathname, Consumer<? super @Nullable String> callback) {
        return Call.on(PoolAccess.scope(this), Op.READLINK).path("pathname", pathname).object(callback);
    }

    /**
     * {@link #aioReadlink(String, Consumer)} without a callback.
     *
     * @param pathname the link
     * @return the request; it gives the link's target
     */
    default AioRequest<String> aioReadlink(String pathname) {
        return aioReadlink(pathname, Callbacks.noObject());
    }

    /**
     * Gives the absolute path without symbolic links, {@code .} and {@code ..}, as realpath(3): {@code aio_realpath}.
     * The path of {@code "."} is that of the working directory; an {@link AioWd}'s is the one that it was opened by.
     *
     * @param pathname the file, which has to exist
     * @param callback gets the path, or null: ENOENT, ENOTDIR where a file is to be a directory, ELOOP after 40 links,
     *     ENAMETOOLONG …
     * @return the request; it gives the path
     */
    default AioRequest<String> aioRealpath(String pathname, Consumer<? super @Nullable String> callback) {
        return Call.on(PoolAccess.scope(this), Op.REALPATH).path("pathname", pathname).object(callback);
    }

    /**
     * {@link #aioRealpath(String, Consumer)} without a callback.
     *
     * @param pathname the file, which has to exist
     * @return the request; it gives the path
     */
    default AioRequest<String> aioRealpath(String pathname) {
        return aioRealpath(pathname, Callbacks.noObject());
    }

    /**
     * Renames or moves a file or directory within a file system, replacing what is at dst, as rename(2):
     * {@code aio_rename}. Relative to a working-directory object, {@code "."} as src is that directory, by its path.
     *
     * @param src what to rename
     * @param dst its new name
     * @param callback gets 0, or -1: EXDEV, ENOTEMPTY, EISDIR …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRename(String src, String dst, LongConsumer callback) {
        return aioRename2(src, here(), dst, 0, callback);
    }

    /**
     * {@link #aioRename(String, String, LongConsumer)} without a callback.
     *
     * @param src what to rename
     * @param dst its new name
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRename(String src, String dst) {
        return aioRename(src, dst, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioRename(String, String, LongConsumer) aioRename} with the new name in a directory of its own, as
     * renameat(2).
     *
     * @param src what to rename
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst its new name
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRename(String src, AioWd dstDir, String dst, LongConsumer callback) {
        return aioRename2(src, dstDir, dst, 0, callback);
    }

    /**
     * {@link #aioRename(String, AioWd, String, LongConsumer)} without a callback.
     *
     * @param src what to rename
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst its new name
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRename(String src, AioWd dstDir, String dst) {
        return aioRename(src, dstDir, dst, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioRename(String, String, LongConsumer) aioRename} with flags, as renameat2(2), since Linux 3.15:
     * {@code aio_rename2}.
     *
     * @param src what to rename
     * @param dst its new name
     * @param flags 0, or {@link AioConstants#RENAME_NOREPLACE RENAME_NOREPLACE}, {@code RENAME_EXCHANGE},
     *     {@code RENAME_WHITEOUT}
     * @param callback gets 0, or -1: EEXIST with RENAME_NOREPLACE, EINVAL for flags that the file system lacks,
     *     ENOSYS …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRename2(String src, String dst, int flags, LongConsumer callback) {
        return aioRename2(src, here(), dst, flags, callback);
    }

    /**
     * {@link #aioRename2(String, String, int, LongConsumer)} without a callback.
     *
     * @param src what to rename
     * @param dst its new name
     * @param flags 0, or {@link AioConstants#RENAME_NOREPLACE RENAME_NOREPLACE}, {@code RENAME_EXCHANGE},
     *     {@code RENAME_WHITEOUT}
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRename2(String src, String dst, int flags) {
        return aioRename2(src, dst, flags, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioRename2(String, String, int, LongConsumer) aioRename2} with the new name in a directory of its own.
     *
     * @param src what to rename
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst its new name
     * @param flags 0, or {@link AioConstants#RENAME_NOREPLACE RENAME_NOREPLACE}, {@code RENAME_EXCHANGE},
     *     {@code RENAME_WHITEOUT}
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRename2(String src, AioWd dstDir, String dst, int flags, LongConsumer callback) {
        Objects.requireNonNull(dstDir, "dstDir");
        return Call.on(PoolAccess.scope(this), Op.RENAME).path("src", src).path("dst", dst)
                .int2(flags).dstDir(PoolAccess.directory(dstDir)).count(callback);
    }

    /**
     * {@link #aioRename2(String, AioWd, String, int, LongConsumer)} without a callback.
     *
     * @param src what to rename
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst its new name
     * @param flags 0, or {@link AioConstants#RENAME_NOREPLACE RENAME_NOREPLACE}, {@code RENAME_EXCHANGE},
     *     {@code RENAME_WHITEOUT}
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRename2(String src, AioWd dstDir, String dst, int flags) {
        return aioRename2(src, dstDir, dst, flags, Callbacks.NO_COUNT);
    }

    /** The directory of a second path that has none of its own: the same as the first's. */
    private AioWd here() {
        return this instanceof AioWd wd ? wd : IoAio.CWD;
    }
}
