package io.github.jeio.requests;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirents;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.internal.wire.ReaddirFlags;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reading directories. Part of {@link PathRequests}, where the rules for paths are.
 *
 * <p>Where a callback gets -1 or null, {@link IoAio#errno()} says why.
 *
 * @hidden
 */
public sealed interface DirectoryRequests permits PathRequests {

    /**
     * Reads a whole directory, as opendir(3), readdir(3) and closedir(3) together: {@code aio_readdir}.
     *
     * @param pathname the directory
     * @param callback gets the names in no particular order, without {@code .} and {@code ..}, unmodifiable; or null:
     *     ENOENT, ENOTDIR, EACCES …
     * @return the request; it gives the names
     */
    default AioRequest<List<String>> aioReaddir(String pathname, Consumer<? super @Nullable List<String>> callback) {
        return Call.on(PoolAccess.scope(this), Op.READDIR).path("pathname", pathname).object(callback);
    }

    /**
     * {@link #aioReaddir(String, Consumer)} without a callback.
     *
     * @param pathname the directory
     * @return the request; it gives the names
     */
    default AioRequest<List<String>> aioReaddir(String pathname) {
        return aioReaddir(pathname, Callbacks.noObject());
    }

    /**
     * Reads a whole directory, in an order of choice, with types and inode numbers if wanted: {@code aio_readdirx}.
     * The flags are a combination of:
     * <ul>
     * <li>{@link AioConstants#READDIR_DENTS READDIR_DENTS}: the entries have type and inode number. Without it they
     *     have the name only, the type {@code DT_UNKNOWN} and the inode number 0.
     * <li>{@link AioConstants#READDIR_DIRS_FIRST READDIR_DIRS_FIRST}: directories first; where the file system does not
     *     tell types, what looks like one by its name.
     * <li>{@link AioConstants#READDIR_STAT_ORDER READDIR_STAT_ORDER}: in the order in which a stat of every entry is
     *     fastest, which is mostly that of the inode numbers. With both, directories come first nevertheless.
     * </ul>
     *
     * @param pathname the directory
     * @param flags 0, or any of these
     * @param callback gets the entries and the flags, or null: ENOENT, ENOTDIR, EACCES …
     * @return the request; it gives the entries and the flags
     * @throws IllegalArgumentException flags has bits that can't be asked for,
     *     {@link AioConstants#READDIR_FOUND_UNKNOWN READDIR_FOUND_UNKNOWN} among them
     */
    default AioRequest<AioDirents> aioReaddirx(String pathname, int flags, Consumer<? super @Nullable AioDirents> callback) {
        if ((flags & ~ReaddirFlags.ASKABLE) != 0) {
            throw new IllegalArgumentException("flags 0x" + Integer.toHexString(flags)
                    + ": only READDIR_DENTS, READDIR_DIRS_FIRST and READDIR_STAT_ORDER can be asked for");
        }
        return Call.on(PoolAccess.scope(this), Op.READDIRX).path("pathname", pathname)
                .int1(ReaddirFlags.down(flags)).object(callback);
    }

    /**
     * {@link #aioReaddirx(String, int, Consumer)} without a callback.
     *
     * @param pathname the directory
     * @param flags 0, or any of these
     * @return the request; it gives the entries and the flags
     * @throws IllegalArgumentException flags has bits that can't be asked for,
     *     {@link AioConstants#READDIR_FOUND_UNKNOWN READDIR_FOUND_UNKNOWN} among them
     */
    default AioRequest<AioDirents> aioReaddirx(String pathname, int flags) {
        return aioReaddirx(pathname, flags, Callbacks.noObject());
    }
}
