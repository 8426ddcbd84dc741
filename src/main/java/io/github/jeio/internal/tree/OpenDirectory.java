package io.github.jeio.internal.tree;

import io.github.jeio.AioDir;
import io.github.jeio.AioRequest;
import io.github.jeio.internal.pool.Composite;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.wire.Kind;
import java.util.function.Consumer;

/** The request of {@code aioOpendir}. */
public final class OpenDirectory {

    private OpenDirectory() { }

    /**
     * Makes the request.
     *
     * @param <D> the facade's type of an open directory
     */
    public static <D> AioRequest<D> start(Scope scope, String pathname, Consumer<? super D> callback) {
        Composite<D> all = new Composite<>(scope, "opendir", pathname, Kind.OBJECT, callback);
        return all.start(() -> all.add(() -> EntryRequests.directory(all.scope(), pathname, 0, directory -> {
            if (directory == null) {
                all.fail();
            } else {
                AioDir opened = (AioDir) PoolAccess.openedToRead(directory);
                all.succeed(opened, opened::close);
            }
        })));
    }
}
