package io.github.jeio.internal.tree;

import io.github.jeio.AioRequest;
import io.github.jeio.AioTreeProgress;
import io.github.jeio.AioTreeRemove;
import io.github.jeio.Errno;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.pool.Composite;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.wire.Kind;
import java.util.Objects;
import java.util.function.LongConsumer;

/** The request of {@code aioRemove}: an unlink; for a directory, the removal of the tree. */
public final class Remove {

    private Remove() { }

    public static AioRequest<Long> start(Scope scope, String pathname, AioTreeRemove how, LongConsumer callback) {
        Objects.requireNonNull(how, "how");
        Composite<Long> all = new Composite<>(scope, "remove", pathname, Kind.COUNT, callback);
        return all.start(() -> all.add(() -> EntryRequests.unlink(all.scope(), pathname, status -> {
            if (status < 0 && ErrnoHolder.get() == Errno.EISDIR) {
                all.add(() -> RemoveChosen.start(all.scope(), pathname, how, all::settle));
            } else {
                int errno = CopyTree.errno(status);
                all.settle(status);
                how.progress().accept(new AioTreeProgress("", errno, 1, errno == 0 ? 0 : 1, 0)); // last, as it may throw
            }
        })));
    }
}
