package io.github.jeio;

import java.util.List;
import java.util.function.Consumer;

/** One directory of a tree that is being copied: made first, then filled, and given its attributes last. */
final class CopyDirectory {

    private final CopyTree tree;
    private final Composite<Long> all;
    private final CopyDirectory up;
    private final String path;
    private TreeBase base;
    /** Entries that are not done; and one for reading them. */
    private int left = 1;
    private boolean made;
    private int errno;

    /** @param path relative to the tree's root, "" for that itself */
    CopyDirectory(CopyTree tree, CopyDirectory up, String path, TreeBase base) {
        this.tree = tree;
        this.up = up;
        this.path = path;
        this.base = base.use();
        all = tree.all;
        made = up == null;
    }

    private void make() {
        all.add(() -> base.dst.aioMkdir(base.relative(path), CopyTree.PRIVATE, status -> {
            if (status == 0) {
                enter();
            } else if (IoAio.errno() == Errno.EEXIST) {
                enterExisting();
            } else {
                giveUp(IoAio.errno());
            }
        }));
    }

    /** A link in its place would lead out of the target. */
    private void enterExisting() {
        all.add(() -> base.dst.aioLstat(base.relative(path), st -> {
            if (st == null) {
                giveUp(IoAio.errno());
            } else if (st.isDirectory()) {
                enter();
            } else {
                giveUp(Errno.ENOTDIR);
            }
        }));
    }

    private void enter() {
        made = true;
        if (base.isFar(path)) {
            String name = base.relative(path);
            open(base.src, name, src -> open(base.dst, name, dst -> {
                base.release();
                base = TreeBase.at(all, path, src, dst).use();
                scan();
            }));
        } else {
            scan();
        }
    }

    private void open(PathRequests scope, String name, Consumer<AioWd> next) {
        all.add(() -> Steps.wdAt(scope, name, AioConstants.O_NOFOLLOW, wd -> {
            if (wd == null) {
                giveUp(IoAio.errno());
            } else {
                next.accept(all.own(wd));
            }
        }));
    }

    void scan() {
        all.add(() -> Steps.scan(base.src, base.relative(path), AioConstants.O_NOFOLLOW, entries -> {
            if (entries != null) {
                push(entries);
                giveUp(0);
            } else if (IoAio.errno() == Errno.EOVERFLOW) {
                open(base.src, base.relative(path), this::nextPortion);
            } else {
                giveUp(IoAio.errno());
            }
        }));
    }

    private void nextPortion(AioWd wd) {
        all.add(() -> Steps.nextEntries(wd, Steps.PORTION, entries -> {
            if (entries == null || entries.isEmpty()) {
                int error = entries == null ? IoAio.errno() : 0;
                all.close(wd);
                giveUp(error);
            } else {
                tree.work.push(() -> nextPortion(wd));
                push(entries);
                tree.work.run();
            }
        }));
    }

    private void push(List<AioDirent> entries) {
        left += entries.size();
        for (AioDirent entry : entries) {
            String child = path.isEmpty() ? entry.name() : path + '/' + entry.name();
            if (entry.type() != AioConstants.DT_DIR) {
                tree.work.push(() -> tree.links.copy(base, child, entry, count ->
                        entryDone(child, CopyTree.errno(count), count)));
            } else if (tree.isTarget(entry)) {
                tree.work.push(() -> {
                    entryDone(child, Errno.EINVAL, 0);
                    return false;
                });
            } else {
                tree.work.push(() -> new CopyDirectory(tree, this, child, base).make());
            }
        }
    }

    /** It is read, as far as it can be; nothing more will be pushed. */
    private void giveUp(int errno) {
        this.errno = errno;
        left--;
        if (left == 0 && !made) {
            done();
        } else {
            proceed();
        }
    }

    private void entryDone(String child, int errno, long copied) {
        AioTreeProgress done = tree.count(child, errno, copied);
        left--;
        proceed();
        tree.tell(done);
    }

    private void proceed() {
        if (left == 0) {
            String name = base.relative(path);
            all.add(() -> Steps.copyAttributes(base.src, name, base.dst, name, status -> done()));
        }
        tree.work.run();
    }

    private void done() {
        base.release();
        if (up == null) {
            tree.rootDone(errno, 0);
        } else {
            up.entryDone(path, errno, 0);
        }
    }
}
