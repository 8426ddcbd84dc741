package io.github.jeio.internal.tree;

import io.github.jeio.Errno;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.wire.Copied;
import io.github.jeio.internal.wire.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Copies a tree's entries that are not directories. Names of one file, link or device in the source become names of one in
 * the target: the first is copied, the others become hard links to the copy. Memory is needed only for files with more than
 * one name.
 */
public final class CopyLinks {

    private final CopyTree copy;
    private final Map<File, First> firsts = new HashMap<>();

    CopyLinks(CopyTree copy) {
        this.copy = copy;
    }

    private record File(long device, long inode) { }

    /** The name that is copied first, and other names of the same file that wait for it. */
    private static final class First {
        private final Entry entry;
        /** Null until the first name has been copied. */
        private Copied copied;
        private final List<Entry> waiting = new ArrayList<>();

        First(Entry entry) {
            this.entry = entry;
        }
    }

    private record Entry(CopyDirectory directory, String name, LongConsumer done) { }

    /**
     * Copies an entry of an open directory.
     *
     * @param done gets the bytes that were copied, or -1
     */
    void copy(CopyDirectory directory, String name, LongConsumer done) {
        Entry entry = new Entry(directory, name, done);
        copy(entry, EntryRequests.COPY_UNLINKED, copied -> {
            if (copied != null && copied.linked()) {
                copyLinked(new File(copied.device(), copied.inode()), entry);
            } else {
                done.accept(bytes(copied));
            }
        });
    }

    private static long bytes(Copied copied) {
        return copied == null ? -1 : copied.bytes();
    }

    private void copy(Entry entry, int more, Consumer<Copied> then) {
        CopyDirectory in = entry.directory;
        in.<Copied>requestObject(counted -> in.call(Op.COPY_ENTRY, entry.name).path("dst", entry.name)
                .int3(in.pair().target()).int1(copy.entryFlags() | more).object(counted), then);
    }

    private void copyLinked(File file, Entry entry) {
        First first = firsts.get(file);
        if (first == null) {
            copyFirst(file, entry);
        } else if (first.copied != null) {
            link(file, first, entry);
        } else {
            first.waiting.add(entry);
        }
    }

    private void copyFirst(File file, Entry entry) {
        First first = new First(entry);
        firsts.put(file, first);
        copy(entry, 0, copied -> {
            if (copied != null) {
                first.copied = copied;
            } else {
                firsts.remove(file);
            }
            for (Entry waiting : first.waiting) {
                waiting.directory.push(() -> {
                    copyLinked(file, waiting);
                    return true;
                }, errno -> waiting.directory.refuse(waiting.name, errno));
            }
            first.waiting.clear();
            entry.done.accept(bytes(copied));
        });
    }

    /**
     * Makes a hard link to the first copy. If that fails, because of the limit on links or what has the target's name, the
     * name gets a copy of its own.
     */
    private void link(File file, First first, Entry entry) {
        CopyDirectory in = entry.directory;
        in.request(counted -> in.call(Op.TREE_LINK, entry.name).path("dst", first.entry.directory.path(first.entry.name))
                .int2(in.pair().address).size(copy.tree.root().address).offs(first.copied.copy())
                .int1(copy.entryFlags() & EntryRequests.COPY_EXCL).count(counted), status -> {
            boolean kept = status < 0 && !copy.how.overwrite() && ErrnoHolder.get() == Errno.EEXIST;
            if (status == 0 || kept) {
                entry.done.accept(status);
            } else {
                copyFirst(file, entry);
            }
        });
    }
}
