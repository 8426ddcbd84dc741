package io.github.jeio;

import java.util.Objects;
import java.util.function.LongConsumer;

/** aioMove: a rename, and where that would cross file systems, a copy and an unlink. */
final class MoveFile {

    private MoveFile() { }

    static AioRequest<Long> start(PathRequests scope, String src, AioWd dstDir, String dst, LongConsumer callback) {
        Objects.requireNonNull(dstDir, "dstDir");
        Composite<Long> all = new Composite<>(scope, "move", new String[] {src, dst}, Kind.COUNT, callback);
        return all.start(() -> {
            PathRequests from = all.scope();
            AioWd to = all.borrow(dstDir);
            all.add(() -> from.aioRename(src, to, dst, status -> {
                if (status == 0 || IoAio.errno() != Errno.EXDEV) {
                    all.settle(status);
                } else {
                    all.add(() -> Steps.copy(from, src, to, dst, all.orFail(() -> {
                        all.add(() -> from.aioUnlink(src));
                        all.succeed(0);
                    })));
                }
            }));
        });
    }
}
