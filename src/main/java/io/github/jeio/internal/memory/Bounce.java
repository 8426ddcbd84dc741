package io.github.jeio.internal.memory;

import io.github.jeio.Errno;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A bounce buffer: native memory in place of a buffer that the kernel can't be given, because it is on the heap or belongs
 * to an arena that may be closed. If there is no memory, or the buffer's own has been unmapped, the request has to fail with
 * {@link #error}.
 */
public final class Bounce implements Hold {

    private final BouncePool pool;
    /** Null if it could not be allocated. */
    private final ByteBuffer memory;
    private final ByteBuffer data;
    private final int from;
    private final int length;
    private final boolean whole;
    private int error;

    private Bounce(BouncePool pool, int size, ByteBuffer data, int from, int length, boolean whole) {
        this.pool = pool;
        this.memory = pool.take(size);
        this.data = data;
        this.from = from;
        this.length = length;
        this.whole = whole;
        error = memory == null ? Errno.ENOMEM : 0;
    }

    /** For a read: as many bytes as the result says are copied to the data. */
    public static Bounce in(BouncePool pool, ByteBuffer data, int from, int length) {
        Buffers.checkAlive(data);
        return new Bounce(pool, length, data, from, length, false);
    }

    /** For a write: nothing is copied back. */
    public static Bounce out(BouncePool pool, ByteBuffer data, int from, int length) {
        Bounce bounce = new Bounce(pool, length, null, from, length, false);
        bounce.fill(data);
        return bounce;
    }

    /**
     * For an argument of ioctl(2) or fcntl(2): copies the remaining bytes, filled up with zeros to {@code size}; on success
     * all of them are copied back. Throws what the check of the copy throws.
     */
    public static Bounce inOut(BouncePool pool, ByteBuffer data, int size, Consumer<ByteBuffer> check) {
        int remaining = data.remaining();
        Bounce bounce = new Bounce(pool, Math.max(size, remaining), data.isReadOnly() ? null : data, data.position(), remaining, true);
        bounce.fill(data);
        bounce.check(check);
        for (int i = remaining; i < size && bounce.error == 0; i++) {
            bounce.memory.put(i, (byte) 0);
        }
        return bounce;
    }

    private void check(Consumer<ByteBuffer> check) {
        try {
            if (error == 0) {
                check.accept(memory.slice(0, length));
            }
        } catch (RuntimeException e) {
            giveBack();
            throw e;
        }
    }

    private void fill(ByteBuffer source) {
        try {
            if (error == 0 && !Buffers.copyOut(source, from, memory, length)) {
                error = Errno.EFAULT;
            }
        } catch (RuntimeException e) {
            giveBack();
            throw e;
        }
    }

    /** The errno that the request has to fail with, or 0. */
    public int error() {
        return error;
    }

    public long address() {
        return memory == null ? 0 : Buffers.address(memory);
    }

    @Override
    public void release(long result, boolean delivered) {
        try {
            if (delivered && data != null && result >= 0) {
                int count = whole ? length : (int) Math.min(result, length);
                // the caller may have set a lower limit meanwhile
                int room = Math.min(count, data.limit() - from);
                if (room > 0 && !Buffers.copyIn(memory, data, from, room)) {
                    throw new IllegalStateException("the buffer's memory has gone away");
                }
            }
        } finally {
            giveBack();
        }
    }

    private void giveBack() {
        if (memory != null) {
            pool.give(memory);
        }
    }
}
