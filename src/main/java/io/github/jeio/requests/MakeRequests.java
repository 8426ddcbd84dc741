package io.github.jeio.requests;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDir;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTempFile;
import io.github.jeio.AioTreeRemove;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.tree.OpenDirectory;
import io.github.jeio.internal.tree.Remove;
import io.github.jeio.internal.tree.Temporary;
import io.github.jeio.internal.wire.Op;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Making and removing in one request what takes several elsewhere. Part of {@link PathRequests}, where the rules for paths
 * are. IO::AIO has none of them; libuv, Node and java.nio.file do.
 *
 * @hidden
 */
public sealed interface MakeRequests permits PathRequests {

    /**
     * Makes a directory and those that lead to it, as {@code mkdir -p}: mkdirat(2), again and again. One that exists is no
     * error, whoever made it.
     *
     * @param pathname the directory
     * @param mode permissions, such as 0777, less the umask; directories on the way have them too, and in any case the
     *     owner's right to write and search
     * @param callback gets 0, or -1: EEXIST if it exists and is no directory, ENOTDIR if something on the way is none,
     *     EACCES, ENOSPC …; directories that were made before the error stay
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMkdirs(String pathname, int mode, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.MKDIRS).path("pathname", pathname).int2(mode).count(callback);
    }

    /**
     * {@link #aioMkdirs(String, int, LongConsumer)} without a callback.
     *
     * @param pathname the directory
     * @param mode permissions, such as 0777, less the umask
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioMkdirs(String pathname, int mode) {
        return aioMkdirs(pathname, mode, Callbacks.NO_COUNT);
    }

    /**
     * Makes a directory of a name that nobody has yet, as mkdtemp(3): the prefix and six letters or digits, with mode 0700.
     *
     * @param prefix what its path begins with, such as {@code /tmp/job-}
     * @param callback gets its path, or null: ENOENT if the directory that it is to be in is missing, EACCES, ENOSPC …
     * @return the request; it gives the path
     */
    default AioRequest<String> aioMkdtemp(String prefix, Consumer<? super @Nullable String> callback) {
        return Temporary.directory(PoolAccess.scope(this), prefix, callback);
    }

    /**
     * {@link #aioMkdtemp(String, Consumer)} without a callback.
     *
     * @param prefix what its path begins with
     * @return the request; it gives the path
     */
    default AioRequest<String> aioMkdtemp(String prefix) {
        return aioMkdtemp(prefix, Callbacks.noObject());
    }

    /**
     * Makes a file of a name that nobody has yet, and opens it for reading and writing, as mkstemp(3): the prefix and six
     * letters or digits, with mode 0600.
     *
     * @param prefix what its path begins with, such as {@code /tmp/job-}
     * @param callback gets its path and its descriptor, which is to be closed; or null: ENOENT if the directory that it is to
     *     be in is missing, EACCES, EMFILE, ENOSPC …
     * @return the request; it gives the path and the descriptor
     */
    default AioRequest<AioTempFile> aioMkstemp(String prefix, Consumer<? super @Nullable AioTempFile> callback) {
        return Temporary.file(PoolAccess.scope(this), prefix, callback);
    }

    /**
     * {@link #aioMkstemp(String, Consumer)} without a callback.
     *
     * @param prefix what its path begins with
     * @return the request; it gives the path and the descriptor
     */
    default AioRequest<AioTempFile> aioMkstemp(String prefix) {
        return aioMkstemp(prefix, Callbacks.noObject());
    }

