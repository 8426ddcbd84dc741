package io.github.jeio.internal.tree;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioRequest;
import io.github.jeio.AioScan;
import io.github.jeio.AioStat;
import io.github.jeio.internal.pool.Composite;
import io.github.jeio.internal.pool.Directory;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.wire.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The request of {@code aioScandir}: divides a directory's entries into directories and others with as few requests as
 * possible.
 *
 * <p>Usually the types that readdir reports are enough. If the file system does not report them, the directory's link count
 * tells how many directories are in it, provided that nothing has changed meanwhile. Likely directories are then looked at
 * first, and once that many are found, the rest are not directories.
 */
public final class ScanDirectory {

    private static final int DEFAULT_MAXREQ = 4;
    private static final int FLAGS = AioConstants.READDIR_DENTS | AioConstants.READDIR_DIRS_FIRST;

    private final Composite<AioScan> all;
    private final int maxreq;

    private final List<String> dirs = new ArrayList<>();
    private final List<String> nondirs = new ArrayList<>();
    /** Entries of unknown type, not looked at yet. */
    private final Deque<String> unknown = new ArrayDeque<>();
    /** Entries of unknown type that are not classified yet. */
    private int left;
    /** The number of directories still to be found; negative if it is not known. */
    private long missing;
    private Directory wd;

    private ScanDirectory(Composite<AioScan> all, int maxreq) {
        this.all = all;
        this.maxreq = maxreq <= 0 ? DEFAULT_MAXREQ : maxreq;
    }

    public static AioRequest<AioScan> start(Scope scope, String pathname, int maxreq, Consumer<? super AioScan> callback) {
        Composite<AioScan> all = new Composite<>(scope, "scandir", pathname, Kind.OBJECT, callback);
        ScanDirectory scan = new ScanDirectory(all, maxreq);
        return all.start(() -> all.add(() -> EntryRequests.directory(all.scope(), pathname, 0, all.orFail(scan::stat))));
    }

    private void stat(Directory opened) {
        wd = all.own(opened);
        all.add(() -> EntryRequests.stat(wd, ".", all.orFail(this::read)));
    }

    private void read(AioStat before) {
        long now = System.currentTimeMillis() / 1000;
        all.add(() -> EntryRequests.readdirx(wd, FLAGS, all.orFail(dents -> {
            divide(dents.entries());
            if (unknown.isEmpty()) {
                succeed();
            } else {
                all.add(() -> EntryRequests.stat(wd, ".", all.orFail(after -> lookAtUnknown(before, after, now))));
            }
        })));
    }

    private void divide(List<AioDirent> entries) {
        for (AioDirent entry : entries) {
            if (entry.type() == AioConstants.DT_UNKNOWN) {
                unknown.add(entry.name());
            } else {
                (entry.type() == AioConstants.DT_DIR ? dirs : nondirs).add(entry.name());
            }
        }
    }

    private void lookAtUnknown(AioStat before, AioStat after, long now) {
        missing = unchanged(before, after, now) ? after.nlink() - 2 - dirs.size() : -1;
        left = unknown.size();
        if (missing == 0) {
            restAreNondirs();
        } else {
            all.feed(maxreq, this::lookAtNext);
        }
    }

    /** Whether the link count belongs to the entries: a change within the clock's resolution would not be seen. */
    private static boolean unchanged(AioStat before, AioStat after, long now) {
        return before.dev() == after.dev() && before.ino() == after.ino() && before.nlink() == after.nlink()
                && before.size() == after.size() && before.mtime().equals(after.mtime())
                && after.mtime().toMillis() / 1000 != now;
    }

    private void lookAtNext() {
        String name = unknown.poll();
        if (name != null) {
            // some file systems answer this for a directory or a file without reading the inode; it follows links, so lstat
            // has
            // to confirm
            all.add(() -> EntryRequests.stat(wd, name + "/.", found -> {
                if (found == null) {
                    classified(name, false);
                } else {
                    all.add(() -> EntryRequests.lstat(wd, name, st -> classified(name, st != null && st.isDirectory())));
                }
            }));
        }
    }

    private void classified(String name, boolean isDir) {
        (isDir ? dirs : nondirs).add(name);
        left--;
        if (isDir && --missing == 0) {
            restAreNondirs();
        } else if (left == 0) {
            succeed();
        }
    }

    private void restAreNondirs() {
        left -= unknown.size();
        nondirs.addAll(unknown);
        unknown.clear();
        if (left == 0) {
            succeed();
        }
    }

    private void succeed() {
        all.succeed(new AioScan(dirs, nondirs));
    }
}
