package io.github.jeio;

import java.util.function.LongConsumer;

/** aioRemove: an unlink, and where that meets a directory, all that is below. */
final class Remove {

    private Remove() { }

    static AioRequest<Long> start(PathRequests scope, String pathname, LongConsumer callback) {
        Composite<Long> all = new Composite<>(scope, "remove", pathname, Kind.COUNT, callback);
        return all.start(() -> all.add(() -> all.scope().aioUnlink(pathname, status -> {
            if (status < 0 && IoAio.errno() == Errno.EISDIR) {
                all.add(() -> all.scope().aioRmtree(pathname, all::settle));
            } else {
                all.settle(status);
            }
        })));
    }
}
