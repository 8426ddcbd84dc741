package io.github.jeio.internal.tree;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.AioTreeCopy;
import io.github.jeio.AioTreeProgress;
import io.github.jeio.Errno;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.Composite;
import io.github.jeio.internal.pool.Directory;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.wire.Copied;
import io.github.jeio.internal.wire.Kind;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The request of {@code aioCptree}: makes the directories, copies their entries, several at a time, and then sets the
 * directories' attributes. What can't be copied is reported and left out, and the rest is copied.
 */
public final class CopyTree {

    /** Flags of {@code ops/durable.c}: the directory; its file system, and its name. */
    private static final int SYNC_DIRECTORY = 1, SYNC_ALL = 2;

    final Composite<Long> all;
    final OpenTree tree;
    final CopyLinks links;
    final AioTreeCopy how;
    private final boolean fresh;

    /** The root's status, and the outcome of its copy if it is not a directory: for a move, which removes it afterwards. */
    private AioStat source;
    private Copied copied;

    private long entries;
    private long errors;
    private long bytes;
    private int firstErrno;

    /**
     * Begins by finding out what src is.
     *
     * @param fresh for a move: the target must not exist, except as an empty directory, and is on the disk when the copy is
     *     done
     */
    public CopyTree(Scope scope, String src, Directory dstDir, String dst, boolean fresh,
            AioTreeCopy how, LongConsumer callback) {
        Objects.requireNonNull(dstDir, "dstDir");
        this.how = Objects.requireNonNull(how, "how");
        this.fresh = fresh;
        EntryRequests.checkPath("src", src);
        EntryRequests.checkPath("dst", dst);
        all = new Composite<>(scope, "cptree", new String[] {src, dst}, Kind.COUNT, callback);
        tree = new OpenTree(all, how.requests(), OpenTree.TARGET | OpenTree.READ | (how.sameDevice() ? OpenTree.SAME_DEVICE : 0) | followed());
        links = new CopyLinks(this);
        all.start(() -> {
            Directory to = all.borrow(dstDir);
            Consumer<AioStat> begin = all.orFail(st -> begin(st, src, to, dst));
            all.add(() -> how.dereference() ? EntryRequests.stat(all.scope(), src, begin) : EntryRequests.lstat(all.scope(), src, begin));
        });
    }

    private int followed() {
        return how.dereference() ? OpenTree.DEREFERENCE : 0;
    }

    /** The flags of an entry's copy. */
    int entryFlags() {
        return (how.overwrite() ? 0 : EntryRequests.COPY_EXCL) | (how.dereference() ? EntryRequests.COPY_FOLLOW : 0)
                | (how.reflinkOnly() ? AioConstants.COPY_CLONE_FORCE : 0) | (syncsEach() ? EntryRequests.COPY_SYNC : 0);
    }

    /** Whether each file and directory of the target is synced by itself. */
    private boolean syncsEach() {
        return fresh && tree.root().needsEachSynced();
    }

    /**
     * How a directory that is complete is brought to the disk before it is left: the source is removed after this copy. The
     * file system is synced once, by way of the root; not if the move has failed.
     */
    int howToSync(CopyDirectory directory) {
        return !fresh || errors > 0 ? 0 : (syncsEach() ? SYNC_DIRECTORY : 0) | (directory.up == null ? SYNC_ALL : 0);
    }

    public AioRequest<Long> request() {
        return all;
    }

    /** The status of what was copied; null until it is known. */
    AioStat source() {
        return source;
    }

    /** The outcome of the copy, if src is not a directory. */
    Copied copied() {
        return copied;
    }

    private void begin(AioStat st, String src, Directory dstDir, String dst) {
        source = st;
        if (st.isDirectory()) {
            int flags = OpenTree.TARGET | OpenTree.READ | followed() | (fresh ? OpenTree.FRESH : OpenTree.FOLLOW);
            tree.openRoot(new CopyDirectory(this, null, ""), src, dstDir, dst, flags, all::fail);
        } else {
            int synced = fresh ? EntryRequests.COPY_SYNC | EntryRequests.COPY_SYNC_NAME : 0;
            all.add(() -> EntryRequests.copyEntry(all.scope(), src, dstDir, dst, entryFlags() | synced, done -> {
                copied = done;
                rootDone(done == null ? ErrnoHolder.get() : 0, done == null ? 0 : done.bytes());
            }));
        }
    }

    /** The errno of the request that has just ended. */
    static int errno(long result) {
        return result < 0 ? ErrnoHolder.get() : 0;
    }

    /** Counts an entry that is done. Null if no progress is reported. */
    AioTreeProgress count(CopyDirectory directory, String name, int errno, long copied) {
        entries++;
        if (errno == 0) {
            bytes += copied;
        // without overwrite, an entry that exists stays and is no error, except in a move
        } else if (how.overwrite() || fresh || errno != Errno.EEXIST) {
            errors++;
            firstErrno = firstErrno == 0 ? errno : firstErrno;
        }
        if (how.progress() == Callbacks.NONE) {
            return null;
        }
        return new AioTreeProgress(directory == null ? name : directory.path(name), errno, entries, errors, bytes);
    }

    /** Reports progress. Called last in a callback, since the consumer may throw. */
    void report(AioTreeProgress done) {
        if (done != null) {
            how.progress().accept(done);
        }
    }

    void rootDone(int errno, long copied) {
        AioTreeProgress done = count(null, "", errno, copied);
        if (errors == 0) {
            all.succeed(0);
        } else {
            all.fail(firstErrno);
        }
        tree.close();
        report(done);
    }
}
