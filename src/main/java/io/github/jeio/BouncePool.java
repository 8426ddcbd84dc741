package io.github.jeio;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Direct buffers to copy through, kept for reuse up to a bound. */
final class BouncePool {

    private static final int SMALLEST = 1 << 12;
    private static final int LARGEST_KEPT = 1 << 17;
    private static final int KEPT_PER_SIZE = 16;

    /** One stack a power of two; guarded by this. */
    private final ArrayDeque<ByteBuffer>[] free = stacks();

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

    /** At least {@code size} bytes, with whatever they contain. */
    ByteBuffer take(int size) {
        if (size > LARGEST_KEPT) {
            return ByteBuffer.allocateDirect(size);
        }
        int index = index(size);
        synchronized (this) {
            ByteBuffer kept = free[index].poll();
            if (kept != null) {
                return kept;
            }
        }
        return ByteBuffer.allocateDirect(SMALLEST << index);
    }

    void give(ByteBuffer buffer) {
        if (buffer.capacity() <= LARGEST_KEPT) {
            ArrayDeque<ByteBuffer> stack = free[index(buffer.capacity())];
            synchronized (this) {
                if (stack.size() < KEPT_PER_SIZE) {
                    stack.push(buffer);
                }
            }
        }
    }
}
