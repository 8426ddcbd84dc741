package io.github.jeio;

import java.util.function.Consumer;

/** aioExists: an lstat whose ENOENT is an answer. */
final class Exists {

    private Exists() { }

    static AioRequest<Boolean> start(PathRequests scope, String pathname, Consumer<? super Boolean> callback) {
        Composite<Boolean> all = new Composite<>(scope, "exists", pathname, Kind.OBJECT, callback);
        return all.start(() -> all.add(() -> all.scope().aioLstat(pathname, stat -> {
            int errno = IoAio.errno();
            if (stat != null || errno == Errno.ENOENT || errno == Errno.ENOTDIR) {
                all.succeed((Object) (stat != null));
            } else {
                all.fail(errno);
            }
        })));
    }
}
