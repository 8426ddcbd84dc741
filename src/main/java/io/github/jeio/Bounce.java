package io.github.jeio;

import java.nio.ByteBuffer;

/** Native memory that stands in for a buffer which the kernel can't be given: one on the heap, or one of an arena. */
final class Bounce implements Hold {

    private final BouncePool pool;
    private final ByteBuffer memory;
    private final ByteBuffer data;
    private final int from;
    private final int length;
    private final boolean whole;

    private Bounce(BouncePool pool, int size, ByteBuffer data, int from, int length, boolean whole) {
        this.pool = pool;
        this.memory = pool.take(size);
        this.data = data;
        this.from = from;
        this.length = length;
        this.whole = whole;
    }

    /** To be read into: the result's number of bytes goes back to the data. */
    static Bounce in(BouncePool pool, ByteBuffer data, int from, int length) {
        if (length > 0) {
            data.get(from); // throws where its arena is closed already, or is another thread's
        }
        return new Bounce(pool, length, data, from, length, false);
    }

    /** To be written from: nothing goes back. */
    static Bounce out(BouncePool pool, ByteBuffer data, int from, int length) {
        Bounce bounce = new Bounce(pool, length, null, from, length, false);
        bounce.memory.put(0, data, from, length);
        return bounce;
    }

    /** An argument of ioctl(2) or fcntl(2): the remaining bytes, zeros up to {@code size}; all go back on success. */
    static Bounce inOut(BouncePool pool, ByteBuffer data, int size) {
        int remaining = data.remaining();
        Bounce bounce = new Bounce(pool, Math.max(size, remaining), data.isReadOnly() ? null : data, data.position(), remaining, true);
        bounce.memory.put(0, data, data.position(), remaining);
        for (int i = remaining; i < size; i++) {
            bounce.memory.put(i, (byte) 0);
        }
        return bounce;
    }

    long address() {
        return Buffers.address(memory);
    }

    @Override
    public void release(long result, boolean delivered) {
        try {
            if (delivered && data != null && result >= 0) {
                int count = whole ? length : (int) Math.min(result, length);
                // a caller who shrank the buffer meanwhile has no room for all of it
                int room = Math.min(count, data.limit() - from);
                if (room > 0) {
                    data.put(from, memory, 0, room);
                }
            }
        } finally {
            pool.give(memory);
        }
    }
}
