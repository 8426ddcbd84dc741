package io.github.jeio.internal.tree;

import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.pool.Composite;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.wire.Kind;
import java.util.function.Consumer;

/** The request of {@code aioExists}: an lstat for which ENOENT is an answer and not an error. */
public final class Exists {

    private Exists() { }

    public static AioRequest<Boolean> start(Scope scope, String pathname, Consumer<? super Boolean> callback) {
        Composite<Boolean> all = new Composite<>(scope, "exists", pathname, Kind.OBJECT, callback);
        return all.start(() -> all.add(() -> EntryRequests.lstat(all.scope(), pathname, stat -> {
            int errno = ErrnoHolder.get();
            if (stat != null || errno == Errno.ENOENT || errno == Errno.ENOTDIR) {
                all.succeed((Object) (stat != null));
            } else {
                all.fail(errno);
            }
        })));
    }
}
