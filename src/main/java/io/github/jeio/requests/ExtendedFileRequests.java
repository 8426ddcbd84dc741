package io.github.jeio.requests;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStatx;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.internal.wire.Stats;
import java.nio.file.attribute.FileTime;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What Linux can tell and do beyond the manual's requests on a path. Part of {@link PathRequests}, where the rules for
 * paths are.
 *
 * <p>Where a callback gets -1 or null, {@link IoAio#errno()} says why.
 *
 * @hidden
 */
public sealed interface ExtendedFileRequests permits PathRequests {

    /**
     * Tells more of a file than stat does, its time of creation for one, and no more than is asked for, as statx(2).
     * Since Linux 4.11; where the call is missing or denied, what stat(2) tells.
     *
     * @param pathname the file
     * @param flags {@link AioConstants#AT_SYMLINK_NOFOLLOW AT_SYMLINK_NOFOLLOW}: a link itself; {@code
     *     AT_NO_AUTOMOUNT}; {@code AT_STATX_FORCE_SYNC} or {@code AT_STATX_DONT_SYNC}: how fresh a network file
     *     system's answer must be; {@code AT_EMPTY_PATH}: the empty path is the directory itself; 0 for none
     * @param mask the fields that are wanted, {@link AioConstants#STATX_BASIC_STATS STATX_} constants; -1: all that
     *     there are
     * @param callback gets what the file system knows of it, with the fields in {@link AioStatx#mask()}; or null:
     *     ENOENT, EACCES, EINVAL for flags that are not known …
     * @return the request; it gives what the file system knows of the file
     */
    default AioRequest<AioStatx> aioStatx(String pathname, int flags, int mask, Consumer<? super @Nullable AioStatx> callback) {
        return Call.on(PoolAccess.scope(this), Op.STATX).path("pathname", pathname).int1(flags)
                .int2(Stats.askable(mask)).object(callback);
    }

    /**
     * {@link #aioStatx(String, int, int, Consumer)} without a callback.
     *
     * @param pathname the file
     * @param flags {@link AioConstants#AT_SYMLINK_NOFOLLOW AT_SYMLINK_NOFOLLOW}: a link itself; {@code
     *     AT_NO_AUTOMOUNT}; {@code AT_STATX_FORCE_SYNC} or {@code AT_STATX_DONT_SYNC}: how fresh a network file
     *     system's answer must be; {@code AT_EMPTY_PATH}: the empty path is the directory itself; 0 for none
     * @param mask the fields that are wanted, {@link AioConstants#STATX_BASIC_STATS STATX_} constants; -1: all that
     *     there are
     * @return the request; it gives what the file system knows of the file
     */
    default AioRequest<AioStatx> aioStatx(String pathname, int flags, int mask) {
        return aioStatx(pathname, flags, mask, Callbacks.noObject());
    }

    /**
     * Like {@link IoAio#aioUtime(String, FileTime, FileTime, LongConsumer) aioUtime}, but of a symbolic link it
     * sets the link's own times, as utimensat(2) with AT_SYMLINK_NOFOLLOW.
     *
     * @param pathname the file or link
     * @param atime the time of last access; null: now; {@link IoAio#OMIT}: stays as it is
     * @param mtime the time of last modification; null: now; {@link IoAio#OMIT}: stays as it is
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioLutime(String pathname, @Nullable FileTime atime, @Nullable FileTime mtime, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.LUTIME).path("pathname", pathname).times(atime, mtime)
                .int1(AioConstants.AT_SYMLINK_NOFOLLOW).count(callback);
    }

    /**
     * {@link #aioLutime(String, FileTime, FileTime, LongConsumer)} without a callback.
     *
     * @param pathname the file or link
     * @param atime the time of last access; null: now; {@link IoAio#OMIT}: stays as it is
     * @param mtime the time of last modification; null: now; {@link IoAio#OMIT}: stays as it is
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioLutime(String pathname, @Nullable FileTime atime, @Nullable FileTime mtime) {
        return aioLutime(pathname, atime, mtime, Callbacks.NO_COUNT);
    }

    /**
     * Like {@link IoAio#aioChown(String, int, int, LongConsumer) aioChown}, but of a symbolic link it changes
     * the link itself, as lchown(2).
     *
     * @param pathname the file or link
     * @param uid the user; -1: the owner stays
     * @param gid the group; -1: the group stays
     * @param callback gets 0, or -1: EPERM …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioLchown(String pathname, int uid, int gid, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.LCHOWN).path("pathname", pathname).int2(uid).int3(gid).count(callback);
    }

    /**
     * {@link #aioLchown(String, int, int, LongConsumer)} without a callback.
     *
     * @param pathname the file or link
     * @param uid the user; -1: the owner stays
     * @param gid the group; -1: the group stays
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioLchown(String pathname, int uid, int gid) {
        return aioLchown(pathname, uid, gid, Callbacks.NO_COUNT);
    }

    /**
     * Opens or creates a file, and says how its path may resolve, as openat2(2): so a path from elsewhere can be kept
     * inside of an {@link AioWd}. O_CLOEXEC is always added. Since Linux 5.6; where the call
     * is missing or denied and nothing is asked of how to resolve the path, it is openat(2).
     *
     * <p>The descriptor is a plain number that belongs to the caller; that of a request which is cancelled while it is
     * executing is closed.
     *
     * @param pathname the file
     * @param flags as for {@link IoAio#aioOpen(String, int, int, IntConsumer) aioOpen}; but a bit that the
     *     kernel does not know is an error
     * @param mode permissions for a file that is created, less the umask; 0 where {@code flags} can create none
     * @param resolve any of {@link AioConstants#RESOLVE_BENEATH RESOLVE_BENEATH}: not out of the directory; {@code
     *     RESOLVE_IN_ROOT}: the directory is the root, for {@code ..} and absolute paths as well; {@code
     *     RESOLVE_NO_SYMLINKS}; {@code RESOLVE_NO_MAGICLINKS}; {@code RESOLVE_NO_XDEV}: not into another mount; {@code
     *     RESOLVE_CACHED}: only without waiting, since Linux 5.12
     * @param callback gets the descriptor, or -1: EXDEV if the path leads out of the directory or mount, ELOOP for a
     *     link that it must not contain, EAGAIN if it is not cached, or if something was moved meanwhile, EINVAL for
     *     what is not known or does not fit together, and what open gives
     * @return the request; it gives the descriptor
     */
    default AioRequest<Integer> aioOpenat2(String pathname, int flags, int mode, long resolve, IntConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.OPENAT2).path("pathname", pathname)
                .int1(flags | AioConstants.O_CLOEXEC).int2(mode).offs(resolve).descriptor(callback);
    }

    /**
     * {@link #aioOpenat2(String, int, int, long, IntConsumer)} without a callback.
     *
     * @param pathname the file
     * @param flags as for {@link IoAio#aioOpen(String, int, int, IntConsumer) aioOpen}; but a bit that the
     *     kernel does not know is an error
     * @param mode permissions for a file that is created, less the umask; 0 where {@code flags} can create none
     * @param resolve any of {@link AioConstants#RESOLVE_BENEATH RESOLVE_BENEATH}: not out of the directory; {@code
     *     RESOLVE_IN_ROOT}: the directory is the root, for {@code ..} and absolute paths as well; {@code
     *     RESOLVE_NO_SYMLINKS}; {@code RESOLVE_NO_MAGICLINKS}; {@code RESOLVE_NO_XDEV}: not into another mount; {@code
     *     RESOLVE_CACHED}: only without waiting, since Linux 5.12
     * @return the request; it gives the descriptor
     */
    default AioRequest<Integer> aioOpenat2(String pathname, int flags, int mode, long resolve) {
        return aioOpenat2(pathname, flags, mode, resolve, Callbacks.NO_DESCRIPTOR);
    }
}
