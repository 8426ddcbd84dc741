package io.github.jeio;

import io.github.jeio.internal.FileNames;
import io.github.jeio.internal.Op;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Requests that composite requests are made of, and that are not for everyone. */
final class Steps {

    /** Bytes of entries that one request reads of a directory that is not read whole: some thousand entries. */
    static final int PORTION = 1 << 16;

    /** A bit of a copy's flags, as in {@code copy.h}: an entry that has more names is not copied. */
    static final int COPY_UNLINKED = 8;

    private Steps() { }

    /** Throws unless it can be a path: for one that is not part of a composite's first request. */
    static void checkPath(String argument, String name) {
        Objects.requireNonNull(name, argument);
        FileNames.encode(argument, name, ByteBuffer.allocate(FileNames.bound(argument, name) + 1));
    }

    /** The directory of a second path that has none of its own: the same as the first's. */
    static AioWd dirOf(PathRequests scope) {
        return scope instanceof AioWd wd ? wd : IoAio.CWD;
    }

    /**
     * Opens a directory, for requests relative to it.
     *
     * @param follow 0, or O_NOFOLLOW to refuse a symbolic link with ENOTDIR
     */
    static AioRequest<AioWd> wdAt(PathRequests scope, String path, int follow, Consumer<AioWd> callback) {
        return Call.on(scope, Op.WD_AT).path("pathname", path).int1(follow).object(callback);
    }

    /** Reads the next entries of an open directory, at most so many bytes of them; none at its end. */
    static AioRequest<List<AioDirent>> nextEntries(AioWd directory, int bytes, Consumer<List<AioDirent>> callback) {
        return Call.on(directory, Op.NEXT_ENTRIES).size(bytes).object(callback);
    }

    /** Copies a file with what aioCopy keeps; the flags are its own. */
    static AioRequest<Long> copy(PathRequests scope, String src, AioWd dstDir, String dst, int flags, LongConsumer callback) {
        return Call.on(scope, Op.COPY).path("src", src).path("dst", dst).dstDir(dstDir).int1(flags).count(callback);
    }

    /**
     * Copies an entry of a tree that is no directory, with all that cp -a keeps; no link is followed. What is in its way is
     * replaced when the copy is complete. EINVAL where that is the source itself, EISDIR where it is a directory.
     */
    static AioRequest<Copied> copyEntry(PathRequests scope, String src, AioWd dstDir, String dst, Consumer<Copied> callback) {
        return Call.on(scope, Op.COPY_ENTRY).path("src", src).path("dst", dst).dstDir(dstDir).object(callback);
    }

    /**
     * Removes what was copied, unless its name has become another file's (ESTALE). Where it can't be removed, the copy is,
     * if it has replaced nothing.
     */
    static AioRequest<Long> removeCopied(PathRequests scope, String src, AioWd dstDir, String dst, Copied copied,
            LongConsumer callback) {
        return Call.on(scope, Op.REMOVE_COPIED).path("src", src).path("dst", dst).dstDir(dstDir).int1(copied.fresh() ? 1 : 0)
                .size(copied.device()).offs(copied.inode()).int2(copied.copy()).count(callback);
    }
}
