package io.github.jeio;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** aioTree: a request a directory, unless it is a large one, which is read by portions. */
final class TreeWalk {

    private final Composite<Long> all;
    private final AioTree how;
    private final Consumer<? super AioTreeBatch> consumer;
    private final WorkStack work;

    private long device;
    private long count;
    /** Directories that are not done with. */
    private long left;

    private TreeWalk(Composite<Long> all, AioTree how, Consumer<? super AioTreeBatch> consumer) {
        this.all = all;
        this.how = how;
        this.consumer = consumer;
        work = new WorkStack(all, how.requests);
    }

    static AioRequest<Long> start(PathRequests scope, String pathname, AioTree how, Consumer<? super AioTreeBatch> batch,
            LongConsumer callback) {
        Objects.requireNonNull(how, "how");
        Objects.requireNonNull(batch, "batch");
        Composite<Long> all = new Composite<>(scope, "tree", pathname, Kind.COUNT, callback);
        TreeWalk walk = new TreeWalk(all, how, batch);
        return all.start(() -> all.add(() -> all.scope().aioStat(pathname, all.orFail(st -> walk.begin(pathname, st)))));
    }

    private void begin(String pathname, AioStat st) {
        device = st.dev();
        visit(pathname, 1, TreeBase.root(all, all.scope(), null));
        work.run();
    }

    private void visit(String path, int depth, TreeBase base) {
        Dir dir = new Dir(path, depth, base.use());
        left++;
        work.push(dir::enter);
    }

    private final class Dir {

        private final String path;
        /** Of what is in it. */
        private final int depth;
        private TreeBase base;

        Dir(String path, int depth, TreeBase base) {
            this.path = path;
            this.depth = depth;
            this.base = base;
        }

        void enter() {
            if (base.isFar(path)) {
                open(this::enterFar);
            } else {
                scan();
            }
        }

        private void enterFar(AioWd wd) {
            base.release();
            base = TreeBase.at(all, path, wd, null).use();
            scan();
        }

        /** Only the root may be a symbolic link. */
        private int follow() {
            return depth == 1 ? 0 : AioConstants.O_NOFOLLOW;
        }

        private void open(Consumer<AioWd> next) {
            all.add(() -> Steps.wdAt(base.src, base.relative(path), follow(), wd -> {
                if (wd == null) {
                    fail();
                } else {
                    next.accept(all.own(wd));
                }
            }));
        }

        private void scan() {
            all.add(() -> how.sameDevice
                    ? Steps.scanOnDevice(base.src, base.relative(path), follow(), device, this::scanned)
                    : Steps.scan(base.src, base.relative(path), follow(), this::scanned));
        }

        private void scanned(List<AioDirent> entries) {
            if (entries != null) {
                give(entries, 0, true);
            } else if (IoAio.errno() == Errno.EOVERFLOW) {
                open(this::nextPortion);
            } else {
                fail();
            }
        }

        private void nextPortion(AioWd wd) {
            all.add(() -> Steps.nextEntries(wd, Steps.PORTION, entries -> {
                boolean end = entries == null || entries.isEmpty();
                if (end) {
                    all.close(wd);
                } else {
                    work.push(() -> nextPortion(wd));
                }
                give(entries == null ? List.of() : entries, entries == null ? IoAio.errno() : 0, end);
            }));
        }

        private void fail() {
            int errno = IoAio.errno();
            if (depth == 1) {
                all.fail(errno);
            } else {
                give(List.of(), how.sameDevice && errno == Errno.EXDEV ? 0 : errno, true);
            }
        }

        private void give(List<AioDirent> entries, int errno, boolean end) {
            count += entries.size();
            try {
                if (depth < how.maxDepth) {
                    pushDirectories(entries);
                }
            } finally {
                if (end) {
                    base.release();
                    if (--left == 0) {
                        all.succeed(count);
                    }
                }
                work.run();
            }
            if (errno != 0 || !entries.isEmpty()) {
                consumer.accept(new AioTreeBatch(path, depth, errno, entries));
            }
        }

        private void pushDirectories(List<AioDirent> entries) {
            for (AioDirent entry : entries) {
                if (entry.type() == AioConstants.DT_DIR) {
                    String child = AioTreeBatch.path(path, entry.name());
                    if (how.descend.test(child)) {
                        visit(child, depth + 1, base);
                    }
                }
            }
        }
    }
}
