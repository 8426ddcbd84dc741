package io.github.jeio.internal.tree;

import io.github.jeio.AioRequest;
import io.github.jeio.internal.memory.Hold;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.Composite;
import io.github.jeio.internal.pool.Directory;
import io.github.jeio.internal.pool.Pool;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.internal.wire.PackedEntries;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * A tree, or two in a copy, that a composite request goes through by descriptors. Each directory is opened by its name in
 * the directory above, and never through a link: so nothing outside the tree is reached, whatever is exchanged meanwhile.
 *
 * <p>Few directories are open at a time, however deep the tree is. If all pairs are in use, a directory that only waits for
 * one in it gives its pair away. It is opened again by way of "..", from the directory in it, when that is done.
 */
public final class OpenTree implements Hold {

    /** Flags of the requests, as in {@code ops/tree.c}. */
    static final int FOLLOW = 1;
    static final int TARGET = 2;
    static final int FRESH = 4;
    static final int SAME_DEVICE = 8;
    static final int READ = 16;
    private static final int ASCEND = 32;
    static final int DEREFERENCE = 64;
    static final int LOOK = 128;
    static final int LOOKED_UP = 256;

    /**
     * The number of pairs is twice the number of requests in flight, as each may be opening a directory in another one, but
     * within these limits. A copy has two descriptors open for each pair.
     */
    private static final int LEAST_PAIRS = 64, MOST_PAIRS = 256;

    final Composite<?> all;
    final WorkStack work;
    private final int flags;
    /** The most entries that are looked at by the request that reads them, if {@code flags} have LOOK. */
    private final int looks;
    private final long memory;
    private final List<DirectoryPair> pairs;
    private final Deque<DirectoryPair> free;
    private final List<TreeDirectory> open = new ArrayList<>();

    /** @param flags the flags for each directory that is opened */
    OpenTree(Composite<?> all, int requests, int flags) {
        this(all, requests, flags, 0);
    }

