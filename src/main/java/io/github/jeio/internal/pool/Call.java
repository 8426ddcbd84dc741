package io.github.jeio.internal.pool;

import io.github.jeio.AioRequest;
import io.github.jeio.internal.measure.Probe;
import io.github.jeio.internal.measure.Trace;
import io.github.jeio.internal.memory.Buffers;
import io.github.jeio.internal.memory.Hold;
import io.github.jeio.internal.pool.CallBuffers.Use;
import io.github.jeio.internal.wire.FileNames;
import io.github.jeio.internal.wire.Kind;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.internal.wire.RequestWriter;
import io.github.jeio.internal.wire.Times;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * A request while it is being made: {@code Call.on(this, Op.X)}, its arguments, and one of the four methods that submit it,
 * named after what the request gives.
 *
 * <p>Until it is submitted, a call is nothing but these fields: a check that throws leaves nothing behind. What the request
 * has to own (a directory in use, native memory in place of a heap buffer) is acquired by {@link #acquire} on submission,
 * and released there if submission fails.
 *
 * <p>The poller makes one call again and again: callbacks make most of an application's requests, and a call of its own for each
 * was three quarters of a request's heap. A call that is being made is nobody else's, so that requests may be made within one.
 */
public final class Call {

    final Pool pool;
    Op op;
    private Directory directory;

    private Directory dstDir;
    private long wdAddress;
    private int int1;
    /** Whether {@code int1} is the descriptor that the request is about. */
    private boolean onDescriptor;
    private long int2;
    private long int3;
    private long offs;
    private long size;
    private long ptr2;
    private double nv1;
    private String firstArgument;
    private String first;
    private String secondArgument;
    private String second;
    private boolean firstIsText;

    private final CallBuffers buffers = new CallBuffers();
    private Hold hold;
    /** The errno that the request is to fail with, or 0. */
    private int error;
    /** The time of submission as {@link System#nanoTime}, for a request that is measured; else 0. */
    private long submitTime;
    /** The request has been queued in C or answered at submission: from then on it owns what was acquired for it. */
    boolean submitted;

    private Call(Pool pool) {
        this.pool = pool;
        pool.checkTakesRequests();
    }

    private static Call of(Pool pool, Op op, Directory directory) {
        Call spare = pool.turn.isMine() ? pool.submission.takeSpare() : null;
        Call call = spare == null ? new Call(pool) : spare;
        call.op = op;
        call.directory = directory;
        return call;
    }

    /** A request of the pool. */
    public static Call on(Pool pool, Op op) {
        return of(pool, op, null);
    }

    /** A request that resolves its first path (a symlink: its second) against {@code scope}. */
    public static Call on(Scope scope, Op op) {
        return of(scope.pool(), op, scope.directory());
    }

    /** A request relative to a directory, or about that directory. */
    public static Call on(Directory directory, Op op) {
        return of(directory.pool(), op, directory);
    }

    /** The directory of the second path. */
    public Call dstDir(Directory directory) {
        dstDir = Objects.requireNonNull(directory, "dstDir");
        return this;
    }

    /** The two times of a utime request. Null stands for the current time, {@link Times#OMIT} for no change. */
    public Call times(FileTime atime, FileTime mtime) {
        return offs(Times.seconds(atime)).int2(Times.nanos(atime)).size(Times.seconds(mtime)).int3(Times.nanos(mtime));
    }

    public Call wdAddress(long address) {
        wdAddress = address;
        return this;
    }

    public Call path(String argument, String name) {
        Objects.requireNonNull(name, argument);
        if (first == null) {
            firstArgument = argument;
            first = name;
        } else {
            secondArgument = argument;
            second = name;
        }
        return this;
    }

    /** A string that is not a path. It takes the place of the first path, so it has to be set before any path. */
    public Call text(String argument, String text) {
        firstIsText = true;
        return path(argument, text);
    }

    public Call fd(int fd) {
        int1 = fd;
        onDescriptor = true;
        return this;
    }

    public Call int1(int value) {
        int1 = value;
        return this;
    }

    public Call int2(long value) {
        int2 = value;
        return this;
    }

    public Call int3(long value) {
        int3 = value;
        return this;
    }

    public Call offs(long value) {
        offs = value;
        return this;
    }

    public Call size(long value) {
        size = value;
        return this;
    }

    public Call nv1(double value) {
        nv1 = value;
        return this;
    }

    /** The buffer's remaining range receives data; its position advances by the result. */
    public Call readInto(ByteBuffer data) {
        return size(buffers.one(Use.READ_INTO, data, data.position(), data.remaining(), true));
    }

    /** {@code length} bytes of the buffer from {@code from} on receive data. */
    public Call readInto(ByteBuffer data, int from, int length) {
        return size(buffers.one(Use.READ_INTO, data, from, length, false));
    }

    /** The request writes the buffer's remaining range; the buffer's position advances by the result. */
    public Call writeFrom(ByteBuffer data) {
        return size(buffers.one(Use.WRITE_FROM, data, data.position(), data.remaining(), true));
    }

    /** The request writes {@code length} bytes of the buffer from {@code from} on. */
    public Call writeFrom(ByteBuffer data, int from, int length) {
        return size(buffers.one(Use.WRITE_FROM, data, from, length, false));
    }

    /**
     * A structure that the kernel reads and writes, copied to native memory of at least {@code room} bytes and back.
     *
     * @param check looks at the copy, and throws if it must not reach the kernel
     */
    public Call inOut(ByteBuffer data, int room, Consumer<ByteBuffer> check) {
        buffers.structure(data, room, check);
        return this;
    }

    /** A copy of the buffer's remaining bytes, for a request whose two strings take up the other fields. */
    public Call value(ByteBuffer data) {
        return size(buffers.one(Use.VALUE, data, data.position(), data.remaining(), false));
    }

    /** The remaining ranges of several buffers; their positions advance by the result. */
    public Call vectors(ByteBuffer[] data, boolean in) {
        buffers.several(in ? Use.READ_VECTORS : Use.WRITE_VECTORS, data);
        return this;
    }

    /** A number for a system call that takes a number or an address in the same place. */
    public Call ptr2(long value) {
        ptr2 = value;
        return this;
    }

    /** The memory of a direct buffer itself, from {@code offset} on. */
    public Call memory(ByteBuffer data, long offset, long length) {
        buffers.one(Use.ITSELF, data, 0, 0, false);
        ptr2 = Buffers.address(data) + offset;
        size = length;
        return this;
    }

    /** Something that is released when the request is done. */
    public Call hold(Hold other) {
        hold = Hold.and(hold, other);
        return this;
    }

    public AioRequest<Long> count(LongConsumer callback) {
        return submit(new Request<>(pool, op, Kind.COUNT), callback);
    }

    public AioRequest<Integer> descriptor(IntConsumer callback) {
        return submit(new Request<>(pool, op, Kind.DESCRIPTOR), callback);
    }

    public <T> AioRequest<T> object(Consumer<? super T> callback) {
        return submit(new Request<>(pool, op, Kind.OBJECT), callback);
    }

    public AioRequest<Void> nothing(Runnable callback) {
        return submit(new Request<>(pool, op, Kind.NOTHING), callback);
    }

    public <R extends Request<?>> R submit(R request, Object callback) {
        request.callback(Objects.requireNonNull(callback, "callback"));
        return submit(request);
    }

    /** Submits a request that has its callback, if any. */
    public <R extends Request<?>> R submit(R request) {
        Governor governor = pool.governor;
        if (governor != null && isRefused(governor, request)) {
            if (hold != null) {
                hold.release(-1, false);
            }
            return request;
        }
        try {
            acquire();
            Probe probe = pool.probe;
            if (probe != null) {
                follow(probe);
            }
            request.prepare(subject(), hold, buffers.own(), buffers.advances());
            pool.submission.submit(this, request);
        } finally {
            if (!submitted && hold != null) {
                hold.release(-1, false);
            }
        }
        if (governor != null) {
            governor.submitted(op, request);
        }
        if (pool.turn.isMine()) {
            clear();
            pool.submission.spare(this);
        }
        return request;
    }

    /** Leaves nothing of the request that was made; each call sets the operation and the directory. */
    void clear() {
        directory = null;
        dstDir = null;
        wdAddress = 0;
        int1 = 0;
        onDescriptor = false;
        int2 = 0;
        int3 = 0;
        offs = 0;
        size = 0;
        ptr2 = 0;
        nv1 = 0;
        firstArgument = null;
        first = null;
        secondArgument = null;
        second = null;
        firstIsText = false;
        buffers.clear();
        hold = null;
        error = 0;
        submitTime = 0;
        submitted = false;
    }

    /** Whether the pool's limits refuse the request. It fails then, and nothing is acquired for it. */
    private boolean isRefused(Governor governor, Request<?> request) {
        int refusal = 0;
        if (!governor.takes(op)) {
            checkNames(); // bad arguments throw at the call, also where the pool is full
            refusal = governor.refuseOrWait();
        }
        OpenDescriptors descriptors = governor.descriptors();
        if (refusal != 0) {
            Priority.take();
            request.prepare(subject(), null, null, false);
            request.refuse(refusal);
        } else if (descriptors != null && (op == Op.OPEN || op == Op.OPENAT2)) {
            hold = Hold.and(descriptors.opens(), hold);
        } else if (descriptors != null && (op == Op.CLOSE || op == Op.CLOSE_ORPHAN)) {
            descriptors.closes(int1);
        }
        return refusal != 0;
    }

    private void checkNames() {
        if (first != null) {
            FileNames.check(firstArgument, first);
        }
        if (second != null) {
            FileNames.check(secondArgument, second);
        }
    }

    private void follow(Probe probe) {
        Trace trace = probe.follow(op, Priority.get(), subject(), hold);
        if (trace != null) {
            hold = trace;
            submitTime = trace.submitted;
        }
    }

    /** Acquires what the request owns until it is done. */
    private void acquire() {
        if (directory != null) {
            hold = Hold.and(hold, directory.use());
            wdAddress = directory.address();
        }
        if (dstDir != null) {
            hold = Hold.and(hold, dstDir.use());
            int3 = dstDir.address();
            if (int3 == Directory.NONE) {
                wdAddress = Directory.NONE; // so that the request fails with ENOENT, as for the first path
            }
        }
        buffers.acquire(this);
    }

    /** What the request is about has this address, which {@code owner} keeps; or the request fails with an errno that is not 0. */
    void acquired(Hold owner, int errno) {
        hold = Hold.and(hold, owner);
        error = errno;
    }

    /** What an error's message names: the paths, or without any the descriptor's number. */
    private Object subject() {
        if (second != null) {
            return firstIsText ? second : new String[] {first, second};
        }
        String path = firstIsText ? null : first;
        return path == null && onDescriptor ? (Object) int1 : path;
    }

    /** Writes the request's record, except for priority and token. */
    public void write(RequestWriter out) {
        out.begin(op.ordinal());
        out.int1(int1);
        out.int2(int2);
        out.int3(int3);
        out.offs(offs);
        out.size(size);
        out.ptr2(ptr2);
        out.wd(wdAddress);
        out.nv1(nv1);
        out.error(error);
        if (submitTime != 0) {
            out.submitted(submitTime);
        }
        if (first != null) {
            out.path(firstArgument, first);
            if (second != null) {
                out.path(secondArgument, second);
            }
        }
    }
}
