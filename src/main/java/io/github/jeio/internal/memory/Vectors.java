package io.github.jeio.internal.memory;

import io.github.jeio.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.Objects;

/**
 * The buffers of a scattered read or a gathered write: the kernel's array of {@code struct iovec}, and bounce buffers for
 * those that the kernel can't be given.
 */
public final class Vectors implements Hold {

    /** UIO_MAXIOV, which is the same on every platform. */
    static final int MAX = 1 << 20;

    private static final int IOVEC = 16;
    private static final int LENGTH = 8;

    private final BouncePool pool;
    /** Null if it could not be allocated. */
    private final ByteBuffer iovecs;
    private final ByteBuffer[] data;
    private final int[] lengths;
    /** Null for a buffer whose own memory is used. */
    private final Bounce[] bounces;
    private int error;

    /** Throws unless all buffers can be used. */
    public static void check(ByteBuffer[] data, boolean in) {
        Objects.requireNonNull(data, "data");
        if (data.length > MAX) {
            throw new IllegalArgumentException("data has " + data.length + " buffers, more than the " + MAX
                    + " that the system takes in one call; make several");
        }
        for (int i = 0; i < data.length; i++) {
            Objects.requireNonNull(data[i], "data[" + i + "]");
            if (in && data[i].isReadOnly()) {
                throw new IllegalArgumentException("data[" + i + "] is a read-only buffer: nothing can be read into it",
                        new ReadOnlyBufferException());
            }
        }
    }

    public Vectors(BouncePool pool, ByteBuffer[] data, boolean in) {
        this.pool = pool;
        this.data = data;
        lengths = new int[data.length];
        bounces = new Bounce[data.length];
        iovecs = pool.take(IOVEC * data.length);
        if (iovecs == null) {
            error = Errno.ENOMEM;
            return;
        }
        iovecs.order(ByteOrder.nativeOrder());
        try {
            for (int i = 0; i < data.length && error == 0; i++) {
                int from = data[i].position();
                int length = Math.max(0, data[i].limit() - from);
                iovecs.putLong(i * IOVEC, address(i, from, length, in)).putLong(i * IOVEC + LENGTH, length);
                lengths[i] = length;
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            release(-1, false);
            throw e;
        }
    }

    private long address(int i, int from, int length, boolean in) {
        long address = Buffers.stableAddress(data[i]);
        if (address != 0) {
            return address + from;
        }
        bounces[i] = in ? Bounce.in(pool, data[i], from, length) : Bounce.out(pool, data[i], from, length);
        error = bounces[i].error();
        return bounces[i].address();
    }

    /** The errno that the request has to fail with, or 0. */
    public int error() {
        return error;
    }

    public long address() {
        return iovecs == null ? 0 : Buffers.address(iovecs);
    }

    public int count() {
        return data.length;
    }

    /** Releases all. If one of the buffers can't be filled, no buffer's position is moved. */
    @Override
    public void release(long result, boolean delivered) {
        RuntimeException failure = null;
        long left = Math.max(result, 0);
        for (int i = 0; i < data.length; i++) {
            int count = (int) Math.min(left, lengths[i]);
            left -= count;
            if (bounces[i] != null) {
                try {
                    bounces[i].release(count, delivered);
                } catch (RuntimeException e) {
                    failure = e;
                }
            }
        }
        if (iovecs != null) {
            pool.give(iovecs);
        }
        if (failure != null) {
            throw failure;
        }
        if (delivered) {
            advance(Math.max(result, 0));
        }
    }

    private void advance(long result) {
        long left = result;
        for (int i = 0; i < data.length && left > 0; i++) {
            int count = (int) Math.min(left, lengths[i]);
            left -= count;
            data[i].position(Math.min(data[i].limit(), data[i].position() + count));
        }
    }
}