    /** @param looks how many entries a request that opens a directory may look at as well */
    OpenTree(Composite<?> all, int requests, int flags, int looks) {
        this.all = all;
        this.flags = flags;
        this.looks = looks;
        work = new WorkStack(all, requests);
        int count = 2 * Math.max(LEAST_PAIRS / 2, Math.min(requests, MOST_PAIRS / 2));
        ByteBuffer bytes = ByteBuffer.allocateDirect(count * DirectoryPair.SIZE).order(ByteOrder.nativeOrder());
        memory = Natives.address(bytes);
        pairs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pairs.add(new DirectoryPair(bytes, i * DirectoryPair.SIZE, memory));
        }
        free = new ArrayDeque<>(pairs);
        all.atEnd(this::closeAside);
    }

    /** Opens the root. {@code refused} is called with the errno where that fails. */
    void openRoot(TreeDirectory root, String src, Directory dstDir, String dst, int rootFlags, IntConsumer refused) {
        DirectoryPair pair = free.pop();
        Consumer<PackedEntries> opened = work.countedObject(entries -> {
            if (entries == null) {
                int errno = ErrnoHolder.get();
                free.push(pair);
                refused.accept(errno);
            } else {
                open.add(root);
                root.enter(pair, entries);
            }
        });
        all.add(() -> {
            Call call = Call.on(all.scope(), Op.TREE_OPEN).path("pathname", src);
            return (dst == null ? call : call.path("dst", dst).dstDir(dstDir))
                    .int1(rootFlags).int2(pair.address).offs(looks).hold(this).object(opened);
        });
    }

    /** Opens a directory in one that is open. False if no pair is free yet. */
    boolean open(TreeDirectory child, IntConsumer refused) {
        TreeDirectory up = child.up;
        DirectoryPair in = up.pair();
        DirectoryPair pair = takePair(up);
        if (pair == null) {
            return false;
        }
        up.beginChild();
        boolean takenOver = pair == in;
        Consumer<PackedEntries> opened = work.countedObject(entries -> {
            int errno = entries == null ? ErrnoHolder.get() : 0;
            up.endRequest();
            if (entries != null) {
                open.add(child);
                child.enter(pair, entries);
                return;
            }
            up.endChild();
            if (takenOver) {
                open.add(up);
                up.reopened(pair);
            } else {
                free.push(pair);
            }
            refused.accept(errno);
        });
        all.add(() -> {
            Call call = Call.on(all.pool, Op.TREE_OPEN).wdAddress(in.source()).path("pathname", child.name);
            return ((flags & TARGET) == 0 ? call : call.path("dst", child.name).int3(in.target()))
                    .int1(flags).int2(pair.address).size(root().address).offs(looks).hold(this).object(opened);
        });
        return true;
    }

    /** Takes a free pair, or that of a directory which can be closed for now. The root keeps its pair. */
    private DirectoryPair takePair(TreeDirectory up) {
        if (!free.isEmpty()) {
            return free.pop();
        }
        TreeDirectory giver = null;
        for (TreeDirectory each : open) {
            if (each.canGive(up) && (giver == null || each.depth < giver.depth)) {
                giver = each;
            }
        }
        if (giver == null) {
            return null;
        }
        open.remove(giver);
        return giver.givePair();
    }

    /** Leaves a directory in which nothing is left to do. In a copy, the target's directory gets its attributes first, unless it has them. */
    void leave(TreeDirectory directory, Runnable done) {
        TreeDirectory up = directory.up;
        DirectoryPair pair = directory.pair();
        boolean ascend = up != null && up.waitsFor(directory);
        if (up != null && !ascend) {
            up.endChild();
        }
        if (pair == null) {
            left(directory, ascend ? directory.error() : 0, false);
            // pushed, not called: many directories above may be lost as well, and would be left one inside the other's call
            work.push(done);
            work.run();
            return;
        }
        if (!ascend && (flags & TARGET) == 0) {
            left(directory, 0, false);
            done.run();
            return;
        }
        if (ascend) {
            pair.expect(up.identity());
        }
        all.add(() -> Call.on(all.pool, Op.TREE_LEAVE).int1((directory.isFinished ? 0 : flags & TARGET) | (ascend ? ASCEND : 0)).int2(pair.address)
                .hold(this).count(work.counted(status -> {
                    left(directory, status < 0 ? ErrnoHolder.get() : 0, ascend);
                    done.run();
                })));
    }

    private void left(TreeDirectory directory, int errno, boolean ascended) {
        TreeDirectory up = directory.up;
        DirectoryPair pair = directory.givePair();
        open.remove(directory);
        if (errno != 0) {
            up.lost(errno);
        }
        if (ascended && errno == 0) {
            open.add(up);
            up.reopened(pair);
        } else if (pair != null) {
            free.push(pair);
        }
        if (ascended || errno != 0) {
            up.endChild();
        }
    }

    /** The root's pair, from when it is opened until the request ends. */
    DirectoryPair root() {
        return pairs.get(0);
    }

    /** Whether a directory can be opened without closing another one for it. */
    boolean hasRoom() {
        return !free.isEmpty();
    }

    /** Closes all directories. The last thing that a successful request does. */
    void close() {
        all.add(() -> closing(all.pool, Callbacks.NO_COUNT));
    }

    /** Closes what is still open when the request has ended otherwise: it was cancelled, or its root failed. */
    private void closeAside() {
        if (pairs.stream().noneMatch(DirectoryPair::isOpen)) {
            return;
        }
        try {
            all.pool.submission.withPriority(0, () -> closing(all.pool, Callbacks.NO_COUNT));
        } catch (IllegalStateException e) {
            Pool other = PoolAccess.shared(); // the request's own pool is closed
            other.submission.withPriority(0, () -> closing(other, Callbacks.NO_COUNT));
        }
    }

    private AioRequest<Long> closing(Pool pool, LongConsumer callback) {
        return Call.on(pool, Op.TREE_CLOSE).int2(memory).size(pairs.size()).hold(this).count(callback);
    }

    /** Nothing to do: the hold only keeps this object, and so the memory, reachable while a request uses it. */
    @Override
    public void release(long result, boolean delivered) { }
}
