package io.github.jeio.internal.tree;

import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Composite;
import io.github.jeio.internal.pool.Directory;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.wire.Kind;
import io.github.jeio.internal.wire.Op;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * The request of {@code aioMove}: a rename; if that would cross file systems, a copy with all attributes that is brought to
 * the disk, and an unlink.
 */
public final class MoveFile {

    private static final int FLAGS = EntryRequests.COPY_SYNC | EntryRequests.COPY_SYNC_NAME;

    private MoveFile() { }

    public static AioRequest<Long> start(Scope scope, String src, Directory dstDir, String dst, LongConsumer callback) {
        Objects.requireNonNull(dstDir, "dstDir");
        Composite<Long> all = new Composite<>(scope, "move", new String[] {src, dst}, Kind.COUNT, callback);
        return all.start(() -> {
            Scope from = all.scope();
            Directory to = all.borrow(dstDir);
            all.add(() -> Call.on(from, Op.TREE_RENAME).path("src", src).path("dst", dst).dstDir(to).count(status -> {
                if (status == 0 || ErrnoHolder.get() != Errno.EXDEV) {
                    all.settle(status);
                } else {
                    all.add(() -> EntryRequests.copyEntry(from, src, to, dst, FLAGS, all.orFail(copied ->
                            all.add(() -> EntryRequests.removeCopied(from, src, to, dst, copied, all::settle)))));
                }
            }));
        });
    }
}
