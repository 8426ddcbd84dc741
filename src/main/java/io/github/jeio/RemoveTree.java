package io.github.jeio;

import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * aioRmtree. Every directory is opened relative to the one that it is in, without following a link, and what is in it is
 * removed relative to that: so whatever is swapped meanwhile, nothing outside the tree is reached.
 *
 * <p>Many directories are emptied at a time, and a large one by several requests. Where too many would be open, by depth
 * or by number, one request removes all that is below with one descriptor.
 */
final class RemoveTree {

    private static final int IN_FLIGHT = 16;
    /** Requests that empty one directory at a time. */
    private static final int READERS = 8;
    private static final int OPEN_MOST = 64;
    private static final int DEPTH_MOST = 32;
    /** Attempts at a directory that gets new entries. */
    private static final int ROUNDS = 16;

    private final Composite<Long> all;
    private final String pathname;
    private final WorkStack work;
    private int open;

    private RemoveTree(Composite<Long> all, String pathname) {
        this.all = all;
        this.pathname = pathname;
        work = new WorkStack(all, IN_FLIGHT);
    }

    static AioRequest<Long> start(PathRequests scope, String pathname, LongConsumer callback) {
        Objects.requireNonNull(pathname, "pathname");
        Composite<Long> all = new Composite<>(scope, "rmtree", pathname, Kind.COUNT, callback);
        RemoveTree tree = new RemoveTree(all, pathname);
        return all.start(() -> all.add(() ->
                Steps.wdAt(all.scope(), withoutSlash(pathname), AioConstants.O_NOFOLLOW, tree::begin)));
    }

    /** With a slash at its end, a link would be followed. */
    private static String withoutSlash(String pathname) {
        int end = pathname.length();
        while (end > 1 && pathname.charAt(end - 1) == '/') {
            end--;
        }
        return pathname.substring(0, end);
    }

    private void begin(AioWd wd) {
        if (wd == null) {
            all.add(() -> all.scope().aioRmdir(pathname, all::settle));
        } else {
            new Dir(null, null, wd);
        }
        work.run();
    }

    /** A directory that is being removed, and is open. */
    private final class Dir {

        private final Dir up;
        private final String name;
        private final int depth;
        private final AioWd wd;
        /** Requests that remove its entries, made or to be made. */
        private int readers;
        /** Directories in it that are not done with. */
        private int children;
        private boolean end;
        /** What was removed in this round. */
        private int removed;
        private int round;

        Dir(Dir up, String name, AioWd wd) {
            this.up = up;
            this.name = name;
            this.wd = all.own(wd);
            depth = up == null ? 0 : up.depth + 1;
            open++;
            pushReader(false);
        }

        private void pushReader(boolean fromStart) {
            readers++;
            work.push(() -> {
                if (end) {
                    readers--;
                    removeIfEmpty();
                    return false;
                }
                all.add(() -> Steps.removeEntries(wd, fromStart, this::read));
                return true;
            });
        }

        private void read(Removed batch) {
            readers--;
            if (batch == null || batch.end()) {
                end = true;
            }
            // one more each time: a large directory soon has them all, a small one is done before that
            for (int i = 0; i < 2 && !end && readers < READERS; i++) {
                pushReader(false);
            }
            if (batch != null) {
                removed += batch.count();
                children += batch.dirs().size();
                for (String child : batch.dirs()) {
                    work.push(() -> removeChild(child));
                }
            }
            removeIfEmpty();
            work.run();
        }

        private void removeChild(String child) {
            if (depth >= DEPTH_MOST || open >= OPEN_MOST) {
                removeSubtree(child);
            } else {
                all.add(() -> Steps.wdAt(wd, child, AioConstants.O_NOFOLLOW, opened -> {
                    if (opened == null) {
                        removeSubtree(child);
                    } else {
                        new Dir(this, child, opened);
                    }
                    work.run();
                }));
            }
        }

        private void removeSubtree(String child) {
            all.add(() -> Steps.removeSubtree(wd, child, this::childDone));
        }

        private void childDone(long status) {
            if (status == 0) {
                removed++;
            }
            children--;
            removeIfEmpty();
            work.run();
        }

        private void removeIfEmpty() {
            if (!end || readers > 0 || children > 0) {
                return;
            }
            if (up == null) {
                all.add(() -> all.scope().aioRmdir(pathname, this::removed));
            } else {
                all.add(() -> up.wd.aioRmdir(name, this::removed));
            }
        }

        private void removed(long status) {
            if (status < 0 && IoAio.errno() == Errno.ENOTEMPTY && removed > 0 && ++round < ROUNDS) {
                removed = 0;
                end = false;
                pushReader(true);
                work.run();
                return;
            }
            open--;
            all.close(wd);
            if (up == null) {
                all.settle(status);
            } else {
                up.childDone(status);
            }
        }
    }
}
