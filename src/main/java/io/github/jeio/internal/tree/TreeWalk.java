package io.github.jeio.internal.tree;

import io.github.jeio.AioDirent;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.AioTree;
import io.github.jeio.AioTreeBatch;
import io.github.jeio.Errno;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Composite;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.wire.Kind;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.internal.wire.PackedEntries;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The request of {@code aioTree}: one request per directory, and several for a large one. */
public final class TreeWalk {

    private final Composite<Long> all;
    private final AioTree how;
    private final Consumer<? super AioTreeBatch> consumer;
    /** How directories are opened, the root among them. */
    private final int reads;
    private final OpenTree tree;

    private long count;

    private TreeWalk(Composite<Long> all, AioTree how, Consumer<? super AioTreeBatch> consumer) {
        this.all = all;
        this.how = how;
        this.consumer = consumer;
        reads = OpenTree.READ | (how.stats() > 0 ? OpenTree.LOOK : 0) | (how.asLookedUp() ? OpenTree.LOOKED_UP : 0);
        tree = new OpenTree(all, how.requests(), reads | (how.sameDevice() ? OpenTree.SAME_DEVICE : 0), how.stats());
    }

    public static AioRequest<Long> start(Scope scope, String pathname, AioTree how, Consumer<? super AioTreeBatch> batch,
            LongConsumer callback) {
        Objects.requireNonNull(how, "how");
        Objects.requireNonNull(batch, "batch");
        Composite<Long> all = new Composite<>(scope, "tree", pathname, Kind.COUNT, callback);
        TreeWalk walk = new TreeWalk(all, how, batch);
        return all.start(() -> walk.tree.openRoot(walk.new Dir(null, pathname, pathname), pathname, null, null,
                walk.reads | OpenTree.FOLLOW, all::fail));
    }

    private final class Dir extends TreeDirectory {

        private final String path;
        /** Directories in it that are not done, and requests that look at entries, plus one while it is being read. */
        private int left = 1;
        /** Requests that look at entries: in flight, or still to be made. */
        private int looking;
        /** Whether all entries were read, or no more can be; {@code errno} says why. */
        private boolean ended;
        private boolean endGiven;
        private int errno;

        Dir(Dir up, String name, String path) {
            super(TreeWalk.this.tree, up, name);
            this.path = path;
        }

        @Override
        void read(PackedEntries entries, int error, boolean end) {
            List<AioStat> stats = entries.stats();
            boolean done = how.stats() == 0 || stats != null;
            count += entries.size();
            try {
                if (depth + 1 < how.maxDepth()) {
                    pushDirectories(entries);
                }
                if (!done) {
                    look(entries);
                }
            } finally {
                if (end) {
                    ended = true;
                    errno = error;
                    childDone();
                }
                tree.work.run();
            }
            if (done) {
                give(entries, stats == null ? List.of() : stats, error, end);
            } else {
                giveEnd();
            }
        }

        /** Requests the status of entries, which are given to the consumer when that is known. */
        private void look(List<AioDirent> entries) {
            for (int from = 0; from < entries.size(); from += how.stats()) {
                List<AioDirent> some = entries.subList(from, Math.min(entries.size(), from + how.stats()));
                left++;
                looking++;
                push(() -> {
                    this.<List<AioStat>>requestObject(counted -> Call.on(all.pool, Op.STAT_ENTRIES).wdAddress(pair().source())
                            .value(EntryRequests.pack(some)).int1(how.asLookedUp() ? 1 : 0).hold(tree).object(counted), stats -> looked(some, stats));
                    return true;
                }, error -> looked(some, null));
            }
        }

        private void looked(List<AioDirent> entries, List<AioStat> stats) {
            looking--;
            childDone();
            tree.work.run();
            give(entries, stats == null ? Collections.nCopies(entries.size(), null) : stats, 0, false);
            giveEnd();
        }

        /** Gives the end of the directory in a batch of its own, after all entries. */
        private void giveEnd() {
            if (ended && looking == 0 && !endGiven) {
                endGiven = true;
                give(List.of(), List.of(), errno, true);
            }
        }

        private void give(List<AioDirent> entries, List<AioStat> stats, int error, boolean last) {
            if (error != 0 || !entries.isEmpty() || last && how.everyDirectory()) {
                consumer.accept(new AioTreeBatch(path, depth + 1, error, entries, stats, last));
            }
        }

        private void pushDirectories(PackedEntries entries) {
            for (int i = 0; i < entries.size(); i++) {
                if (entries.isDirectory(i)) {
                    String name = entries.name(i);
                    String child = childPath(path, name);
                    if (how.descend().test(child)) {
                        left++;
                        Dir directory = new Dir(this, name, child);
                        push(() -> tree.open(directory, directory::refused), directory::refused);
                    }
                }
            }
        }

        /** The directory can't be opened, or the one above can't be opened again. */
        private void refused(int error) {
            ((Dir) up).childDone();
            tree.work.run();
            if (!how.sameDevice() || error != Errno.EXDEV) {
                give(List.of(), List.of(), error, true);
            }
        }

        private void childDone() {
            left--;
            if (left == 0) {
                tree.leave(this, this::done);
            }
        }

        private void done() {
            if (up != null) {
                ((Dir) up).childDone();
            } else {
                all.succeed(count);
                tree.close();
            }
        }
    }

    private static String childPath(String directory, String name) {
        return directory.isEmpty() || directory.endsWith("/") ? directory + name : directory + '/' + name;
    }
}
