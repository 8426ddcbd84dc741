package io.github.jeio.internal.pool;

import io.github.jeio.internal.memory.Bounce;
import io.github.jeio.internal.memory.Buffers;
import io.github.jeio.internal.memory.Vectors;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The caller's buffers of a request while it is being made, and how the kernel is to use them. */
final class CallBuffers {

    /** What the kernel does with them. */
    enum Use { NONE, READ_INTO, WRITE_FROM, IN_OUT, VALUE, READ_VECTORS, WRITE_VECTORS, ITSELF }

    private Use use = Use.NONE;
    private ByteBuffer data;
    private ByteBuffer[] vectors;
    private Consumer<ByteBuffer> check;
    private int from;
    private int length;
    private boolean advance;

    /**
     * A range of one buffer, whose position is to advance by the result if {@code advance} is set.
     *
     * @return its length
     */
    int one(Use use, ByteBuffer data, int from, int length, boolean advance) {
        this.use = use;
        this.data = data;
        this.from = from;
        this.length = length;
        this.advance = advance;
        return length;
    }

    /** A structure of at least {@code room} bytes. {@code check} looks at its copy. */
    void structure(ByteBuffer data, int room, Consumer<ByteBuffer> check) {
        one(Use.IN_OUT, data, 0, room, false);
        this.check = check;
    }

    /** The remaining ranges of several. */
    void several(Use use, ByteBuffer[] data) {
        this.use = use;
        vectors = data;
    }

    /** The buffer that the request has to keep reachable, as its own memory may be what the kernel uses; or null. */
    ByteBuffer own() {
        return use == Use.ITSELF || use == Use.READ_INTO || use == Use.WRITE_FROM ? data : null;
    }

    boolean advances() {
        return advance;
    }

    /** Gives the call the addresses, with native memory in place of what the kernel can't be given. */
    void acquire(Call call) {
        switch (use) {
            case READ_INTO, WRITE_FROM -> {
                long address = Buffers.stableAddress(data);
                if (address != 0) {
                    call.ptr2(address + from);
                } else {
                    StackRoom.check(); // native memory that is allocated but not yet held must not be lost to a StackOverflowError
                    call.ptr2(bounce(call, use == Use.READ_INTO ? Bounce.in(call.pool.bounces, data, from, length)
                            : Bounce.out(call.pool.bounces, data, from, length)));
                }
            }
            case IN_OUT -> {
                StackRoom.check();
                call.ptr2(bounce(call, Bounce.inOut(call.pool.bounces, data, length, check)));
            }
            case VALUE -> {
                StackRoom.check();
                call.int3(bounce(call, Bounce.out(call.pool.bounces, data, from, length)));
            }
            case READ_VECTORS, WRITE_VECTORS -> {
                StackRoom.check();
                Vectors all = new Vectors(call.pool.bounces, vectors, use == Use.READ_VECTORS);
                call.acquired(all, all.error());
                call.ptr2(all.address()).int2(all.count());
            }
            default -> { }
        }
    }

    private static long bounce(Call call, Bounce bounce) {
        call.acquired(bounce, bounce.error());
        return bounce.address();
    }

    /** Leaves nothing of the request that was made. */
    void clear() {
        use = Use.NONE;
        data = null;
        vectors = null;
        check = null;
        from = 0;
        length = 0;
        advance = false;
    }
}
