package io.github.jeio.cli;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioStat;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Makes the copies of directories, has their entries copied, and sets their attributes when that is done. */
final class CopyDirectories {

    private final CopyTree tree;
    private final Session session;
    private final IoAio io;
    private final CopyOptions options;
    /** The identity of the operands' copies, which must not be copied again. */
    private final Set<List<Long>> roots = new HashSet<>();
    /** Directories that are complete. They are ended in a loop and not recursively, however deep they are. */
    private final Deque<CopyPair> complete = new ArrayDeque<>();
    private boolean completing;

    CopyDirectories(CopyTree tree) {
        this.tree = tree;
        session = tree.session;
        io = tree.io;
        options = tree.options;
    }

    void enter(CopyEntry entry) {
        AioStat st = entry.st;
        if (roots.contains(List.of(st.dev(), st.ino()))) {
            CopyPair top = top(entry);
            tree.fail(entry, "cannot copy a directory, " + Names.quote(top == null ? entry.srcPath() : top.srcName) + ", into itself, "
                    + Names.quote(top == null ? entry.dstPath() : top.dstName));
        } else if (isCyclic(entry)) {
            tree.fail(entry, "cannot copy cyclic symbolic link " + Names.quote(entry.srcPath()));
        } else if (entry.there != null) {
            makeAccessible(entry, () -> open(entry, false));
        } else if (options.dryRun) {
            tree.tell(entry);
            open(entry, true);
        } else {
            tree.tell(entry);
            entry.target(io).aioMkdir(entry.dstName, tree.attributes.modeOfNew(st), status -> {
                if (status < 0) {
                    tree.fail(entry, "cannot create directory", entry.dstPath());
                } else {
                    open(entry, true);
                }
            });
        }
    }

    /** A mirror's directory that nobody may write into has to be written into once more; it gets its mode when that is done. */
    private void makeAccessible(CopyEntry entry, Runnable then) {
        if (isInaccessible(entry)) {
            entry.target(io).aioChmod(entry.dstName, entry.there.mode() & 07777 | 0700, status -> then.run());
        } else {
            then.run();
        }
    }

    private boolean isInaccessible(CopyEntry entry) {
        return entry.there != null && options.atomic && !options.dryRun && (entry.there.mode() & 0700) != 0700;
    }

    /** Gives it back the mode that it had, as it can't be opened; but not what a link leads to that is in its place by now. */
    private void makeInaccessible(CopyEntry entry, int errno, Runnable then) {
        if (isInaccessible(entry) && errno != Errno.ENOTDIR && errno != Errno.ELOOP) {
            entry.target(io).aioChmod(entry.dstName, entry.there.mode() & 07777, status -> then.run());
        } else {
            then.run();
        }
    }

    /** Whether a link that is followed leads to a directory that it is in. */
    private boolean isCyclic(CopyEntry entry) {
        CopyPair in = options.follow == CopyOptions.Follow.ALWAYS ? entry.in : null;
        while (in != null && (in.st.dev() != entry.st.dev() || in.st.ino() != entry.st.ino())) {
            in = in.up;
        }
        return in != null;
    }

    private static CopyPair top(CopyEntry entry) {
        CopyPair top = entry.in;
        while (top != null && top.up != null) {
            top = top.up;
        }
        return top;
    }

    /** The job ends when the directory has been read; the directory ends when all its entries are done. */
    private void open(CopyEntry entry, boolean fresh) {
        CopyPair pair = new CopyPair(entry.in, entry.srcName, entry.dstName, entry.st, fresh);
        if (entry.in != null) {
            entry.in.left++;
        }
        Runnable refused = () -> {
            leave(pair);
            entry.done.run();
        };
        openTarget(entry, fresh, dst ->
            Directories.open(io, entry.source(io), entry.srcName, entry.named || options.follow == CopyOptions.Follow.ALWAYS, src -> {
                pair.opened(src, dst);
                note(entry, pair, () -> read(pair, entry));
            }, errno -> {
                pair.opened(null, dst);
                session.failed("cannot access", entry.srcPath(), errno);
                refused.run();
            }), errno -> {
                session.failed("cannot access", entry.dstPath(), errno);
                makeInaccessible(entry, errno, refused);
            });
    }

