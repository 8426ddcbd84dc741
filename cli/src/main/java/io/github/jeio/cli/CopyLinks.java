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
        private final List<Runnable> waiting = new ArrayList<>();

        First(CopyEntry entry) {
            this.entry = entry;
        }
    }

    private final CopyTree tree;
    private final Map<File, First> firsts = new HashMap<>();

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
        if (first.copied) {
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

    private void link(CopyEntry first, CopyEntry entry) {
        tree.replaceTarget(entry, () -> {
            tree.tell(entry);
            tree.io.aioLink(first.dstPath(), CopyPair.targetDirectory(entry.in), entry.dstName, status -> {
                if (status < 0) {
                    tree.fail(entry, "cannot create hard link " + Names.quote(entry.dstPath()) + " to "
                            + Names.quote(first.dstPath()) + ": " + Errno.message(IoAio.errno()));
                } else {
                    tree.finished(entry);
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
