package io.github.jeio;

import io.github.jeio.internal.Op;
import io.github.jeio.internal.RequestWriter;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * A request while it is being made: {@code Call.on(this, Op.X)}, its arguments, and one of the four methods that
 * submit it, named after what the request gives.
 *
 * <p>A call belongs to one thread from {@code on} to the submission. Where an argument turns out to be wrong in
 * between, the call is given back and nothing is submitted; so every method here that can throw does it by
 * {@link #refuse}.
 */
final class Call {

    private final Pool pool;
    private final RequestWriter out;
    private final int index;

    private Op op;
    private Object subject;
    private Hold hold;
    private ByteBuffer buffer;
    private boolean advance;

    Call(Pool pool, RequestWriter out, int index) {
        this.pool = pool;
        this.out = out;
        this.index = index;
    }

    /** Which one of the pool's calls this is; -1: the poller's. */
    int index() {
        return index;
    }

    /** A request on the pool. */
    static Call on(Pool pool, Op op) {
        return pool.begin(op);
    }

    /** A request on the pool. */
    static Call on(IoAio io, Op op) {
        return io.pool().begin(op);
    }

    /** A request that resolves its first path (a symlink: its second) against {@code scope}. */
    static Call on(PathRequests scope, Op op) {
        if (scope instanceof AioWd wd) {
            return wd.pool().begin(op).wd(wd);
        }
        return ((IoAio) scope).pool().begin(op);
    }

    RequestWriter out() {
        return out;
    }

    Call begin(Op op) {
        this.op = op;
        subject = null;
        hold = null;
        buffer = null;
        advance = false;
        out.begin(op.ordinal());
        return this;
    }

    private Call wd(AioWd wd) {
        try {
            hold = Hold.and(hold, wd.use());
        } catch (RuntimeException e) {
            throw refuse(e);
        }
        out.wd(wd.address());
        return this;
    }

    /** The directory of the second path; the invalid one makes the request fail with ENOENT, as the first path's does. */
    Call dstDir(AioWd wd) {
        if (wd.address() == AioWd.INVALID) {
            out.wd(AioWd.INVALID);
        }
        try {
            hold = Hold.and(hold, wd.use());
        } catch (RuntimeException e) {
            throw refuse(e);
        }
        out.int3(wd.address());
        return this;
    }

    Call wdAddress(long address) {
        out.wd(address);
        return this;
    }

    Call path(String argument, String name) {
        try {
            out.path(argument, Objects.requireNonNull(name, argument));
        } catch (RuntimeException e) {
            throw refuse(e);
        } catch (OutOfMemoryError e) {
            throw refuse(e);
        }
        subject = subject == null ? name : new String[] {(String) subject, name};
        return this;
    }

    /** A string that is no path; it goes where the first path would, so it comes first. */
    Call text(String argument, String text) {
        Object before = subject;
        path(argument, text);
        subject = before;
        return this;
    }

    Call fd(int fd) {
        out.int1(fd);
        return this;
    }

    Call int1(int value) {
        out.int1(value);
        return this;
    }

    Call int2(long value) {
        out.int2(value);
        return this;
    }

    Call int3(long value) {
        out.int3(value);
        return this;
    }

    Call offs(long value) {
        out.offs(value);
        return this;
    }

    Call size(long value) {
        out.size(value);
        return this;
    }

    Call nv1(double value) {
        out.nv1(value);
        return this;
    }

    /** The buffer's remaining range receives data; its position advances by the result. */
    Call readInto(ByteBuffer data) {
        advance = true;
        return readInto(data, data.position(), data.remaining());
    }

    /** {@code length} bytes of the buffer from {@code from} on receive data. */
    Call readInto(ByteBuffer data, int from, int length) {
        return transfer(data, from, length, true);
    }

    /** The buffer's remaining range is what is written; its position advances by the result. */
    Call writeFrom(ByteBuffer data) {
        advance = true;
        return writeFrom(data, data.position(), data.remaining());
    }

    /** {@code length} bytes of the buffer from {@code from} on are what is written. */
    Call writeFrom(ByteBuffer data, int from, int length) {
        return transfer(data, from, length, false);
    }

    private Call transfer(ByteBuffer data, int from, int length, boolean in) {
        buffer = data;
        out.size(length);
        long address = Buffers.stableAddress(data);
        if (address != 0) {
            out.ptr2(address + from);
            return this;
        }
        Bounce bounce;
        try {
            bounce = in ? Bounce.in(pool.bounces, data, from, length) : Bounce.out(pool.bounces, data, from, length);
        } catch (RuntimeException e) {
            throw refuse(e);
        } catch (OutOfMemoryError e) {
            throw refuse(e);
        }
        hold = Hold.and(hold, bounce);
        out.error(bounce.error());
        out.ptr2(bounce.address());
        return this;
    }

    /**
     * An argument that the kernel reads and writes: at least {@code size} bytes of memory, copied there and back.
     *
     * @param check throws where the copy is not to be used
     */
    Call inOut(ByteBuffer data, int size, Consumer<ByteBuffer> check) {
        Bounce bounce;
        try {
            bounce = Bounce.inOut(pool.bounces, data, size, check);
        } catch (RuntimeException e) {
            throw refuse(e);
        } catch (OutOfMemoryError e) {
            throw refuse(e);
        }
        hold = Hold.and(hold, bounce);
        out.error(bounce.error());
        out.ptr2(bounce.address());
        return this;
    }

    /** A copy of the buffer's remaining bytes, where two strings leave room for it. */
    Call value(ByteBuffer data) {
        Bounce bounce;
        try {
            bounce = Bounce.out(pool.bounces, data, data.position(), data.remaining());
        } catch (RuntimeException e) {
            throw refuse(e);
        } catch (OutOfMemoryError e) {
            throw refuse(e);
        }
        hold = Hold.and(hold, bounce);
        out.error(bounce.error());
        out.int3(bounce.address());
        out.size(data.remaining());
        return this;
    }

    /** The remaining ranges of several buffers; their positions advance by the result. */
    Call vectors(ByteBuffer[] data, boolean in) {
        Vectors vectors;
        try {
            vectors = new Vectors(pool.bounces, data, in);
        } catch (RuntimeException e) {
            throw refuse(e);
        } catch (OutOfMemoryError e) {
            throw refuse(e);
        }
        hold = Hold.and(hold, vectors);
        out.error(vectors.error());
        out.ptr2(vectors.address());
        out.int2(vectors.count());
        return this;
    }

    /** A number where the kernel expects either that or an address. */
    Call ptr2(long value) {
        out.ptr2(value);
        return this;
    }

    /** The memory of a direct buffer itself, from {@code offset} on. */
    Call memory(ByteBuffer data, long offset, long length) {
        buffer = data;
        out.ptr2(Buffers.address(data) + offset);
        out.size(length);
        return this;
    }

    /** Something to let go of when the request is done. */
    Call hold(Hold other) {
        hold = Hold.and(hold, other);
        return this;
    }

    AioRequest<Long> count(LongConsumer callback) {
        return submit(new AioRequest<>(pool, op, Kind.COUNT), callback);
    }

    AioRequest<Integer> descriptor(IntConsumer callback) {
        return submit(new AioRequest<>(pool, op, Kind.DESCRIPTOR), callback);
    }

    <T> AioRequest<T> object(Consumer<? super T> callback) {
        return submit(new AioRequest<>(pool, op, Kind.OBJECT), callback);
    }

    AioRequest<Void> nothing(Runnable callback) {
        return submit(new AioRequest<>(pool, op, Kind.NOTHING), callback);
    }

    <R extends AioRequest<?>> R submit(R request, Object callback) {
        if (callback == null) {
            throw refuse(new NullPointerException("callback"));
        }
        request.callback(callback);
        request.subject = subject;
        request.hold = hold;
        request.held = buffer;
        request.advance = advance;
        Hold given = hold;
        subject = null; // the request's now: a call that nobody uses for a while keeps nothing
        hold = null;
        buffer = null;
        try {
            pool.submit(this, request);
        } catch (OutOfMemoryError e) {
            hold = given;
            throw refuse(e);
        }
        return request;
    }

    /** Submits a request that was made before. */
    void submit(AioRequest<?> request) {
        pool.submit(this, request);
    }

    /** Gives the call back, and what it held; returns what is to be thrown. */
    private <E extends Throwable> E refuse(E cause) {
        Hold given = hold;
        pool.abandon(this); // first, as letting go may make a request
        if (given != null) {
            given.release(-1, false);
        }
        return cause;
    }
}
