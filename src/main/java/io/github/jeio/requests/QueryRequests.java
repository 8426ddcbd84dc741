package io.github.jeio.requests;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStatFs;
import io.github.jeio.PathRequests;
import io.github.jeio.internal.check.Arguments;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.tree.Exists;
import io.github.jeio.internal.wire.Op;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Questions about a path that stat does not answer: whether one may use it, and what file system it is on. Part of {@link
 * PathRequests}, where the rules for paths are. IO::AIO has none of them; libuv and Node do.
 *
 * @hidden
 */
public sealed interface QueryRequests permits PathRequests {

    /**
     * Tells whether a file exists and may be used in the ways that are asked for, as faccessat2(2).
     *
     * @param pathname the file; a symbolic link is followed unless {@code flags} says otherwise
     * @param mode {@link AioConstants#F_OK F_OK}: whether it exists; or any of {@code R_OK}, {@code W_OK}, {@code X_OK}
     * @param flags {@link AioConstants#AT_EACCESS AT_EACCESS}: with the effective user and group in place of the real ones;
     *     {@code AT_SYMLINK_NOFOLLOW}: a link itself; 0 for none. Since Linux 5.8; before that the C library finds out by
     *     other calls
     * @param callback gets 0 if so, or -1: ENOENT, EACCES, EROFS for writing on a read-only file system, EINVAL for a mode
     *     or flags that are none …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioAccess(String pathname, int mode, int flags, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.ACCESS).path("pathname", pathname).int1(mode).int2(flags).count(callback);
    }

    /**
     * {@link #aioAccess(String, int, int, LongConsumer)} without a callback.
     *
     * @param pathname the file
     * @param mode {@link AioConstants#F_OK F_OK}, or any of {@code R_OK}, {@code W_OK}, {@code X_OK}
     * @param flags {@link AioConstants#AT_EACCESS AT_EACCESS}, {@code AT_SYMLINK_NOFOLLOW}; 0 for none
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioAccess(String pathname, int mode, int flags) {
        return aioAccess(pathname, mode, flags, Callbacks.NO_COUNT);
    }

    /**
     * {@link #aioAccess(String, int, int, LongConsumer)} without flags, as access(2).
     *
     * @param pathname the file
     * @param mode {@link AioConstants#F_OK F_OK}, or any of {@code R_OK}, {@code W_OK}, {@code X_OK}
     * @param callback gets 0 if so, or -1: ENOENT, EACCES …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioAccess(String pathname, int mode, LongConsumer callback) {
        return aioAccess(pathname, mode, 0, callback);
    }

    /**
     * {@link #aioAccess(String, int, LongConsumer)} without a callback.
     *
     * @param pathname the file
     * @param mode {@link AioConstants#F_OK F_OK}, or any of {@code R_OK}, {@code W_OK}, {@code X_OK}
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioAccess(String pathname, int mode) {
        return aioAccess(pathname, mode, 0, Callbacks.NO_COUNT);
    }

    /**
     * Tells whether a file exists, without an error where it does not: lstat(2), where ENOENT and ENOTDIR mean no.
     *
     * @param pathname the file; of a symbolic link it is the link that counts
     * @param callback gets whether there is such a file, or null: EACCES, ELOOP, EIO …
     * @return the request; it gives whether there is such a file
     */
    default AioRequest<Boolean> aioExists(String pathname, Consumer<? super @Nullable Boolean> callback) {
        return Exists.start(PoolAccess.scope(this), pathname, callback);
    }

    /**
     * {@link #aioExists(String, Consumer)} without a callback.
     *
     * @param pathname the file
     * @return the request; it gives whether there is such a file
     */
    default AioRequest<Boolean> aioExists(String pathname) {
        return aioExists(pathname, Callbacks.noObject());
    }

    /**
     * Tells what a file system is and how full, as statfs(2): beside what statvfs gives, its type. Nothing but the right to
     * reach the file is needed.
     *
     * @param pathname any file on it; a symbolic link is followed
     * @param callback gets what it tells, or null: ENOENT, EACCES …
     * @return the request; it gives what the file system tells
     */
    default AioRequest<AioStatFs> aioStatfs(String pathname, Consumer<? super @Nullable AioStatFs> callback) {
        return Call.on(PoolAccess.scope(this), Op.STATFS).path("pathname", pathname).object(callback);
    }

    /**
     * {@link #aioStatfs(String, Consumer)} without a callback.
     *
     * @param pathname any file on it
     * @return the request; it gives what the file system tells
     */
    default AioRequest<AioStatFs> aioStatfs(String pathname) {
        return aioStatfs(pathname, Callbacks.noObject());
    }

    /**
     * Asks for a limit that holds for a file, as pathconf(3).
     *
     * @param pathname the file; a symbolic link is followed
     * @param name one of {@link AioConstants#PC_NAME_MAX PC_NAME_MAX}, {@code PC_PATH_MAX}, {@code PC_LINK_MAX} and the other
     *     {@code PC_} constants
     * @param callback gets the limit; {@code Long.MAX_VALUE} where there is none; or -1: EINVAL where the name is none, or
     *     does not fit the file, ENOENT …
     * @return the request; it gives the limit
     * @throws IllegalArgumentException name is negative
     */
    default AioRequest<Long> aioPathconf(String pathname, int name, LongConsumer callback) {
        Arguments.notNegative("name", name);
        return Call.on(PoolAccess.scope(this), Op.PATHCONF).path("pathname", pathname).int2(name).count(callback);
    }

    /**
     * {@link #aioPathconf(String, int, LongConsumer)} without a callback.
     *
     * @param pathname the file
     * @param name one of {@link AioConstants#PC_NAME_MAX PC_NAME_MAX} and the other {@code PC_} constants
     * @return the request; it gives the limit, {@code Long.MAX_VALUE} where there is none
     * @throws IllegalArgumentException name is negative
     */
    default AioRequest<Long> aioPathconf(String pathname, int name) {
        return aioPathconf(pathname, name, Callbacks.NO_COUNT);
    }
}
