package io.github.jeio.requests;

import io.github.jeio.AioRequest;
import io.github.jeio.AioTreeCopy;
import io.github.jeio.AioTreeProgress;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.Directory;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.tree.CopyTree;
import io.github.jeio.internal.tree.MoveTree;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Copying and moving trees: requests that are made of other requests, which inherit their priority. Part of
 * {@link PathRequests}, where the rules for paths are. How it is done is an {@link AioTreeCopy}.
 *
 * @hidden
 */
public sealed interface CopyTreeRequests permits PathRequests {

    /**
     * Copies a tree with all that {@code cp -a} keeps: directories, files with their holes, symbolic links as such, fifos,
     * sockets and devices; owner, mode, times, extended attributes, POSIX ACLs and capabilities, those of a directory after
     * its contents. What the target can't hold is left out, and access never gets wider than to the source, not even on the
     * way. Names of one file, link or device become names of one again. IO::AIO has no such request.
     *
     * <p>Both trees are gone through by openat(2) with O_NOFOLLOW, but where links are to be followed, a directory in the
     * other: nothing outside them is read or written, not even if a directory is replaced by a link meanwhile. They may be
     * deeper than a path can be long; up to
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
     * @param how {@link AioTreeCopy#WHOLE}, or in another way
     * @param callback gets 0, or -1 if something could not be copied, with the first one's errno: EACCES, ENOSPC; EINVAL
     *     if src is dst, or contains it (then the copy lacks only itself) …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCptree(String src, String dst, AioTreeCopy how, LongConsumer callback) {
        Scope scope = PoolAccess.scope(this);
        return new CopyTree(scope, src, scope.directoryOrCurrent(), dst, false, how, callback).request();
    }

    /**
     * {@link #aioCptree(String, String, AioTreeCopy, LongConsumer)} without a callback.
     *
     * @param src the tree's root, or one file
     * @param dst the copy
     * @param how {@link AioTreeCopy#WHOLE}, or in another way
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCptree(String src, String dst, AioTreeCopy how) {
        return aioCptree(src, dst, how, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioCptree(String, String, AioTreeCopy, LongConsumer)} of the whole tree, which tells how far it has come.
     *
     * @param src the tree's root, or one file
     * @param dst the copy
     * @param progress told after each entry, in the thread that polls
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCptree(String src, String dst, Consumer<? super AioTreeProgress> progress,
            LongConsumer callback) {
        return aioCptree(src, dst, AioTreeCopy.WHOLE.progress(progress), callback);
    }

    /**
     * {@link #aioCptree(String, String, AioTreeCopy, LongConsumer)} of the whole tree.
     *
     * @param src the tree's root, or one file
     * @param dst the copy
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCptree(String src, String dst, LongConsumer callback) {
        return aioCptree(src, dst, AioTreeCopy.WHOLE, callback);
    }

    /**
     * {@link #aioCptree(String, String, AioTreeCopy, LongConsumer)} of the whole tree, without a callback.
     *
     * @param src the tree's root, or one file
     * @param dst the copy
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCptree(String src, String dst) {
        return aioCptree(src, dst, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioCptree(String, String, AioTreeCopy, LongConsumer) aioCptree} with the copy in a directory of its own.
     *
     * @param src the tree's root, or one file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst the copy
     * @param how {@link AioTreeCopy#WHOLE}, or in another way
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCptree(String src, AioWd dstDir, String dst, AioTreeCopy how, LongConsumer callback) {
        Directory to = PoolAccess.directory(Objects.requireNonNull(dstDir, "dstDir"));
        return new CopyTree(PoolAccess.scope(this), src, to, dst, false, how, callback).request();
    }

    /**
     * {@link #aioCptree(String, AioWd, String, AioTreeCopy, LongConsumer)} without a callback.
     *
     * @param src the tree's root, or one file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst the copy
     * @param how {@link AioTreeCopy#WHOLE}, or in another way
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioCptree(String src, AioWd dstDir, String dst, AioTreeCopy how) {
        return aioCptree(src, dstDir, dst, how, Callbacks.NO_COUNT);
    }

    /**
     * Moves a tree, or a file. It is renamed, or where that would cross file systems (EXDEV),
     * {@linkplain #aioCptree(String, String, AioTreeCopy, LongConsumer) copied}, and the source removed if all of it could be
     * copied, by {@link IoAio#aioRmtree(String, LongConsumer) aioRmtree}. Where something else has got its name meanwhile, that
     * stays. IO::AIO has no such request.
     *
     * <p>Between the two the copy is brought to the disk: so a power cut loses nothing, whatever the moment. It costs one
     * syncfs(2) for the whole tree, which also writes what others have written to that file system; sync(2) where syncfs is
     * missing or denied. On FUSE, CIFS and 9p, whose servers are not told of syncfs, each file and directory is brought to
     * the disk by fsync(2), and so is one file that is moved alone, with the directory that it is in. If that fails, the
     * source stays as it was, and so does the copy of a tree. (Before Linux 5.8, syncfs does not tell of every error.)
     *
     * @param src the tree's root, or one file
     * @param dst its new name; as for rename(2), an existing file is replaced by a file, an empty directory by a
     *     directory
     * @param how {@link AioTreeCopy#WHOLE}, or in another way; all of the tree in any case: it has neither a filter, nor does
     *     it dereference links or leave anything out of another device
     * @param callback gets 0, or -1: ENOTEMPTY, ENOTDIR, EISDIR if dst is in the way; EINVAL if src is dst under whatever
     *     names, or a symbolic link to it, or contains it, and nothing is moved; ESTALE if src became something else
     *     before it was removed; or why something could not be copied, brought to the disk, or removed
     * @return the request; it gives 0
     * @throws IllegalArgumentException how is not of all of the tree
     */
    default AioRequest<Long> aioMvtree(String src, String dst, AioTreeCopy how, LongConsumer callback) {
        Scope scope = PoolAccess.scope(this);
        return MoveTree.start(scope, src, scope.directoryOrCurrent(), dst, how, callback);
    }

