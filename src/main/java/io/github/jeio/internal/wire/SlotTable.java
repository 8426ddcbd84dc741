package io.github.jeio.internal.wire;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Maps tokens to requests. A token is a slot and the slot's generation. The slot is free again once its completion has been
 * taken, so a stale token never names another request. Any thread may put, the thread that drains takes.
 *
 * <p>Free slots form a stack: the one used last is taken first, while its memory is in the CPU's cache. The head of the
 * stack carries a counter, so that a compare-and-set does not mistake a head that was taken and put back for one that never
 * left.
 *
 * @param <T> the type of the values
 */
public final class SlotTable<T> {

    /** The same numbers as in {@code pool.h}. */
    public static final int SLAB_BITS = 8, SLAB_SIZE = 1 << SLAB_BITS, SLAB_MAX = 1 << 16;

    private static final int NONE = -1;

    private static final class Slab {
        final Object[] values = new Object[SLAB_SIZE];
        final int[] generations = new int[SLAB_SIZE];
        final int[] next = new int[SLAB_SIZE];
    }

    private final IntConsumer newSlab;
    private final AtomicLong head = new AtomicLong(NONE & 0xFFFF_FFFFL);
    private volatile Slab[] slabs = new Slab[0];

    /** @param newSlab allocates the next {@link #SLAB_SIZE} slots in C, given their slab's index */
    public SlotTable(IntConsumer newSlab) {
        this.newSlab = newSlab;
    }

    /** Takes a free slot for the value; the token is never 0. */
    public long put(T value) {
        int slot = pop();
        Slab slab = slabs[slot >>> SLAB_BITS];
        int index = slot & SLAB_SIZE - 1;
        slab.values[index] = value;
        return (long) slab.generations[index] << 32 | slot;
    }

    /** Removes and returns the token's value; the slot is free from now on. */
    @SuppressWarnings("unchecked")
    public T take(long token) {
        int slot = (int) token;
        Slab slab = slabs[slot >>> SLAB_BITS];
        int index = slot & SLAB_SIZE - 1;
        if (slab.generations[index] != (int) (token >>> 32)) {
            throw new AssertionError("a second completion for the token " + Long.toHexString(token));
        }
        Object value = slab.values[index];
        slab.values[index] = null;
        if (++slab.generations[index] == 0) {
            slab.generations[index] = 1;
        }
        push(slot);
        return (T) value;
    }

    /** Visits every value in the table, as of about this moment. */
    @SuppressWarnings("unchecked")
    public void forEach(java.util.function.Consumer<T> action) {
        for (Slab slab : slabs) {
            for (Object value : slab.values) {
                if (value != null) {
                    action.accept((T) value);
                }
            }
        }
    }

    /** Gets the values of the table. */
    public interface Visitor<T> {
        void visit(long token, T value);
    }

    /** Visits every value with its token, as of about this moment; a token may be stale already. */
    @SuppressWarnings("unchecked")
    public void visit(Visitor<T> visitor) {
        Slab[] all = slabs;
        for (int i = 0; i < all.length; i++) {
            for (int index = 0; index < SLAB_SIZE; index++) {
                long generation = all[i].generations[index];
                Object value = all[i].values[index];
                if (value != null) {
                    visitor.visit(generation << 32 | i << SLAB_BITS | index, (T) value);
                }
            }
        }
    }

    private int pop() {
        for (;;) {
            long h = head.get();
            int slot = (int) h;
            if (slot == NONE) {
                grow();
                continue;
            }
            int below = slabs[slot >>> SLAB_BITS].next[slot & SLAB_SIZE - 1];
            if (head.compareAndSet(h, successor(h, below))) {
                return slot;
            }
        }
    }

    private void push(int slot) {
        int[] next = slabs[slot >>> SLAB_BITS].next;
        for (;;) {
            long h = head.get();
            next[slot & SLAB_SIZE - 1] = (int) h;
            if (head.compareAndSet(h, successor(h, slot))) {
                return;
            }
        }
    }

    private static long successor(long head, int slot) {
        return (head >>> 32) + 1 << 32 | slot & 0xFFFF_FFFFL;
    }

    private synchronized void grow() {
        if ((int) head.get() != NONE) {
            return;
        }
        int index = slabs.length;
        if (index == SLAB_MAX) {
            throw new OutOfMemoryError("more than " + SLAB_MAX * SLAB_SIZE + " requests in flight");
        }
        newSlab.accept(index);
        Slab slab = new Slab();
        Arrays.fill(slab.generations, 1);
        Slab[] grown = Arrays.copyOf(slabs, index + 1);
        grown[index] = slab;
        slabs = grown;
        for (int i = SLAB_SIZE - 1; i >= 0; i--) {
            push(index << SLAB_BITS | i);
        }
    }
}
