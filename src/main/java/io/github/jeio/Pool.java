package io.github.jeio;

import io.github.jeio.internal.CompletionReader;
import io.github.jeio.internal.Natives;
import io.github.jeio.internal.Op;
import io.github.jeio.internal.RequestWriter;
import io.github.jeio.internal.SlotTable;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntConsumer;

/**
 * A native pool and the requests that are on their way through it: the submitting side. The other one is
 * {@link Poller}.
 *
 * <p>A thread that submits owns one of a few {@link Call}s meanwhile; the poller has one of its own, which collects what
 * callbacks submit until the poller sends it down. The native pool lives as long as a call is owned, a thread is the
 * poller, or {@link #alive} is held for reading.
 */
final class Pool {

    private static final int BATCH_BYTES = 1 << 14;

    /** What callbacks submit goes down in batches no larger than this, so that idle workers need not wait for all of it. */
    private static final int BATCH = 32;

    /** The facade that this is the pool of, or was before a reinit. */
    final IoAio io;

    final BouncePool bounces = new BouncePool();
    final CompletionReader completions = new CompletionReader();
    final Poller poller;

    /** The address of the native pool. */
    final long handle;

    private final SlotTable<AioRequest<?>> table;

    /** Requests whose callback has not been called: those in Java, in libeio's queues, and in execution. */
    private final AtomicInteger nreqs = new AtomicInteger();

    private final Calls calls = new Calls(this);
    private final Call batch = new Call(this, new RequestWriter(BATCH_BYTES), -1);
    /** The requests in the batch. */
    private final AioRequest<?>[] staged = new AioRequest<?>[BATCH];

    /** Written to end the native pool's life; held for reading by whoever calls into it from outside. */
    private final ReentrantReadWriteLock alive = new ReentrantReadWriteLock();
    private boolean destroyed;
    /** Nothing is submitted any more, but for what callbacks submit until everything is handled. */
    private volatile boolean closed;

    /** The native side of a slab. A record and no lambda: a JVM's first lambda costs as much as all of the first request. */
    private record NativeSlabs(long handle) implements IntConsumer {
        @Override
        public void accept(int index) {
            if (Natives.slab(handle, index) < 0) {
                throw new OutOfMemoryError("no native memory for more requests");
            }
        }
    }

    Pool(IoAio io, int threads) {
        this.io = io;
        handle = Natives.create(completions.buffer());
        if (handle < 0 && handle > -4096) {
            throw new IllegalStateException(new AioException("eventfd", null, null, (int) -handle).getMessage());
        }
        table = new SlotTable<>(new NativeSlabs(handle));
        poller = new Poller(this);
        Natives.setLimit(handle, Natives.MIN_PARALLEL, threads);
        Natives.setLimit(handle, Natives.MAX_PARALLEL, threads);
    }

