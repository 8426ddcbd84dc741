package io.github.jeio;

import io.github.jeio.internal.Op;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** aioMvtree: a rename, and where that would cross file systems, a copy of all of it, and only then the removal. */
final class MoveTree {

    private final Composite<Long> all;
    private final String src;
    private CopyTree copy;

    private MoveTree(Composite<Long> all, String src) {
        this.all = all;
        this.src = src;
    }

    static AioRequest<Long> start(PathRequests scope, String src, AioWd dstDir, String dst,
            Consumer<? super AioTreeProgress> progress, LongConsumer callback) {
        Objects.requireNonNull(dstDir, "dstDir");
        Objects.requireNonNull(progress, "progress");
        Composite<Long> all = new Composite<>(scope, "mvtree", new String[] {src, dst}, Kind.COUNT, callback);
        MoveTree move = new MoveTree(all, src);
        return all.start(() -> {
            AioWd to = all.borrow(dstDir);
            all.add(() -> Call.on(all.scope(), Op.TREE_RENAME).path("src", src).path("dst", dst).dstDir(to)
                    .count(status -> move.renamed(status, to, dst, progress)));
        });
    }

    private void renamed(long status, AioWd dstDir, String dst, Consumer<? super AioTreeProgress> progress) {
        if (status == 0 || IoAio.errno() != Errno.EXDEV) {
            all.settle(status);
            return;
        }
        all.add(() -> {
            copy = new CopyTree(all.scope(), src, dstDir, dst, true, progress, all.orFail(this::remove));
            return copy.request();
        });
    }

    /** Removes what was copied: what has got its name since stays. */
    private void remove() {
        AioStat copied = copy.source();
        if (copied.isDirectory()) {
            all.add(() -> RemoveTree.start(all.scope(), src, copied, all::settle));
        } else {
            all.add(() -> Call.on(all.scope(), Op.TREE_UNLINK).path("src", src).size(copied.dev()).offs(copied.ino())
                    .count(all::settle));
        }
    }
}
