package io.github.jeio.requests;

import io.github.jeio.AioDirent;
import io.github.jeio.AioRequest;
import io.github.jeio.AioScan;
import io.github.jeio.AioTree;
import io.github.jeio.AioTreeBatch;
import io.github.jeio.AioTreeRemove;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.tree.ReadDirectory;
import io.github.jeio.internal.tree.RemoveChosen;
import io.github.jeio.internal.tree.RemoveTree;
import io.github.jeio.internal.tree.ScanDirectory;
import io.github.jeio.internal.tree.TreeWalk;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Directories and trees at once: requests that are made of other requests, which inherit their priority. Part of
 * {@link PathRequests}, where the rules for paths are.
 *
 * <p>Each can be cancelled as one, at any moment, and leaves nothing open. Where a callback gets -1 or null,
 * {@link IoAio#errno()} says why.
 *
 * @hidden
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
        return aioRmtree(pathname, RemoveTree.REQUESTS, callback);
    }

    /**
     * {@link #aioRmtree(String, LongConsumer)} with so many requests in flight. On a file system across a network more of them
     * make up for its round trips.
     *
     * @param pathname the directory
     * @param maxreq how many requests may be in flight at a time; 0 or less: 16
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRmtree(String pathname, int maxreq, LongConsumer callback) {
        return RemoveTree.start(PoolAccess.scope(this), pathname, null, maxreq, callback);
    }

    /**
     * {@link #aioRmtree(String, int, LongConsumer)} without a callback.
     *
     * @param pathname the directory
     * @param maxreq how many requests may be in flight at a time; 0 or less: 16
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRmtree(String pathname, int maxreq) {
        return aioRmtree(pathname, maxreq, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioRmtree(String, LongConsumer)} in another way: a part of the tree, on one device, telling how far it has come.
     *
     * @param pathname the directory; ENOTDIR if it is a symbolic link
     * @param how {@link AioTreeRemove#WHOLE}, changed
     * @param callback gets 0 where all is gone that was to be removed, or -1 with the errno of the first entry that is not:
     *     EACCES, EBUSY, ENOTEMPTY where a directory got new entries meanwhile …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRmtree(String pathname, AioTreeRemove how, LongConsumer callback) {
        return RemoveChosen.start(PoolAccess.scope(this), pathname, how, callback);
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
}
