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

    /** Bits of a copy's flags, as in {@code ops_copy.c}. With COPY_LINKED, what has more names is not copied. */
    static final int COPY_ENTRY = 1;
    static final int COPY_COUNT = 2;
    static final int COPY_LINKED = 4;

    /** What a copy says of what it has left out because of COPY_LINKED. */
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

    /** Reads the next entries of an open directory, at most so many bytes of them; none at its end. */
    static AioRequest<List<AioDirent>> nextEntries(AioWd directory, int bytes, Consumer<List<AioDirent>> callback) {
        return Call.on(directory, Op.NEXT_ENTRIES).size(bytes).object(callback);
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
}