    /**
     * Gives a file that is open another name, or its first one where it was opened by {@link AioConstants#O_TMPFILE
     * O_TMPFILE}: linkat(2) with AT_EMPTY_PATH, and where that needs a capability, by way of /proc. So a file can be filled
     * before anybody finds it.
     *
     * @param fd the descriptor
     * @param pathname the name, on the same file system
     * @param callback gets 0, or -1: EEXIST, EXDEV, ENOENT if all of the file's names are gone or it was opened with
     *     O_EXCL, EBADF …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioLinkat(int fd, String pathname, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.LINKAT).path("pathname", pathname).int1(fd).count(callback);
    }

    /**
     * {@link #aioLinkat(int, String, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param pathname the name, on the same file system
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioLinkat(int fd, String pathname) {
        return aioLinkat(fd, pathname, Callbacks.NO_COUNT);
    }

    /**
     * Adds to the end of a file, which is made if need be: open(2) with O_APPEND, write(2) until all is written, close(2).
     * Each write is at the end that the file has at that moment.
     *
     * @param pathname the file; a symbolic link is followed
     * @param data what to add: the buffer's remaining bytes, which must be left alone until the request is done; its position
     *     stays
     * @param mode permissions for a file that is made, such as 0666, less the umask
     * @param callback gets the number of bytes, all of them; or -1: ENOSPC, EDQUOT, EACCES …, where a part may have been
     *     added
     * @return the request; it gives the number of bytes
     */
    default AioRequest<Long> aioAppend(String pathname, ByteBuffer data, int mode, LongConsumer callback) {
        Objects.requireNonNull(data, "data");
        return Call.on(PoolAccess.scope(this), Op.APPEND).path("pathname", pathname).int2(mode)
                .writeFrom(data, data.position(), data.remaining()).count(callback);
    }

    /**
     * {@link #aioAppend(String, ByteBuffer, int, LongConsumer)} without a callback.
     *
     * @param pathname the file
     * @param data what to add: the buffer's remaining bytes
     * @param mode permissions for a file that is made, such as 0666, less the umask
     * @return the request; it gives the number of bytes
     */
    default AioRequest<Long> aioAppend(String pathname, ByteBuffer data, int mode) {
        return aioAppend(pathname, data, mode, Callbacks.NO_COUNT);
    }

    /**
     * Removes whatever is there: a file or a symbolic link by unlink(2), a directory with all that is in it as {@link
     * TreeRequests#aioRmtree(String, LongConsumer) aioRmtree} does.
     *
     * @param pathname the file, link or tree; a link is removed, never followed
     * @param callback gets 0, or -1: ENOENT, EACCES, EPERM, EBUSY …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRemove(String pathname, LongConsumer callback) {
        return aioRemove(pathname, AioTreeRemove.WHOLE, callback);
    }

    /**
     * {@link #aioRemove(String, LongConsumer)} in another way: a part of the tree, on one device, telling how far it has come.
     *
     * @param pathname the file, link or tree
     * @param how {@link AioTreeRemove#WHOLE}, changed; a file or link is removed whatever its filter says
     * @param callback gets 0, or -1; 0 where all is gone that was to be removed
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRemove(String pathname, AioTreeRemove how, LongConsumer callback) {
        return Remove.start(PoolAccess.scope(this), pathname, how, callback);
    }

    /**
     * {@link #aioRemove(String, LongConsumer)} without a callback.
     *
     * @param pathname the file, link or tree
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRemove(String pathname) {
        return aioRemove(pathname, Callbacks.NO_COUNT);
    }

    /**
     * Opens a directory to read it batch by batch, at the reader's own pace, as opendir(3). {@link IoAio#aioReaddirBatches(String,
     * int, Consumer) aioReaddirBatches} is the form that pushes.
     *
     * @param pathname the directory; a symbolic link is followed
     * @param callback gets the open directory, to be closed; or null: ENOENT, ENOTDIR, EACCES, EMFILE …
     * @return the request; it gives the open directory, to be closed
     */
    default AioRequest<AioDir> aioOpendir(String pathname, Consumer<? super @Nullable AioDir> callback) {
        return OpenDirectory.start(PoolAccess.scope(this), pathname, callback);
    }

    /**
     * {@link #aioOpendir(String, Consumer)} without a callback.
     *
     * @param pathname the directory
     * @return the request; it gives the open directory, to be closed
     */
    default AioRequest<AioDir> aioOpendir(String pathname) {
        return aioOpendir(pathname, Callbacks.noObject());
    }
}
