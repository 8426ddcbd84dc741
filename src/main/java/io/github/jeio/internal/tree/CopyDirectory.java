package io.github.jeio.internal.tree;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioTreeProgress;
import io.github.jeio.Errno;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.internal.wire.PackedEntries;

/** A directory of a tree that is being copied. It is made with the mode 0700, then filled, and gets its attributes last. */
public final class CopyDirectory extends TreeDirectory {

    private final CopyTree copy;
    /** Entries that are not done, plus one while the directory is being read. */
    private int left = 1;
    private int errno;

    CopyDirectory(CopyTree copy, CopyDirectory up, String name) {
        super(copy.tree, up, name);
        this.copy = copy;
    }

    @Override
    void read(PackedEntries entries, int error, boolean end) {
        if (isOwnCopy()) {
            errno = Errno.EINVAL;
        } else if (isLoop()) {
            errno = Errno.ELOOP;
        } else {
            entries.forEach(this::pushIfWanted);
        }
        if (end) {
            errno = errno == 0 ? error : errno;
            left--;
        }
        proceed();
    }

    /** Whether this directory is the copy of one of the directories above, so that copying it would never end. */
    private boolean isOwnCopy() {
        for (TreeDirectory above = up; above != null; above = above.up) {
            if (identity().isTargetOf(above.identity())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a symbolic link has led back to one of the directories above. */
    private boolean isLoop() {
        for (TreeDirectory above = up; above != null; above = above.up) {
            if (copy.how.dereference() && identity().isSourceOf(above.identity())) {
                return true;
            }
        }
        return false;
    }

    private void pushIfWanted(AioDirent entry) {
        if (EntryFilter.wants(copy.how.filter(), this, entry.name(), copy.all)) {
            push(entry);
        }
    }

    private void push(AioDirent entry) {
        String child = entry.name();
        left++;
        if (entry.type() == AioConstants.DT_DIR) {
            pushDirectory(child);
        } else {
            push(() -> {
                copy.links.copy(this, child, count -> copied(entry, count));
                return true;
            }, error -> refuse(child, error));
        }
    }

    private void pushDirectory(String child) {
        CopyDirectory directory = new CopyDirectory(copy, this, child);
        push(() -> tree.open(directory, error -> refuse(child, error)), error -> refuse(child, error));
    }

    private void copied(AioDirent entry, long count) {
        int error = CopyTree.errno(count);
        if (error == Errno.EISDIR && copy.how.dereference() && entry.type() == AioConstants.DT_LNK) {
            pushDirectory(entry.name()); // a symbolic link to a directory, which is followed
        } else {
            entryDone(entry.name(), error, count);
        }
    }

    /** An entry can't be copied, because this directory could not be opened again. */
    void refuse(String child, int error) {
        entryDone(child, copy.how.sameDevice() && error == Errno.EXDEV ? 0 : error, 0);
    }

    private void entryDone(String child, int error, long copied) {
        AioTreeProgress done = copy.count(this, child, error, copied);
        left--;
        proceed();
        copy.report(done);
    }

    private void proceed() {
        if (left == 0) {
            leave();
        }
        tree.work.run();
    }

    private void leave() {
        int how = errno == 0 && pair() != null ? copy.howToSync(this) : 0;
        if (how == 0) {
            tree.leave(this, this::done);
        } else {
            request(counted -> Call.on(copy.all.pool, Op.TREE_SYNC).int1(how).int2(pair().address).hold(tree).count(counted), status -> {
                errno = CopyTree.errno(status);
                isFinished = true;
                tree.leave(this, this::done);
            });
        }
    }

    private void done() {
        int first = errno == 0 ? error() : errno;
        if (up == null) {
            copy.rootDone(first, 0);
        } else {
            ((CopyDirectory) up).entryDone(name, first, 0);
        }
    }
}
