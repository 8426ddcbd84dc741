package io.github.jeio.internal.tree;

import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.Errno;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.internal.wire.PackedEntries;
import io.github.jeio.internal.wire.Removed;
import java.util.function.LongConsumer;

/**
 * The request of {@code aioRmtree}. Every directory is opened relative to the one that it is in, without following a link,
 * and its entries are removed relative to it: so nothing outside the tree is reached, whatever is exchanged meanwhile.
 *
 * <p>Several directories are emptied at a time, and a large one by several requests. Where too many would be open, by depth
 * or by number, a single request removes the whole subtree with one descriptor.
 */
public final class RemoveTree extends Removal {

    /** The requests in flight at a time, unless the caller says otherwise. */
    public static final int REQUESTS = 16;
    /** The most requests that empty one directory at a time. */
    private static final int READERS = 8;
    private static final int MAX_DEPTH = 32;
    /** The most attempts to remove a directory that gets new entries meanwhile. */
    private static final int ROUNDS = 16;

    /** The status that the root has to have, or null. */
    private final AioStat expected;
    /**
     * The errno for want of which a directory could not be opened (memory or descriptors), or 0: the reason why it is not
     * empty in the end.
     */
    private int shortage;

    private RemoveTree(Scope scope, String pathname, AioStat expected, int requests, LongConsumer callback) {
        super(scope, pathname, requests <= 0 ? REQUESTS : requests, 0, callback);
        this.expected = expected;
    }

    /**
     * Makes the request.
     *
     * @param expected what pathname has to be, if it is not to be ESTALE; or null
     * @param requests in flight at a time; 0 or less: the usual number
     */
    public static AioRequest<Long> start(Scope scope, String pathname, AioStat expected, int requests, LongConsumer callback) {
        RemoveTree remove = new RemoveTree(scope, pathname, expected, requests, callback);
        return remove.start(remove.new Dir(null, ""), 0);
    }

    @Override
    void unopened(int errno) {
        if (expected != null) {
            all.fail(errno);
        } else {
            noteShortage(errno);
            removeRoot(this::settle);
        }
    }

    private void noteShortage(int errno) {
        if (errno == Errno.EMFILE || errno == Errno.ENFILE || errno == Errno.ENOMEM) {
            shortage = errno;
        }
    }

    private void settle(long status) {
        if (status < 0 && ErrnoHolder.get() == Errno.ENOTEMPTY && shortage != 0) {
            all.fail(shortage);
        } else {
            all.settle(status);
        }
        tree.close();
    }

    /** A directory that is being emptied. */
    private final class Dir extends TreeDirectory {

        /** Requests that remove its entries: in flight, or still to be made. */
        private int readers;
        /** Directories in it that are not done with. */
        private int children;
        private boolean end;
        /** The entries removed in this round. */
        private int removed;
        private int round;

        Dir(Dir up, String name) {
            super(RemoveTree.this.tree, up, name);
        }

        /** The directory is open. No entries have been read, since the requests that remove entries read them. */
        @Override
        void read(PackedEntries none, int errno, boolean nothing) {
            if (up == null && expected != null && !identity().isSource(expected.dev(), expected.ino())) {
                all.fail(Errno.ESTALE);
                tree.close();
            } else {
                pushReader(false);
                tree.work.run();
            }
        }

        private void pushReader(boolean fromStart) {
            readers++;
            tree.work.push(() -> {
                if (end) {
                    readers--;
                    removeIfEmpty();
                } else {
                    this.<Removed>requestObject(counted -> Call.on(all.pool, Op.REMOVE_ENTRIES).wdAddress(pair().source())
                            .int1(fromStart ? 1 : 0).hold(tree).object(counted), this::removed);
                }
            });
        }

        private void removed(Removed batch) {
            readers--;
            if (batch == null) {
                noteShortage(ErrnoHolder.get());
            }
            if (batch == null || batch.end()) {
                end = true;
            }
            // each result adds one request: a large directory soon has all of them, a small one is done before that
            for (int i = 0; i < 2 && !end && readers < READERS; i++) {
                pushReader(false);
            }
            if (batch != null) {
                removed += batch.count();
                children += batch.dirs().size();
                for (String child : batch.dirs()) {
                    tree.work.push(() -> removeChild(child));
                }
            }
            removeIfEmpty();
        }

        private void removeChild(String child) {
            if (depth >= MAX_DEPTH || !tree.hasRoom()) {
                removeSubtree(child);
            } else {
                tree.open(new Dir(this, child), errno -> removeSubtree(child));
            }
        }

        private void removeSubtree(String child) {
            request(counted -> call(Op.REMOVE_SUBTREE, child).count(counted), this::childDone);
        }

        private void childDone(long status) {
            if (status == 0) {
                removed++;
            } else {
                noteShortage(ErrnoHolder.get());
            }
            children--;
            removeIfEmpty();
        }

        private void removeIfEmpty() {
            if (!end || readers > 0 || children > 0) {
                return;
            }
            if (up == null) {
                removeRoot(tree.work.counted(this::rmdirDone));
            } else {
                up.rmdir(name, this::rmdirDone);
            }
        }

        private void rmdirDone(long status) {
            if (status < 0 && ErrnoHolder.get() == Errno.ENOTEMPTY && removed > 0 && ++round < ROUNDS) {
                removed = 0;
                end = false;
                pushReader(true);
            } else if (up == null) {
                settle(status);
            } else {
                tree.leave(this, () -> ((Dir) up).childDone(status));
            }
        }
    }
}