    /** Opens the target; with --dry-run there may be none. */
    private void openTarget(CopyEntry entry, boolean fresh, Consumer<AioWd> then, IntConsumer refused) {
        if (options.dryRun && fresh) {
            then.accept(null);
        } else {
            Directories.open(io, entry.target(io), entry.dstName, entry.named, then, refused);
        }
    }

    /** Remembers a named directory's copy. */
    private void note(CopyEntry entry, CopyPair pair, Runnable then) {
        if (!entry.named || pair.dst() == null) {
            then.run();
            return;
        }
        pair.dst().aioStat(".", st -> {
            if (st != null) {
                roots.add(List.of(st.dev(), st.ino()));
            }
            then.run();
        });
    }

    private void read(CopyPair pair, CopyEntry entry) {
        if (options.oneFileSystem && entry.in != null && pair.st.dev() != top(entry).st.dev()) {
            leave(pair);
            entry.done.run();
            return;
        }
        pair.src().aioReaddirx(".", AioConstants.READDIR_DENTS, list -> {
            if (list == null) {
                session.failed("cannot access", entry.srcPath(), IoAio.errno());
            } else {
                List<AioDirent> entries = list.entries();
                for (int i = entries.size() - 1; i >= 0; i--) {
                    push(pair, entries.get(i));
                }
                if (options.delete && !pair.fresh) {
                    removeOthers(pair, entries);
                }
            }
            leave(pair);
            entry.done.run();
        });
    }

    /** Removes entries that only the target has; not if the source could not be read completely. */
    private void removeOthers(CopyPair pair, List<AioDirent> entries) {
        Set<String> names = new HashSet<>();
        entries.forEach(entry -> names.add(entry.name()));
        pair.left++;
        pair.dst().aioReaddirx(".", AioConstants.READDIR_DENTS, list -> {
            if (list == null) {
                session.failed("cannot access", CopyPair.dstPath(pair.up, pair.dstName), IoAio.errno());
            }
            for (AioDirent entry : list == null ? List.<AioDirent>of() : list.entries()) {
                if (!names.contains(entry.name()) && !entry.name().startsWith(CopyFile.TEMPORARY)) {
                    remove(pair, entry.name());
                }
            }
            leave(pair);
            tree.work.run();
        });
    }

    private void remove(CopyPair pair, String name) {
        String path = CopyPair.dstPath(pair, name);
        if (options.verbose) {
            session.out.line(session.out.json() ? new Json().put("removed", path).toString() : "removed " + Names.quote(path));
        }
        if (options.dryRun) {
            return;
        }
        pair.left++;
        tree.work.push(done -> pair.dst().aioRemove(name, status -> {
            if (status < 0) {
                session.failed("cannot remove", path, IoAio.errno());
            }
            leave(pair);
            done.run();
        }));
    }

    private void push(CopyPair pair, AioDirent found) {
        pair.left++;
        tree.work.push(done -> {
            CopyEntry entry = new CopyEntry(pair, found.name(), found.name(), () -> {
                leave(pair);
                done.run();
            });
            if (found.type() == AioConstants.DT_REG && canBeUnseen(pair)) {
                tree.files.copyUnseen(entry, () -> tree.copy(entry));
            } else {
                tree.copy(entry);
            }
        });
    }

    /** Whether nothing about a file in the directory decides what becomes of it: nothing has its name, and it is copied in any case. */
    private boolean canBeUnseen(CopyPair pair) {
        return pair.fresh && !options.links && !options.dryRun && options.instead == CopyOptions.Instead.NOTHING;
    }

    /** An entry of a directory is done. With the last one, the directory gets its attributes. */
    private void leave(CopyPair pair) {
        pair.left--;
        if (pair.left == 0) {
            complete.add(pair);
        }
        if (completing) {
            return;
        }
        completing = true;
        try {
            while (!complete.isEmpty()) {
                complete(complete.remove());
            }
        } finally {
            completing = false;
        }
    }

    private void complete(CopyPair pair) {
        Runnable closed = () -> {
            pair.close();
            if (pair.up != null) {
                leave(pair.up);
            }
        };
        if (options.dryRun) {
            closed.run();
        } else {
            tree.attributes.copyToDirectory(pair, closed);
        }
    }
}
