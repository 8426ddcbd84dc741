package io.github.jeio.internal.tree;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioDirents;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Directory;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.wire.Copied;
import io.github.jeio.internal.wire.FileNames;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.internal.wire.ReaddirFlags;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** The requests that composite requests are made of. */
public final class EntryRequests {

    /** Bytes of entries that one request reads of a large directory: some thousand entries. */
    static final int PORTION = 1 << 16;

    /** A flag of a copy, as in {@code copy.h}: fails with EEXIST if the target exists. */
    static final int COPY_EXCL = AioConstants.COPY_EXCL;
    /** A flag of a copy: an entry with more than one name is not copied. */
    static final int COPY_UNLINKED = 8;
    /** A flag of a copy: copies what a symbolic link leads to. */
    static final int COPY_FOLLOW = 16;
    /** A flag of a copy: a file's data is on the disk before its name leads to it. */
    static final int COPY_SYNC = 32;
    /** A flag of a copy: the name is on the disk when the request is done. */
    static final int COPY_SYNC_NAME = 64;

    private EntryRequests() { }

    /** Throws unless the name can be a path; for a path that is not passed to the composite's first request. */
    static void checkPath(String argument, String name) {
        Objects.requireNonNull(name, argument);
        FileNames.check(argument, name);
    }

    /**
     * Opens a directory, for requests relative to it.
     *
     * @param follow 0, or O_NOFOLLOW to refuse a symbolic link with ENOTDIR
     */
    static AioRequest<Directory> directory(Scope scope, String path, int follow, Consumer<Directory> callback) {
        return Call.on(scope, Op.WD_AT).path("pathname", path).int1(follow).object(callback);
    }

    /** Reads the next entries of an open directory, at most {@code bytes} of them; an empty list at its end. */
    public static AioRequest<List<AioDirent>> nextEntries(Directory directory, int bytes, Consumer<List<AioDirent>> callback) {
        return Call.on(directory, Op.NEXT_ENTRIES).size(bytes).object(callback);
    }

    /** Packs the entries' names, each with its NUL. */
    static ByteBuffer pack(List<AioDirent> entries) {
        int room = 0;
        for (AioDirent entry : entries) {
            room += FileNames.bound("name", entry.name()) + 1;
        }
        ByteBuffer names = ByteBuffer.allocate(room);
        for (AioDirent entry : entries) {
            FileNames.encode("name", entry.name(), names);
        }
        return names.flip();
    }

    /** Copies a file as aioCopy does; {@code flags} are aioCopy's. */
    public static AioRequest<Long> copy(Scope scope, String src, Directory dstDir, String dst, int flags, LongConsumer callback) {
        return Call.on(scope, Op.COPY).path("src", src).path("dst", dst).dstDir(dstDir).int1(flags).count(callback);
    }

    /**
     * Copies an entry of a tree that is not a directory, with all that cp -a keeps, and without following a link. What has
     * the target's name is replaced when the copy is complete. Fails with EINVAL if that is the source itself, with EISDIR
     * if it is a directory.
     */
    static AioRequest<Copied> copyEntry(Scope scope, String src, Directory dstDir, String dst, int flags, Consumer<Copied> callback) {
        return Call.on(scope, Op.COPY_ENTRY).path("src", src).path("dst", dst).dstDir(dstDir).int1(flags).object(callback);
    }

    /**
     * Removes the source of a copy, unless another file has got its name (ESTALE). If the source can't be removed, the copy
     * is removed, unless it has replaced something.
     */
    static AioRequest<Long> removeCopied(Scope scope, String src, Directory dstDir, String dst, Copied copied,
            LongConsumer callback) {
        return Call.on(scope, Op.REMOVE_COPIED).path("src", src).path("dst", dst).dstDir(dstDir).int1(copied.fresh() ? 1 : 0)
                .size(copied.device()).offs(copied.inode()).int2(copied.copy()).count(callback);
    }

    static AioRequest<AioStat> stat(Scope scope, String path, Consumer<AioStat> callback) {
        return Call.on(scope, Op.STAT).path("pathname", path).object(callback);
    }

    static AioRequest<AioStat> lstat(Scope scope, String path, Consumer<AioStat> callback) {
        return Call.on(scope, Op.LSTAT).path("pathname", path).object(callback);
    }

    static AioRequest<AioStat> lstat(Directory directory, String path, Consumer<AioStat> callback) {
        return Call.on(directory, Op.LSTAT).path("pathname", path).object(callback);
    }

    static AioRequest<AioStat> stat(Directory directory, String path, Consumer<AioStat> callback) {
        return Call.on(directory, Op.STAT).path("pathname", path).object(callback);
    }

    static AioRequest<AioDirents> readdirx(Directory directory, int flags, Consumer<AioDirents> callback) {
        return Call.on(directory, Op.READDIRX).path("pathname", ".").int1(ReaddirFlags.down(flags)).object(callback);
    }

    static AioRequest<Long> rmdir(Scope scope, String path, LongConsumer callback) {
        return Call.on(scope, Op.RMDIR).path("pathname", path).count(callback);
    }

    static AioRequest<Long> unlink(Scope scope, String path, LongConsumer callback) {
        return Call.on(scope, Op.UNLINK).path("pathname", path).count(callback);
    }

    static AioRequest<Long> mkdir(Scope scope, String path, int mode, LongConsumer callback) {
        return Call.on(scope, Op.MKDIR).path("pathname", path).int2(mode).count(callback);
    }

    static AioRequest<Integer> open(Scope scope, String path, int flags, int mode, IntConsumer callback) {
        return Call.on(scope, Op.OPEN).path("pathname", path).int1(flags | AioConstants.O_CLOEXEC).int2(mode).descriptor(callback);
    }
}