    /**
     * {@link #aioMvtree(String, String, AioTreeCopy, LongConsumer)} without a callback.
     *
     * @param src the tree's root, or one file
     * @param dst its new name
     * @param how {@link AioTreeCopy#WHOLE}, or in another way
     * @return the request; it gives 0
     * @throws IllegalArgumentException how is not of all of the tree
     */
    default AioRequest<Long> aioMvtree(String src, String dst, AioTreeCopy how) {
        return aioMvtree(src, dst, how, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioMvtree(String, String, AioTreeCopy, LongConsumer)} that tells how far it has come.
     *
     * @param src the tree's root, or one file
     * @param dst its new name
     * @param progress told after each entry that is copied, in the thread that polls; never if renaming does
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMvtree(String src, String dst, Consumer<? super AioTreeProgress> progress,
            LongConsumer callback) {
        return aioMvtree(src, dst, AioTreeCopy.WHOLE.progress(progress), callback);
    }

    /**
     * {@link #aioMvtree(String, String, AioTreeCopy, LongConsumer)} in the usual way.
     *
     * @param src the tree's root, or one file
     * @param dst its new name
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMvtree(String src, String dst, LongConsumer callback) {
        return aioMvtree(src, dst, AioTreeCopy.WHOLE, callback);
    }

    /**
     * {@link #aioMvtree(String, String, AioTreeCopy, LongConsumer)} in the usual way, without a callback.
     *
     * @param src the tree's root, or one file
     * @param dst its new name
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMvtree(String src, String dst) {
        return aioMvtree(src, dst, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioMvtree(String, String, AioTreeCopy, LongConsumer) aioMvtree} with the new name in a directory of its own.
     *
     * @param src the tree's root, or one file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst its new name
     * @param how {@link AioTreeCopy#WHOLE}, or in another way
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     * @throws IllegalArgumentException how is not of all of the tree
     */
    default AioRequest<Long> aioMvtree(String src, AioWd dstDir, String dst, AioTreeCopy how, LongConsumer callback) {
        return MoveTree.start(PoolAccess.scope(this), src, PoolAccess.directory(Objects.requireNonNull(dstDir, "dstDir")), dst, how, callback);
    }

    /**
     * {@link #aioMvtree(String, AioWd, String, AioTreeCopy, LongConsumer)} without a callback.
     *
     * @param src the tree's root, or one file
     * @param dstDir the directory that dst is resolved against; {@link IoAio#CWD}: the process's own
     * @param dst its new name
     * @param how {@link AioTreeCopy#WHOLE}, or in another way
     * @return the request; it gives 0
     * @throws IllegalArgumentException how is not of all of the tree
     */
    default AioRequest<Long> aioMvtree(String src, AioWd dstDir, String dst, AioTreeCopy how) {
        return aioMvtree(src, dstDir, dst, how, Callbacks.NO_COUNT);
    }
}
