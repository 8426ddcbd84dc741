package io.github.jeio.internal.tree;

import io.github.jeio.AioRequest;
import io.github.jeio.AioTreeCopy;
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
 * The request of {@code aioMvtree}: a rename; if that would cross file systems, a copy of the tree that is brought to the
 * disk, and only then its removal.
 */
public final class MoveTree {

    private final Composite<Long> all;
    private final String src;
    private final String dst;
    private final AioTreeCopy how;
    private Directory dstDir;
    private CopyTree copy;

    private MoveTree(Composite<Long> all, String src, String dst, AioTreeCopy how) {
        this.all = all;
        this.src = src;
        this.dst = dst;
        this.how = how;
    }

    public static AioRequest<Long> start(Scope scope, String src, Directory dstDir, String dst, AioTreeCopy how,
            LongConsumer callback) {
        Objects.requireNonNull(dstDir, "dstDir");
        Objects.requireNonNull(how, "how");
        if (how.hasFilter() || how.dereference() || how.sameDevice()) {
            throw new IllegalArgumentException("how has a filter, dereference or sameDevice, but a move takes all of a tree as it is");
        }
        Composite<Long> all = new Composite<>(scope, "mvtree", new String[] {src, dst}, Kind.COUNT, callback);
        MoveTree move = new MoveTree(all, src, dst, how);
        return all.start(() -> {
            move.dstDir = all.borrow(dstDir);
            all.add(() -> Call.on(all.scope(), Op.TREE_RENAME).path("src", src).path("dst", dst).dstDir(move.dstDir)
                    .int1(how.overwrite() ? 0 : EntryRequests.COPY_EXCL).count(move::renamed));
        });
    }

    private void renamed(long status) {
        if (status == 0 || ErrnoHolder.get() != Errno.EXDEV) {
            all.settle(status);
            return;
        }
        all.add(() -> {
            copy = new CopyTree(all.scope(), src, dstDir, dst, true, how, all.orFail(this::remove));
            return copy.request();
        });
    }

    /** Removes what was copied. What has got its name meanwhile stays. */
    private void remove() {
        if (copy.source().isDirectory()) {
            all.add(() -> RemoveTree.start(all.scope(), src, copy.source(), how.requests(), all::settle));
        } else {
            all.add(() -> EntryRequests.removeCopied(all.scope(), src, dstDir, dst, copy.copied(), all::settle));
        }
    }
}