    boolean isClosed() {
        return closed;
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the pool is closed");
        }
    }

    /** The calling thread's call; it owns it until {@link #submit} or {@link #abandon}. */
    Call begin(Op op) {
        if (Thread.currentThread() == poller.thread()) {
            return batch.begin(op);
        }
        Call call = calls.take();
        if (closed) {
            abandon(call);
            throw new IllegalStateException("the pool is closed");
        }
        return call.begin(op);
    }

    void abandon(Call call) {
        if (call != batch) {
            calls.give(call);
        }
    }

    /** Sends the call's request down, now or with the poller's batch. */
    void submit(Call call, AioRequest<?> request) {
        long token = table.put(request);
        request.token = token;
        nreqs.getAndIncrement();
        RequestWriter out = call.out();
        out.end(Priority.take(), token);
        if (call == batch) {
            staged[out.count() - 1] = request;
            if (out.count() >= BATCH) {
                flushBatch();
            }
            return;
        }
        if (Natives.submitOne(handle, out.address(), nreqs.getPlain()) == 0) {
            abandon(call);
            return;
        }
        table.take(token);
        try {
            request.answer(out.answer());
        } finally {
            abandon(call);
            request.answered();
        }
    }

    /** By the poller: what callbacks have submitted goes down together. True if some of it was answered at once. */
    boolean flushBatch() {
        RequestWriter out = batch.out();
        int count = out.count();
        if (count == 0) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (staged[i].isCancelled()) {
                out.cancel(staged[i].token);
            }
        }
        int answers = Natives.submit(handle, out.address(), count, nreqs.getPlain());
        for (int i = 0; i < count; i++) {
            if (staged[i].isCancelled()) {
                // maybe by a thread that did not find it below a moment ago
                Natives.cancel(handle, staged[i].token);
            }
            staged[i] = null;
        }
        out.clear();
        return answers > 0;
    }

    /** By the poller: the request of the completion the reader is at, which is no longer outstanding. */
    AioRequest<?> take() {
        AioRequest<?> request = table.take(completions.token());
        nreqs.getAndDecrement();
        return request;
    }

    /** A request that never went down is no longer outstanding. */
    void handled() {
        nreqs.getAndDecrement();
    }

    /** It is again. */
    void outstanding() {
        nreqs.getAndIncrement();
    }

    /** Closes, on a worker, what a cancelled request yielded. */
    void closeOrphan(Op op, long what) {
        aside(0, () -> {
            Call call = begin(op);
            (op == Op.CLOSE ? call.int1((int) what) : call.wdAddress(what)).count(Callbacks.NO_COUNT);
        });
    }

    /** Has a request made with a priority of its own, which leaves the one that the caller has set alone. */
    void aside(int priority, Runnable request) {
        int callers = Priority.take();
        if (priority != 0) {
            Priority.set(priority);
        }
        request.run();
        if (callers != 0) {
            Priority.set(callers);
        }
    }

    void cancel(long token) {
        if (token == 0) {
            return; // it has no request of its own
        }
        alive.readLock().lock();
        try {
            if (!destroyed) {
                Natives.cancel(handle, token);
            }
        } finally {
            alive.readLock().unlock();
        }
    }

    /** By reinit, as the poller: nothing is submitted any more, and what was is cancelled. */
    void abandonRequests() {
        poller.cancelOpenGroups();
        refuse();
        table.forEach(AioRequest::cancel);
        poller.cancelAnswers();
    }

    /** With no thread at all, nothing that is outstanding would ever be handled. */
    void unpause() {
        alive.readLock().lock();
        try {
            if (!destroyed) {
                Natives.setLimit(handle, Natives.MIN_PARALLEL, 1);
            }
        } finally {
            alive.readLock().unlock();
        }
    }

    private void refuse() {
        closed = true;
        calls.awaitOthers();
    }

    int nreqs() {
        return nreqs.get();
    }

    int nready() {
        return count(Natives.NREADY) + batch.out().count();
    }

    int npending() {
        return count(Natives.NPENDING) + poller.held() + poller.answers();
    }

    long ninline() {
        alive.readLock().lock();
        try {
            return destroyed ? 0 : Natives.inlineAnswers(handle);
        } finally {
            alive.readLock().unlock();
        }
    }

    int nthreads() {
        return count(Natives.NTHREADS);
    }

    private int count(int which) {
        alive.readLock().lock();
        try {
            return destroyed ? 0 : Natives.count(handle, which);
        } finally {
            alive.readLock().unlock();
        }
    }

    void setLimit(int which, int value) {
        alive.readLock().lock();
        try {
            checkOpen();
            Natives.setLimit(handle, which, value);
        } finally {
            alive.readLock().unlock();
        }
    }

    /** Waits for results, but no longer than that; a closed pool is not waited for. */
    void awaitReadable(int timeoutMillis) {
        alive.readLock().lock();
        try {
            if (!destroyed) {
                Natives.await(handle, timeoutMillis);
            }
        } finally {
            alive.readLock().unlock();
        }
    }

    void wakeup() {
        alive.readLock().lock();
        try {
            if (!destroyed) {
                Natives.wakeup(handle);
            }
        } finally {
            alive.readLock().unlock();
        }
    }

    int fileno() {
        alive.readLock().lock();
        try {
            checkOpen();
            return Natives.pollFd(handle);
        } finally {
            alive.readLock().unlock();
        }
    }

    /** From now on the channel is readable exactly while results are pending, as the descriptor is. */
    void watch(SelectableChannel channel) throws AioException {
        alive.readLock().lock();
        try {
            checkOpen();
            int res = Natives.watch(handle, channel);
            if (res < 0) {
                throw new AioException("dup3", null, null, -res);
            }
        } finally {
            alive.readLock().unlock();
        }
    }

    /** Takes over how {@code old}, whose poller the caller is, wakes its poller: who watches the descriptor sees no change. */
    void adopt(Pool old) {
        Natives.exchangeWakeup(old.handle, handle);
        poller.adopt(old.poller);
    }

    /**
     * Handles what is outstanding, then ends the native pool. Callbacks' exceptions come out when that is done. Nothing
     * but callbacks submits any more, or else there might always be something outstanding.
     */
    synchronized void close() {
        if (closed) {
            return;
        }
        poller.checkNotInCallback("close");
        refuse();
        Callbacks.rethrow(end());
    }

    /** Of a pool that takes no requests any more: handles what is outstanding, then ends it. Gives what callbacks have thrown. */
    Throwable end() {
        unpause();
        poller.retire();
        Throwable thrown = poller.flushLast();
        wakeup(); // who waits for the descriptor holds the lock
        alive.writeLock().lock();
        destroyed = true;
        alive.writeLock().unlock();
        Natives.destroy(handle);
        bounces.close();
        ExitFlush.remove(this);
        return thrown;
    }
}
