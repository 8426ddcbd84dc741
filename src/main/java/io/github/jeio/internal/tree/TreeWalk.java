package io.github.jeio.internal.tree;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTree;
import io.github.jeio.AioTreeBatch;
import io.github.jeio.Errno;
import io.github.jeio.internal.pool.Composite;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.wire.Kind;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** aioTree: a request a directory, unless it is a large one, which is read by portions. */
public final class TreeWalk {

    private final Composite<Long> all;
    private final AioTree how;
    private final Consumer<? super AioTreeBatch> consumer;
    private final OpenTree tree;

    private long count;

    private TreeWalk(Composite<Long> all, AioTree how, Consumer<? super AioTreeBatch> consumer) {
        this.all = all;
        this.how = how;
        this.consumer = consumer;
        tree = new OpenTree(all, how.requests(), OpenTree.READ | (how.sameDevice() ? OpenTree.SAME_DEVICE : 0));
    }

    public static AioRequest<Long> start(Scope scope, String pathname, AioTree how, Consumer<? super AioTreeBatch> batch,
            LongConsumer callback) {
        Objects.requireNonNull(how, "how");
        Objects.requireNonNull(batch, "batch");
        Composite<Long> all = new Composite<>(scope, "tree", pathname, Kind.COUNT, callback);
        TreeWalk walk = new TreeWalk(all, how, batch);
        return all.start(() -> walk.tree.openRoot(walk.new Dir(null, pathname, pathname), pathname, null, null,
                OpenTree.READ | OpenTree.FOLLOW, all::fail));
    }

    private final class Dir extends TreeDirectory {

        private final String path;
        /** Directories in it that are not done with; and one for reading them. */
        private int left = 1;

        Dir(Dir up, String name, String path) {
            super(TreeWalk.this.tree, up, name);
            this.path = path;
        }

        @Override
        void read(List<AioDirent> entries, int errno, boolean end) {
            count += entries.size();
            try {
                if (depth + 1 < how.maxDepth()) {
                    pushDirectories(entries);
                }
            } finally {
                if (end) {
                    childDone();
                }
                tree.work.run();
            }
            give(entries, errno);
        }

        private void give(List<AioDirent> entries, int errno) {
            if (errno != 0 || !entries.isEmpty()) {
                consumer.accept(new AioTreeBatch(path, depth + 1, errno, entries));
            }
        }

        private void pushDirectories(List<AioDirent> entries) {
            for (AioDirent entry : entries) {
                if (entry.type() == AioConstants.DT_DIR) {
                    String child = childPath(path, entry.name());
                    if (how.descend().test(child)) {
                        left++;
                        Dir directory = new Dir(this, entry.name(), child);
                        push(() -> tree.open(directory, directory::refused), directory::refused);
                    }
                }
            }
        }

        /** It can't be opened; or the directory above can't be any more. */
        private void refused(int errno) {
            ((Dir) up).childDone();
            tree.work.run();
            give(List.of(), how.sameDevice() && errno == Errno.EXDEV ? 0 : errno);
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
