package io.github.jeio.requests;

import io.github.jeio.AioDirent;
import io.github.jeio.AioRequest;
import io.github.jeio.AioScan;
import io.github.jeio.AioTree;
import io.github.jeio.AioTreeBatch;
import io.github.jeio.AioTreeProgress;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.tree.CopyTree;
import io.github.jeio.internal.tree.MoveTree;
import io.github.jeio.internal.tree.ReadDirectory;
import io.github.jeio.internal.tree.RemoveTree;
import io.github.jeio.internal.tree.ScanDirectory;
import io.github.jeio.internal.tree.TreeWalk;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Directories and trees at once: requests that are made of other requests, which inherit their priority. Part of
 * {@link PathRequests}, where the rules for paths are.
 *
 * <p>Each can be cancelled as one, at any moment, and leaves nothing open. Where a callback gets -1 or null,
 * {@link IoAio#errno()} says why.
 */
public sealed interface TreeRequests permits PathRequests {

    /**
     * Reads a directory, and tells directories, in which one can go down, from everything else: {@code aio_scandir}.
     *
     * <p>Mostly the types that readdir(3) gives are all that it takes. Where the file system does not give them, entries
     * are looked at, likely directories first and in the order of their inode numbers, until as many directories are
     * found as the directory's link count says.
     *
     * @param pathname the directory; a symbolic link is followed
     * @param maxreq how many entries to look at a time; 0 or less: 4
     * @param callback gets the names, or null: ENOENT, ENOTDIR, EACCES …
     * @return the request; it gives the names
     */
    default AioRequest<AioScan> aioScandir(String pathname, int maxreq, Consumer<? super @Nullable AioScan> callback) {
        return ScanDirectory.start(PoolAccess.scope(this), pathname, maxreq, callback);
    }

    /**
     * {@link #aioScandir(String, int, Consumer)} without a callback.
     *
     * @param pathname the directory
     * @param maxreq how many entries to look at a time; 0 or less: 4
     * @return the request; it gives the names
     */
    default AioRequest<AioScan> aioScandir(String pathname, int maxreq) {
        return aioScandir(pathname, maxreq, Callbacks.noObject());
    }

    /**
     * Reads a directory of any size in little memory by getdents64(2): batch by batch, with types and inode numbers. Where
     * the file system does not give types, lstat(2) does. IO::AIO has no such request.
     *
     * @param pathname the directory; a symbolic link is followed
     * @param batch how many entries to give at a time, at most; 1 or more
     * @param entries gets them, unmodifiable, in no particular order, without {@code .} and {@code ..}; called in the
     *     thread that polls, which no other callback is called in meanwhile. Cancelling the request ends it
     * @param callback gets the number of entries, or -1: ENOENT, ENOTDIR, EACCES …
     * @return the request; it gives the number of entries
     * @throws IllegalArgumentException batch is less than 1
     */
    default AioRequest<Long> aioReaddirBatches(String pathname, int batch, Consumer<? super List<AioDirent>> entries,
            LongConsumer callback) {
        return ReadDirectory.start(PoolAccess.scope(this), pathname, batch, entries, callback);
    }

    /**
     * {@link #aioReaddirBatches(String, int, Consumer, LongConsumer)} without a callback for its end.
     *
     * @param pathname the directory
     * @param batch how many entries to give at a time, at most; 1 or more
     * @param entries gets them
     * @return the request; it gives the number of entries
     * @throws IllegalArgumentException batch is less than 1
     */
    default AioRequest<Long> aioReaddirBatches(String pathname, int batch, Consumer<? super List<AioDirent>> entries) {
        return aioReaddirBatches(pathname, batch, entries, Callbacks.NO_COUNT);
    }

    /**
     * Walks a tree, several directories at a time, and gives what is in it. Symbolic links are given, not followed;
     * types are always known, inode numbers come along. A directory that can't be read is told, and the walk goes on.
     * Directories are opened one in the other by openat(2) with O_NOFOLLOW, and read by getdents64(2): nothing outside the
     * tree is reached, not even if a directory is replaced by a link meanwhile. A tree may be deeper than a path can be long;
     * up to 64 descriptors are open at a time. IO::AIO has no such request.
     *
     * @param pathname the tree's root; a symbolic link is followed
     * @param how {@link AioTree#WHOLE}, or less of it
     * @param batch gets the entries, a directory or a part of a large one at a time, in no particular order of
     *     directories; called in the thread that polls. Cancelling the request ends the walk
     * @param callback gets the number of entries, or -1 if the root can't be read: ENOENT, ENOTDIR, EACCES …
     * @return the request; it gives the number of entries
     */
    default AioRequest<Long> aioTree(String pathname, AioTree how, Consumer<? super AioTreeBatch> batch,
            LongConsumer callback) {
        return TreeWalk.start(PoolAccess.scope(this), pathname, how, batch, callback);
    }

    /**
     * {@link #aioTree(String, AioTree, Consumer, LongConsumer)} without a callback for its end.
     *
     * @param pathname the tree's root
     * @param how {@link AioTree#WHOLE}, or less of it
     * @param batch gets the entries
     * @return the request; it gives the number of entries
     */
    default AioRequest<Long> aioTree(String pathname, AioTree how, Consumer<? super AioTreeBatch> batch) {
        return aioTree(pathname, how, batch, Callbacks.NO_COUNT);
    }

    /**
     * Removes a directory with all that is in it, by openat(2) and unlinkat(2): {@code aio_rmtree}. What can't be removed
     * stays, and so do the directories that it is in.
     *
     * <p>Symbolic links are removed, never followed, not even if a directory is replaced by one meanwhile. A directory
     * that gets new entries while it is emptied is emptied again, a few times. A tree may be deeper than a path can be
     * long.
     *
     * @param pathname the directory; ENOTDIR if it is a symbolic link
     * @param callback gets the status of the last rmdir(2) alone: 0, or -1: ENOTEMPTY if something could not be removed,
     *     ENOENT, ENOTDIR, EBUSY for a mount point …; EMFILE, ENFILE or ENOMEM if it could not be removed for want of
     *     descriptors or memory
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRmtree(String pathname, LongConsumer callback) {
        return RemoveTree.start(PoolAccess.scope(this), pathname, null, callback);
    }

    /**
     * {@link #aioRmtree(String, LongConsumer)} without a callback.
     *
     * @param pathname the directory
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRmtree(String pathname) {
        return aioRmtree(pathname, Callbacks.NO_COUNT);
    }

    /**
     * Copies a tree with all that {@code cp -a} keeps: directories, files with their holes, symbolic links as such, fifos,
     * sockets and devices; owner, mode, times, extended attributes, POSIX ACLs and capabilities, those of a directory after
     * its contents. What the target can't hold is left out, and access never gets wider than to the source, not even on the
     * way. Names of one file, link or device become names of one again. IO::AIO has no such request.
     *
     * <p>Both trees are gone through by openat(2) with O_NOFOLLOW, a directory in the other: nothing outside them is read
     * or written, not even if a directory is replaced by a link meanwhile. They may be deeper than a path can be long; up to
     * 128 descriptors are open at a time for directories.
     *
     * <p>What can't be copied is left out, and the rest is copied. The target's parent has to exist. An existing target
     * directory is merged with: what is in the way of an entry is replaced, but a directory by another one's contents
     * only. Where the source and what is in its way are the same, by device and inode, under whatever names, or where that
     * is what a symbolic link in the source leads to, the entry is not copied, and both stay as they are. When cancelled,
     * the request leaves what is copied already, and no incomplete file; directories that are not complete have the mode
     * 0700.
     *
     * @param src the tree's root, or one file; a symbolic link is copied
     * @param dst the copy, not the directory to put it in; a symbolic link to a directory is followed for a tree
     * @param progress told after each entry, in the thread that polls
     * @param callback gets 0, or -1 if something could not be copied, with the first one's errno: EACCES, ENOSPC; EINVAL
     *     if src is dst, or contains it (then the copy lacks only itself) …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCptree(String src, String dst, Consumer<? super AioTreeProgress> progress,
            LongConsumer callback) {
        Scope scope = PoolAccess.scope(this);
        return new CopyTree(scope, src, scope.directoryOrCurrent(), dst, false, progress, callback).request();
    }

    /**
     * {@link #aioCptree(String, String, Consumer, LongConsumer)} that tells nothing on the way.
     *
     * @param src the tree's root, or one file
     * @param dst the copy
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCptree(String src, String dst, LongConsumer callback) {
        return aioCptree(src, dst, Callbacks.noObject(), callback);
    }

    /**
     * {@link #aioCptree(String, String, Consumer, LongConsumer)} that tells nothing on the way, without a callback.
     *
     * @param src the tree's root, or one file
     * @param dst the copy
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCptree(String src, String dst) {
        return aioCptree(src, dst, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioCptree(String, String, Consumer, LongConsumer) aioCptree} with the copy in a directory of its own.
     *
     * @param src the tree's root, or one file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst the copy
     * @param progress told after each entry
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCptree(String src, AioWd dstDir, String dst, Consumer<? super AioTreeProgress> progress,
            LongConsumer callback) {
        return new CopyTree(PoolAccess.scope(this), src, PoolAccess.directory(Objects.requireNonNull(dstDir, "dstDir")), dst, false, progress, callback).request();
    }

    /**
     * {@link #aioCptree(String, AioWd, String, Consumer, LongConsumer)} without a callback for its end.
     *
     * @param src the tree's root, or one file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst the copy
     * @param progress told after each entry
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCptree(String src, AioWd dstDir, String dst, Consumer<? super AioTreeProgress> progress) {
        return aioCptree(src, dstDir, dst, progress, Callbacks.NO_COUNT);
    }

    /**
     * Moves a tree, or a file. It is renamed, or where that would cross file systems (EXDEV),
     * {@linkplain #aioCptree(String, String, Consumer, LongConsumer) copied}, and the source removed if all of it could be
     * copied, by {@link #aioRmtree(String, LongConsumer) aioRmtree}. Where something else has got its name meanwhile, that
     * stays. IO::AIO has no such request.
     *
     * @param src the tree's root, or one file
     * @param dst its new name; as for rename(2), an existing file is replaced by a file, an empty directory by a
     *     directory
     * @param progress told after each entry that is copied, in the thread that polls; never if renaming does
     * @param callback gets 0, or -1: ENOTEMPTY, ENOTDIR, EISDIR if dst is in the way; EINVAL if src is dst under whatever
     *     names, or a symbolic link to it, or contains it, and nothing is moved; ESTALE if src became something else
     *     before it was removed; or why something could not be copied or removed
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMvtree(String src, String dst, Consumer<? super AioTreeProgress> progress,
            LongConsumer callback) {
        Scope scope = PoolAccess.scope(this);
        return MoveTree.start(scope, src, scope.directoryOrCurrent(), dst, progress, callback);
    }

    /**
     * {@link #aioMvtree(String, String, Consumer, LongConsumer)} that tells nothing on the way.
     *
     * @param src the tree's root, or one file
     * @param dst its new name
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMvtree(String src, String dst, LongConsumer callback) {
        return aioMvtree(src, dst, Callbacks.noObject(), callback);
    }

    /**
     * {@link #aioMvtree(String, String, Consumer, LongConsumer)} that tells nothing on the way, without a callback.
     *
     * @param src the tree's root, or one file
     * @param dst its new name
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMvtree(String src, String dst) {
        return aioMvtree(src, dst, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioMvtree(String, String, Consumer, LongConsumer) aioMvtree} with the new name in a directory of its own.
     *
     * @param src the tree's root, or one file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst its new name
     * @param progress told after each entry that is copied
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMvtree(String src, AioWd dstDir, String dst, Consumer<? super AioTreeProgress> progress,
            LongConsumer callback) {
        return MoveTree.start(PoolAccess.scope(this), src, PoolAccess.directory(Objects.requireNonNull(dstDir, "dstDir")), dst, progress, callback);
    }

    /**
     * {@link #aioMvtree(String, AioWd, String, Consumer, LongConsumer)} without a callback for its end.
     *
     * @param src the tree's root, or one file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst its new name
     * @param progress told after each entry that is copied
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMvtree(String src, AioWd dstDir, String dst, Consumer<? super AioTreeProgress> progress) {
        return aioMvtree(src, dstDir, dst, progress, Callbacks.NO_COUNT);
    }
}
