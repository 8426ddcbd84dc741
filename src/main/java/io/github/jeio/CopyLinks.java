package io.github.jeio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Copies a tree's entries that are no directories, so that names of one file in the source become names of one file in the
 * target: the first is copied, the others are linked to it. Memory is needed only for files that have more names.
 */
final class CopyLinks {

    private final Composite<?> all;
    private final WorkStack work;
    private final Map<Long, First> firsts = new HashMap<>();

    private AioWd root;
    private long device;

    CopyLinks(Composite<?> all, WorkStack work) {
        this.all = all;
        this.work = work;
    }

    /** @param root the target tree's root; @param device the source's, on which inode numbers name files */
    void begin(AioWd root, long device) {
        this.root = root;
        this.device = device;
    }

    /** The name that was copied, and those that wait for it. */
    private static final class First {
        String path;
        final List<Entry> waiting = new ArrayList<>();
    }

    private record Entry(TreeBase base, String path, long inode, LongConsumer done) {
        String name() {
            return base.relative(path);
        }
    }

    /** @param done gets the bytes that were copied, or -1 */
    void copy(TreeBase base, String path, AioDirent dirent, LongConsumer done) {
        Entry entry = new Entry(base, path, dirent.inode(), done);
        if (dirent.type() != AioConstants.DT_REG) {
            copyAnyway(entry, done);
            return;
        }
        all.add(() -> Steps.copyUnlinked(base.src, entry.name(), base.dst, entry.name(), device, dirent.inode(), count -> {
            if (count == Steps.HAS_LINKS) {
                copyLinked(entry);
            } else {
                done.accept(count);
            }
        }));
    }

    private void copyAnyway(Entry entry, LongConsumer done) {
        all.add(() -> Steps.copyEntry(entry.base.src, entry.name(), entry.base.dst, entry.name(), done));
    }

    /** False where it waits for another request and makes none. */
    private boolean copyLinked(Entry entry) {
        First first = firsts.get(entry.inode);
        if (TreeBase.isFarFromRoot(entry.path)) {
            copyAnyway(entry, entry.done);
        } else if (first == null) {
            copyFirst(entry);
        } else if (first.path != null) {
            link(first, entry);
        } else {
            first.waiting.add(entry);
            return false;
        }
        return true;
    }

    private void copyFirst(Entry entry) {
        First first = new First();
        firsts.put(entry.inode, first);
        copyAnyway(entry, count -> {
            if (count >= 0) {
                first.path = entry.path;
            } else {
                firsts.remove(entry.inode);
            }
            for (Entry waiting : first.waiting) {
                work.push(() -> copyLinked(waiting));
            }
            entry.done.accept(count);
        });
    }

    /** Where that can't be, by a limit or because of what is in the way, the file becomes one of its own. */
    private void link(First first, Entry entry) {
        all.add(() -> root.aioLink(first.path, entry.base.dst, entry.name(), status -> {
            if (status == 0) {
                entry.done.accept(0);
            } else {
                copyAnyway(entry, entry.done);
            }
        }));
    }
}
