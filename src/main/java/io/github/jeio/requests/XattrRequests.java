package io.github.jeio.requests;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Op;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Extended attributes of files: small values with names, which the manual does not have. Part of {@link PathRequests},
 * where the rules for paths are.
 *
 * <p>A name is a string of any characters but NUL, as a path is. Which attributes there can be is up to the file
 * system, and most want {@code "user."} before a name of one's own: see xattr(7). Relative to a working-directory
 * object the kernel is shown the directory by its descriptor in /proc, which therefore has to be mounted.
 *
 * <p>Where a callback gets -1 or null, {@link IoAio#errno()} says why.
 *
 * @hidden
 */
public sealed interface XattrRequests permits PathRequests {

    /**
     * Reads an extended attribute, as getxattr(2), following symbolic links.
     *
     * @param pathname the file
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @param callback gets a heap buffer that begins at position 0 and ends with the value; or null: ENODATA if the
     *     file has no such attribute, EOPNOTSUPP if the file system has none, EACCES …
     * @return the request; it gives a heap buffer with the value
     */
    default AioRequest<ByteBuffer> aioGetxattr(String pathname, String name, Consumer<? super @Nullable ByteBuffer> callback) {
        return Call.on(PoolAccess.scope(this), Op.GETXATTR).text("name", name).path("pathname", pathname).object(callback);
    }

    /**
     * {@link #aioGetxattr(String, String, Consumer)} without a callback.
     *
     * @param pathname the file
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @return the request; it gives a heap buffer with the value
     */
    default AioRequest<ByteBuffer> aioGetxattr(String pathname, String name) {
        return aioGetxattr(pathname, name, Callbacks.noObject());
    }

    /**
     * Creates or replaces an extended attribute, as setxattr(2), following symbolic links.
     *
     * @param pathname the file
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @param value its remaining bytes are the value, which may be none; they are copied at the call, and position and
     *     limit stay
     * @param flags 0: create it or replace it; {@link AioConstants#XATTR_CREATE XATTR_CREATE}: only create it; {@code
     *     XATTR_REPLACE}: only replace it
     * @param callback gets 0, or -1: EEXIST or ENODATA as the flags say, EOPNOTSUPP, ENOSPC, EDQUOT, E2BIG beyond 65536
     *     bytes, ERANGE if the name is empty or longer than 255 bytes, EPERM for a namespace that is not the caller's …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioSetxattr(String pathname, String name, ByteBuffer value, int flags,
            LongConsumer callback) {
        Objects.requireNonNull(value, "value");
        return Call.on(PoolAccess.scope(this), Op.SETXATTR).text("name", name).path("pathname", pathname).value(value)
                .int2(flags).count(callback);
    }

    /**
     * {@link #aioSetxattr(String, String, ByteBuffer, int, LongConsumer)} without a callback.
     *
     * @param pathname the file
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @param value its remaining bytes are the value, which may be none; they are copied at the call, and position and
     *     limit stay
     * @param flags 0: create it or replace it; {@link AioConstants#XATTR_CREATE XATTR_CREATE}: only create it; {@code
     *     XATTR_REPLACE}: only replace it
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioSetxattr(String pathname, String name, ByteBuffer value, int flags) {
        return aioSetxattr(pathname, name, value, flags, Callbacks.NO_COUNT);
    }

    /**
     * Lists the names of the extended attributes, as listxattr(2), following symbolic links.
     *
     * @param pathname the file
     * @param callback gets the names, in no order; an empty list if there are none; or null
     * @return the request; it gives the names, in no order
     */
    default AioRequest<List<String>> aioListxattr(String pathname, Consumer<? super @Nullable List<String>> callback) {
        return Call.on(PoolAccess.scope(this), Op.LISTXATTR).path("pathname", pathname).object(callback);
    }

    /**
     * {@link #aioListxattr(String, Consumer)} without a callback.
     *
     * @param pathname the file
     * @return the request; it gives the names, in no order
     */
    default AioRequest<List<String>> aioListxattr(String pathname) {
        return aioListxattr(pathname, Callbacks.noObject());
    }

    /**
     * Removes an extended attribute, as removexattr(2), following symbolic links.
     *
     * @param pathname the file
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @param callback gets 0, or -1: ENODATA if the file has no such attribute, EPERM, EOPNOTSUPP …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRemovexattr(String pathname, String name, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.REMOVEXATTR).text("name", name).path("pathname", pathname)
                .count(callback);
    }

    /**
     * {@link #aioRemovexattr(String, String, LongConsumer)} without a callback.
     *
     * @param pathname the file
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioRemovexattr(String pathname, String name) {
        return aioRemovexattr(pathname, name, Callbacks.NO_COUNT);
    }

    /**
     * Like {@link #aioGetxattr(String, String, Consumer) aioGetxattr}, but of a symbolic link it reads the link's own
     * attribute, as lgetxattr(2).
     *
     * @param pathname the file or link
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @param callback gets the value as there, or null
     * @return the request; it gives a heap buffer with the value
     */
    default AioRequest<ByteBuffer> aioLgetxattr(String pathname, String name, Consumer<? super @Nullable ByteBuffer> callback) {
        return Call.on(PoolAccess.scope(this), Op.LGETXATTR).text("name", name).path("pathname", pathname)
                .int1(AioConstants.AT_SYMLINK_NOFOLLOW).object(callback);
    }

    /**
     * {@link #aioLgetxattr(String, String, Consumer)} without a callback.
     *
     * @param pathname the file or link
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @return the request; it gives a heap buffer with the value
     */
    default AioRequest<ByteBuffer> aioLgetxattr(String pathname, String name) {
        return aioLgetxattr(pathname, name, Callbacks.noObject());
    }

    /**
     * Like {@link #aioSetxattr(String, String, ByteBuffer, int, LongConsumer) aioSetxattr}, but of a symbolic link it
     * sets the link's own attribute, as lsetxattr(2).
     *
     * @param pathname the file or link
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @param value its remaining bytes are the value, which may be none; they are copied at the call, and position and
     *     limit stay
     * @param flags 0: create it or replace it; {@link AioConstants#XATTR_CREATE XATTR_CREATE}: only create it; {@code
     *     XATTR_REPLACE}: only replace it
     * @param callback gets 0, or -1: EPERM for {@code user.} attributes, which a link can't have …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioLsetxattr(String pathname, String name, ByteBuffer value, int flags,
            LongConsumer callback) {
        Objects.requireNonNull(value, "value");
        return Call.on(PoolAccess.scope(this), Op.LSETXATTR).text("name", name).path("pathname", pathname)
                .int1(AioConstants.AT_SYMLINK_NOFOLLOW).value(value).int2(flags).count(callback);
    }

    /**
     * {@link #aioLsetxattr(String, String, ByteBuffer, int, LongConsumer)} without a callback.
     *
     * @param pathname the file or link
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @param value its remaining bytes are the value, which may be none; they are copied at the call, and position and
     *     limit stay
     * @param flags 0: create it or replace it; {@link AioConstants#XATTR_CREATE XATTR_CREATE}: only create it; {@code
     *     XATTR_REPLACE}: only replace it
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioLsetxattr(String pathname, String name, ByteBuffer value, int flags) {
        return aioLsetxattr(pathname, name, value, flags, Callbacks.NO_COUNT);
    }

    /**
     * Like {@link #aioListxattr(String, Consumer) aioListxattr}, but of a symbolic link it lists the link's own
     * attributes, as llistxattr(2).
     *
     * @param pathname the file or link
     * @param callback gets the names, in no order; an empty list if there are none; or null
     * @return the request; it gives the names, in no order
     */
    default AioRequest<List<String>> aioLlistxattr(String pathname, Consumer<? super @Nullable List<String>> callback) {
        return Call.on(PoolAccess.scope(this), Op.LLISTXATTR).path("pathname", pathname)
                .int1(AioConstants.AT_SYMLINK_NOFOLLOW).object(callback);
    }

    /**
     * {@link #aioLlistxattr(String, Consumer)} without a callback.
     *
     * @param pathname the file or link
     * @return the request; it gives the names, in no order
     */
    default AioRequest<List<String>> aioLlistxattr(String pathname) {
        return aioLlistxattr(pathname, Callbacks.noObject());
    }

    /**
     * Like {@link #aioRemovexattr(String, String, LongConsumer) aioRemovexattr}, but of a symbolic link it removes the
     * link's own attribute, as lremovexattr(2).
     *
     * @param pathname the file or link
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @param callback gets 0, or -1: ENODATA if the file has no such attribute, EPERM, EOPNOTSUPP …
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioLremovexattr(String pathname, String name, LongConsumer callback) {
        return Call.on(PoolAccess.scope(this), Op.LREMOVEXATTR).text("name", name).path("pathname", pathname)
                .int1(AioConstants.AT_SYMLINK_NOFOLLOW).count(callback);
    }

    /**
     * {@link #aioLremovexattr(String, String, LongConsumer)} without a callback.
     *
     * @param pathname the file or link
     * @param name the attribute's name with its namespace, such as {@code "user.checksum"}
     * @return the request; it gives 0
     */
    default AioRequest<Long> aioLremovexattr(String pathname, String name) {
        return aioLremovexattr(pathname, name, Callbacks.NO_COUNT);
    }
}
