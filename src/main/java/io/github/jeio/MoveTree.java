package io.github.jeio;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** aioMvtree: a rename, and where that would cross file systems, a copy of all of it, and only then the removal. */
final class MoveTree {

    private MoveTree() { }

    static AioRequest<Long> start(PathRequests scope, String src, AioWd dstDir, String dst,
            Consumer<? super AioTreeProgress> progress, LongConsumer callback) {
        Objects.requireNonNull(dstDir, "dstDir");
        Objects.requireNonNull(progress, "progress");
        Composite<Long> all = new Composite<>(scope, "mvtree", new String[] {src, dst}, Kind.COUNT, callback);
        return all.start(() -> {
            PathRequests from = all.scope();
            AioWd to = all.borrow(dstDir);
            all.add(() -> from.aioRename(src, to, dst, status -> {
                if (status == 0 || IoAio.errno() != Errno.EXDEV) {
                    all.settle(status);
                } else {
                    all.add(() -> CopyTree.start(from, src, to, dst, true, progress, all.orFail(() -> remove(all, src))));
                }
            }));
        });
    }

    private static void remove(Composite<Long> all, String src) {
        all.add(() -> all.scope().aioUnlink(src, status -> {
            if (status < 0 && IoAio.errno() == Errno.EISDIR) {
                all.add(() -> RemoveTree.start(all.scope(), src, all::settle));
            } else {
                all.settle(status);
            }
        }));
    }
}
