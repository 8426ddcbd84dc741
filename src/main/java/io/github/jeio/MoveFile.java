package io.github.jeio;

import io.github.jeio.internal.Op;
import java.util.Objects;
import java.util.function.LongConsumer;

/** aioMove: a rename, and where that would cross file systems, a copy of all that belongs to the file, and an unlink. */
final class MoveFile {

    private MoveFile() { }

    static AioRequest<Long> start(PathRequests scope, String src, AioWd dstDir, String dst, LongConsumer callback) {
        Objects.requireNonNull(dstDir, "dstDir");
        Composite<Long> all = new Composite<>(scope, "move", new String[] {src, dst}, Kind.COUNT, callback);
        return all.start(() -> {
            PathRequests from = all.scope();
            AioWd to = all.borrow(dstDir);
            all.add(() -> Call.on(from, Op.TREE_RENAME).path("src", src).path("dst", dst).dstDir(to).count(status -> {
                if (status == 0 || IoAio.errno() != Errno.EXDEV) {
                    all.settle(status);
                } else {
                    all.add(() -> Steps.copyEntry(from, src, to, dst, all.orFail(copied ->
                            all.add(() -> Steps.removeCopied(from, src, to, dst, copied, all::settle)))));
                }
            }));
        });
    }
}
