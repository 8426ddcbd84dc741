package io.github.jeio.internal.tree;

import io.github.jeio.AioRequest;
import io.github.jeio.internal.pool.Composite;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.wire.Kind;
import java.util.Objects;
import java.util.function.LongConsumer;

/** What the two ways of removing a tree have in common: the composite request, the tree that is opened, and its root. */
abstract class Removal {

    final Composite<Long> all;
    final OpenTree tree;
    private final String pathname;

    /** @param flags of the tree */
    Removal(Scope scope, String pathname, int requests, int flags, LongConsumer callback) {
        this.pathname = Objects.requireNonNull(pathname, "pathname");
        all = new Composite<>(scope, "rmtree", pathname, Kind.COUNT, callback);
        tree = new OpenTree(all, requests, flags);
    }

    /** Opens the root, unless that fails: see {@link #unopened}. */
    final AioRequest<Long> start(TreeDirectory root, int flags) {
        return all.start(() -> tree.openRoot(root, withoutSlash(pathname), null, null, flags, this::unopened));
    }

    /** The root can't be opened. It may be empty, and can be removed then. */
    abstract void unopened(int errno);

    final void removeRoot(LongConsumer then) {
        all.add(() -> EntryRequests.rmdir(all.scope(), pathname, then));
    }

    /** Removes trailing slashes, with which a link would be followed. */
    private static String withoutSlash(String pathname) {
        int end = pathname.length();
        while (end > 1 && pathname.charAt(end - 1) == '/') {
            end--;
        }
        return pathname.substring(0, end);
    }
}
