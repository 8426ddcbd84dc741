package io.github.jeio.internal.tree;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTreeProgress;
import io.github.jeio.AioTreeRemove;
import io.github.jeio.Errno;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.internal.wire.PackedEntries;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * aioRmtree of a part of a tree, or with somebody told of each entry: every entry is a request of its own, where
 * {@link RemoveTree} removes them by the batch. As there, each is removed relative to its directory's descriptor.
 */
public final class RemoveChosen extends Removal {

    private final AioTreeRemove how;
    private long entries;
    private long errors;
    private int firstErrno;

    private RemoveChosen(Scope scope, String pathname, AioTreeRemove how, LongConsumer callback) {
        super(scope, pathname, how.requests(), OpenTree.READ | (how.sameDevice() ? OpenTree.SAME_DEVICE : 0), callback);
        this.how = how;
    }

    /** Makes the request, or the faster one where all of the tree is to go and nobody is told. */
    public static AioRequest<Long> start(Scope scope, String pathname, AioTreeRemove how, LongConsumer callback) {
        Objects.requireNonNull(how, "how");
        if (how.filter() == EntryFilter.ALL && how.progress() == Callbacks.NONE && !how.sameDevice()) {
            return RemoveTree.start(scope, pathname, null, how.requests(), callback);
        }
        RemoveChosen remove = new RemoveChosen(scope, pathname, how, callback);
        return remove.start(remove.new Dir(null, ""), OpenTree.READ);
    }

    @Override
    void unopened(int errno) {
        removeRoot(status -> rootDone(status < 0 ? errno : 0));
    }

    private AioTreeProgress count(String path, int errno) {
        entries++;
        if (errno != 0) {
            errors++;
            firstErrno = firstErrno == 0 ? errno : firstErrno;
        }
        return new AioTreeProgress(path, errno, entries, errors, 0);
    }

    private void rootDone(int errno) {
        tell(count("", errno), this::end);
    }

    /** Reports progress. If the consumer throws, the removal goes on all the same. */
    private void tell(AioTreeProgress done, Runnable then) {
        try {
            how.progress().accept(done);
        } finally {
            then.run();
        }
    }

    private void end() {
        if (errors == 0) {
            all.succeed(0);
        } else {
            all.fail(firstErrno);
        }
        tree.close();
    }

    /** A directory whose entries are being removed, and which is removed then, unless an entry has stayed. */
    private final class Dir extends TreeDirectory {

        /** Entries that are not done, plus one while the directory is being read. */
        private int left = 1;
        /** Whether an entry stays because the filter has not accepted it. */
        private boolean keeps;
        /** The errno for which it could not be read to its end, or 0. */
        private int errno;
        /** Entries that could not be removed: if there are any, no attempt is made to remove the directory. */
        private int failed;

        Dir(Dir up, String name) {
            super(RemoveChosen.this.tree, up, name);
        }

        @Override
        void read(PackedEntries batch, int error, boolean end) {
            for (AioDirent entry : batch) {
                if (EntryFilter.wants(how.filter(), this, entry.name(), all)) {
                    left++;
                    push(entry);
                } else {
                    keeps = true;
                }
            }
            if (end) {
                errno = error;
                left--;
            }
            proceed();
        }

        private void push(AioDirent entry) {
            String child = entry.name();
            if (entry.type() == AioConstants.DT_DIR) {
                pushDirectory(child);
            } else {
                push(() -> {
                    request(counted -> call(Op.UNLINK, child).count(counted), status -> unlinked(child, status));
                    return true;
                }, error -> entryDone(child, error));
            }
        }

        private void pushDirectory(String child) {
            Dir directory = new Dir(this, child);
            push(() -> tree.open(directory, error -> refuse(child, error)), error -> refuse(child, error));
        }

        private void unlinked(String child, long status) {
            int error = CopyTree.errno(status);
            if (error == Errno.EISDIR) {
                pushDirectory(child); // it has become a directory
                tree.work.run();
            } else {
                entryDone(child, error);
            }
        }

        /** A directory can't be opened: it may be empty, or on another device. */
        private void refuse(String child, int error) {
            if (error == Errno.EXDEV && how.sameDevice()) {
                kept();
            } else {
                pushRmdir(child, error);
                tree.work.run();
            }
        }

        /**
         * Removes a directory that is empty, or that could not be opened; in that case the errno of opening it is reported
         * if it can't be removed.
         */
        private void pushRmdir(String child, int unopened) {
            push(() -> {
                rmdir(child, status -> {
                    int error = status < 0 ? ErrnoHolder.get() : 0;
                    entryDone(child, error != 0 && unopened != 0 ? unopened : error);
                });
                return true;
            }, error -> entryDone(child, error));
        }

        private void kept() {
            keeps = true;
            left--;
            proceed();
        }

        private void entryDone(String child, int error) {
            failed += error == 0 ? 0 : 1;
            tell(count(path(child), error), () -> {
                left--;
                proceed();
            });
        }

        private void proceed() {
            if (left == 0) {
                if (up == null) {
                    leaveRoot();
                } else {
                    tree.leave(this, this::left);
                }
            }
            tree.work.run();
        }

        private void leaveRoot() {
            if (errno != 0 || failed > 0) {
                rootDone(errno != 0 ? errno : Errno.ENOTEMPTY);
            } else if (keeps) {
                end();
            } else {
                removeRoot(tree.work.counted(status -> rootDone(CopyTree.errno(status))));
            }
        }

        private void left() {
            Dir above = (Dir) up;
            int error = errno == 0 ? error() : errno;
            if (error != 0 || failed > 0) {
                above.entryDone(name, error != 0 ? error : Errno.ENOTEMPTY);
            } else if (keeps) {
                above.kept();
            } else {
                above.pushRmdir(name, 0);
                tree.work.run();
            }
        }
    }
}
