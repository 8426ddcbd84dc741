package io.github.jeio.internal.tree;

import io.github.jeio.AioRequest;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.internal.wire.PackedEntries;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * A directory of a tree while a request goes through the tree: either open, or closed for now and opened again when a
 * directory in it is left ({@link OpenTree}).
 */
public abstract class TreeDirectory {

    final OpenTree tree;
    final TreeDirectory up;
    /** The name in the directory above; empty for the root. */
    final String name;
    final int depth;

    /** Null while the directory is not open. */
    private DirectoryPair pair;
    private DirectoryPair.Identity identity;
    /** The errno with which it could not be opened again, or 0. */
    private int error;
    /** Requests in flight that use the pair. */
    private int requests;
    /** Directories in it that are being opened or are open, and are not being left yet. */
    private int children;
    private boolean reading;
    /** In a copy: whether the target's directory has its attributes. */
    boolean isFinished;
    /** Tasks that wait until it is open again. */
    private final List<Task> waiting = new ArrayList<>(0);

    TreeDirectory(OpenTree tree, TreeDirectory up, String name) {
        this.tree = tree;
        this.up = up;
        this.name = name;
        depth = up == null ? 0 : up.depth + 1;
    }

    /** The path of an entry, relative to the tree's root. */
    final String path(String entry) {
        ArrayDeque<String> names = new ArrayDeque<>(List.of(entry));
        for (TreeDirectory each = this; each.up != null; each = each.up) {
            names.push(each.name);
        }
        return String.join("/", names);
    }

    /**
     * Takes the entries that were read; called at least once, in the thread that polls.
     *
     * @param errno why no more can be read, or 0
     * @param end whether there are no more
     */
    abstract void read(PackedEntries entries, int errno, boolean end);

    /** A task that needs the directory open. If it can't be opened again, {@code refused} gets the errno. */
    private final class Task implements Runnable {

        private final BooleanSupplier work;
        private final IntConsumer refused;

        Task(BooleanSupplier work, IntConsumer refused) {
            this.work = work;
            this.refused = refused;
        }

        @Override
        public void run() {
            if (error != 0) {
                refused.accept(error);
            } else if (pair == null) {
                waiting.add(this);
            } else if (!work.getAsBoolean()) {
                tree.work.postpone(this);
            }
        }
    }

    /**
     * Pushes a task that is run when the directory is open.
     *
     * @param work false if it can't be done yet
     */
    final void push(BooleanSupplier work, IntConsumer refused) {
        tree.work.push(new Task(work, refused));
    }

    /** Makes a request that uses the directory, and keeps the directory open until it is done. */
    final void request(Function<LongConsumer, AioRequest<Long>> make, LongConsumer then) {
        requests++;
        LongConsumer counted = tree.work.counted(result -> {
            requests--;
            then.accept(result);
        });
        tree.all.add(() -> make.apply(counted));
    }

    /** Removes a directory that is in this one. */
    final void rmdir(String child, LongConsumer then) {
        request(counted -> call(Op.RMDIR, child).count(counted), then);
    }

    /** Like {@link #request}, for a request that gives an object. */
    final <T> void requestObject(Function<Consumer<T>, AioRequest<T>> make, Consumer<T> then) {
        requests++;
        Consumer<T> counted = tree.work.countedObject(result -> {
            requests--;
            then.accept(result);
        });
        tree.all.add(() -> make.apply(counted));
    }

    /** A request on a name in the directory. */
    final Call call(Op op, String entry) {
        return Call.on(tree.all.pool, op).wdAddress(pair.source()).path("pathname", entry).hold(tree);
    }

    /** Called by the tree when the directory is open. */
    final void enter(DirectoryPair opened, PackedEntries entries) {
        pair = opened;
        identity = opened.identity();
        take(entries);
    }

    private void take(PackedEntries entries) {
        reading = pair.hasMore();
        if (reading) {
            push(this::readOn, errno -> read(PackedEntries.NONE, errno, true));
        }
        read(entries, 0, !reading);
    }

    private boolean readOn() {
        this.<PackedEntries>requestObject(counted -> Call.on(tree.all.pool, Op.NEXT_ENTRIES).wdAddress(pair.source())
                .int2(pair.address).size(EntryRequests.PORTION).hold(tree).object(counted), entries -> {
            if (entries != null) {
                take(entries);
            } else {
                reading = false;
                read(PackedEntries.NONE, ErrnoHolder.get(), true);
            }
        });
        return true;
    }

    final DirectoryPair pair() {
        return pair;
    }

    final DirectoryPair.Identity identity() {
        return identity;
    }

    final int error() {
        return error;
    }

    final void beginChild() {
        requests++;
        children++;
    }

    final void endRequest() {
        requests--;
    }

    final void endChild() {
        children--;
    }

    /**
     * Whether the directory can be closed to make room: it waits for a directory in it, or {@code opening} is the first one
     * opened in it.
     */
    final boolean canGive(TreeDirectory opening) {
        return depth > 0 && requests == 0 && !reading && (children > 0 || this == opening);
    }

    final DirectoryPair givePair() {
        DirectoryPair given = pair;
        pair = null;
        return given;
    }

    /** Whether the directory has to be opened again when {@code last}, which is in it, is left. */
    final boolean waitsFor(TreeDirectory last) {
        return pair == null && error == 0 && children == 1 && last.up == this;
    }

    final void reopened(DirectoryPair opened) {
        pair = opened;
        waiting.forEach(tree.work::push);
        waiting.clear();
    }

    /** The directory can't be opened again, because it was moved, say. */
    final void lost(int errno) {
        error = errno;
        waiting.forEach(tree.work::push);
        waiting.clear();
    }
}
