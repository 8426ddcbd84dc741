package io.github.jeio.cli;

import io.github.jeio.AioStat;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes names of one file in the source names of one file in the target: the first is copied, the others are linked to the
 * copy when it is complete.
 */
final class CopyLinks {

    private record File(long dev, long ino) {
        static File of(AioStat st) {
            return new File(st.dev(), st.ino());
        }
    }

    /** The name that is copied. */
    private static final class First {
        private final CopyEntry entry;
        private boolean copied;
        /** The copy, if it was there already; or null. */
        private File kept;
        private final List<Runnable> waiting = new ArrayList<>();

        First(CopyEntry entry) {
            this.entry = entry;
        }
    }

    private final CopyTree tree;
    private final Map<File, First> firsts = new HashMap<>();
    /** Whose copy a file in the target is that has several names and stays. */
    private final Map<File, File> kept = new HashMap<>();

    CopyLinks(CopyTree tree) {
        this.tree = tree;
    }

    /** @return false where the entry is to be copied */
    boolean linkInstead(CopyEntry entry, Runnable copy) {
        if (!tree.options.links || entry.st.nlink() < 2) {
            return false;
        }
        First first = firsts.putIfAbsent(File.of(entry.st), new First(entry));
        if (first == null) {
            return false;
        }
        if (first.copied && entry.there != null && File.of(entry.there).equals(first.kept)) {
            entry.done.run(); // is a name of the copy: rename(2) would leave both that and the one that is to take its place
        } else if (first.copied) {
            link(first.entry, entry);
        } else {
            first.waiting.add(() -> {
                if (!linkInstead(entry, copy)) {
                    copy.run();
                }
            });
        }
        return true;
    }

    /**
     * Keeps what is at the target, where it has the names that the source has: other names of the source are linked to it, and
     * it is linked to them if one was there first. What is another source's copy already is copied anew.
     *
     * @param stay keeps it, and calls {@link #copied}
     */
    void keep(CopyEntry entry, Runnable stay, Runnable copy) {
        File source = File.of(entry.st);
        File target = File.of(entry.there);
        if (entry.there.nlink() > 1 && !source.equals(kept.computeIfAbsent(target, any -> source))) {
            copy.run();
            return;
        }
        if (!tree.options.links || entry.st.nlink() < 2) {
            stay.run();
            return;
        }
        First mine = new First(entry);
        mine.kept = target;
        First first = firsts.putIfAbsent(source, mine);
        if (first == null) {
            stay.run();
        } else if (!first.copied) {
            first.waiting.add(() -> keep(entry, stay, copy));
        } else if (target.equals(first.kept)) {
            entry.done.run();
        } else {
            link(first.entry, entry);
        }
    }

    private void link(CopyEntry first, CopyEntry entry) {
        if (tree.options.dryRun) {
            tree.tell(entry);
            tree.finished(entry);
            return;
        }
        tree.replaceTarget(entry, () -> {
            tree.tell(entry);
            tree.io.aioLink(first.dstPath(), CopyPair.targetDirectory(entry.in), entry.writtenName(), status -> {
                if (status < 0) {
                    tree.fail(entry, "cannot create hard link " + Names.quote(entry.dstPath()) + " to "
                            + Names.quote(first.dstPath()) + ": " + Errno.message(IoAio.errno()));
                } else {
                    tree.files.complete(entry, "cannot create hard link");
                }
            });
        });
    }

    /** The entry is copied: others are linked to it. */
    void copied(CopyEntry entry) {
        First first = first(entry);
        if (first != null) {
            first.copied = true;
            proceed(first);
        }
    }

    /** The entry could not be copied: the next name is. */
    void failed(CopyEntry entry) {
        First first = first(entry);
        if (first != null) {
            firsts.remove(File.of(entry.st));
            proceed(first);
        }
    }

    private First first(CopyEntry entry) {
        First first = tree.options.links && entry.st != null ? firsts.get(File.of(entry.st)) : null;
        return first != null && first.entry == entry ? first : null;
    }

    private static void proceed(First first) {
        List<Runnable> waiting = List.copyOf(first.waiting);
        first.waiting.clear();
        waiting.forEach(Runnable::run);
    }
}
