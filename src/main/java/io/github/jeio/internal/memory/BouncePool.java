package io.github.jeio.internal.memory;

import io.github.jeio.internal.natives.Natives;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Native memory for bounce buffers, kept for reuse up to a bound. It comes from malloc: the JDK would fill a direct buffer
 * with zeros, and count it against -XX:MaxDirectMemorySize.
 */
public final class BouncePool {

    private static final int SMALLEST = 1 << 12;
    private static final int LARGEST_KEPT = 1 << 17;
    private static final int KEPT_PER_SIZE = 16;

    /** A stack for each power of two. Guarded by this object's monitor, like {@code closed}. */
    private final ArrayDeque<ByteBuffer>[] free = stacks();
    private boolean closed;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ArrayDeque<ByteBuffer>[] stacks() {
        ArrayDeque<ByteBuffer>[] stacks = new ArrayDeque[Integer.numberOfTrailingZeros(LARGEST_KEPT / SMALLEST) + 1];
        for (int i = 0; i < stacks.length; i++) {
            stacks[i] = new ArrayDeque<>();
        }
        return stacks;
    }

    private static int index(int size) {
        return 32 - Integer.numberOfLeadingZeros(Math.max(size, SMALLEST) - 1) - Integer.numberOfTrailingZeros(SMALLEST);
    }

    /** Takes at least {@code size} bytes of uninitialized memory, until {@link #give}; null if there is no memory. */
    ByteBuffer take(int size) {
        if (size > LARGEST_KEPT) {
            return Natives.allocate(size);
        }
        int index = index(size);
        synchronized (this) {
            ByteBuffer kept = free[index].poll();
            if (kept != null) {
                return kept;
            }
        }
        return Natives.allocate(SMALLEST << index);
    }

    void give(ByteBuffer memory) {
        if (!keep(memory)) {
            Natives.freeBlob(Buffers.address(memory));
        }
    }

    private synchronized boolean keep(ByteBuffer memory) {
        if (closed || memory.capacity() > LARGEST_KEPT) {
            return false;
        }
        ArrayDeque<ByteBuffer> stack = free[index(memory.capacity())];
        if (stack.size() >= KEPT_PER_SIZE) {
            return false;
        }
        stack.push(memory);
        return true;
    }

    /** Frees the memory that is kept. What is given back later is freed at once. */
    public synchronized void close() {
        closed = true;
        for (ArrayDeque<ByteBuffer> stack : free) {
            stack.forEach(memory -> Natives.freeBlob(Buffers.address(memory)));
            stack.clear();
        }
    }
}
