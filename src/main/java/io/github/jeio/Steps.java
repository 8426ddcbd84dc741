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

    /** Bits of a copy's flags, as in {@code ops_copy.c}. */
    private static final int COPY_ENTRY = 1;
    private static final int COPY_COUNT = 2;
    private static final int COPY_LINKED = 4;

    /** What a copy that leaves out files with more names says of one. */
    static final int HAS_LINKS = -2;

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

    /**
     * Reads a directory, with the type of every entry that has one; EOVERFLOW where it is too big for that.
     *
     * @param follow as for {@link #wdAt}
     */
    static AioRequest<List<AioDirent>> scan(PathRequests scope, String path, int follow, Consumer<List<AioDirent>> callback) {
        return Call.on(scope, Op.SCAN).path("pathname", path).int1(follow).object(callback);
    }

    /** The same for a directory on that device; EXDEV where it is on another one. */
    static AioRequest<List<AioDirent>> scanOnDevice(PathRequests scope, String path, int follow, long device,
            Consumer<List<AioDirent>> callback) {
        return Call.on(scope, Op.SCAN).path("pathname", path).int1(follow).int2(1).size(device).object(callback);
    }

    /** Reads the next entries of an open directory, at most so many bytes of them; none at its end. */
    static AioRequest<List<AioDirent>> nextEntries(AioWd directory, int bytes, Consumer<List<AioDirent>> callback) {
        return Call.on(directory, Op.NEXT_ENTRIES).size(bytes).object(callback);
    }

    /** Removes the next entries of an open directory, but directories. */
    static AioRequest<Removed> removeEntries(AioWd directory, boolean fromStart, Consumer<Removed> callback) {
        return Call.on(directory, Op.REMOVE_ENTRIES).int1(fromStart ? 1 : 0).object(callback);
    }

    /** Removes a directory and all that is in it, in one request. */
    static AioRequest<Long> removeSubtree(AioWd directory, String name, LongConsumer callback) {
        return Call.on(directory, Op.REMOVE_SUBTREE).path("pathname", name).count(callback);
    }

    /** Copies a file with all that belongs to it. */
    static AioRequest<Long> copy(PathRequests scope, String src, AioWd dstDir, String dst, LongConsumer callback) {
        return Call.on(scope, Op.COPY).path("src", src).path("dst", dst).dstDir(dstDir).count(callback);
    }

    /** Copies an entry of a tree that is no directory, and gives the bytes. */
    static AioRequest<Long> copyEntry(PathRequests scope, String src, AioWd dstDir, String dst, LongConsumer callback) {
        return Call.on(scope, Op.COPY).path("src", src).path("dst", dst).dstDir(dstDir)
                .int1(COPY_ENTRY | COPY_COUNT).count(callback);
    }

    /**
     * The same for an entry that may be a file with more names: that one is not copied, and the result is
     * {@link #HAS_LINKS}.
     *
     * @param device the device that such files are on
     * @param inode the entry's inode number
     */
    static AioRequest<Long> copyUnlinked(PathRequests scope, String src, AioWd dstDir, String dst, long device, long inode,
            LongConsumer callback) {
        return Call.on(scope, Op.COPY).path("src", src).path("dst", dst).dstDir(dstDir)
                .int1(COPY_ENTRY | COPY_COUNT | COPY_LINKED).size(device).offs(inode).count(callback);
    }

    /** Gives a directory the owner, mode and times of another. */
    static AioRequest<Long> copyAttributes(PathRequests scope, String src, AioWd dstDir, String dst, LongConsumer callback) {
        return Call.on(scope, Op.COPY_ATTRIBUTES).path("src", src).path("dst", dst).dstDir(dstDir).count(callback);
    }
}
