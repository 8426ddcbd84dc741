package io.github.jeio.internal.pool;

import io.github.jeio.internal.measure.Tally;
import io.github.jeio.internal.measure.Verdict;
import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.internal.wire.RequestWriter;
import io.github.jeio.internal.wire.SlotTable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Submits requests to C. A thread submits its request itself. What the poller submits, in callbacks, is collected in a
 * batch, which is submitted when it is full or the callbacks are over.
 *
 * <p>A request without a listener is first tried with what the kernel has in its caches. If that answers it, nothing was
 * touched that another thread touches: no slot, no counter, no lock.
 */
public final class Submission {

    private static final int BATCH_BYTES = 1 << 14;

    /** The most requests in the poller's batch: a larger one would keep idle workers waiting for its first request. */
    private static final int BATCH = 32;

    /** A thread checks for a recorder once in so many answers. */
    private static final int LOOK = 1024;

    private final Pool pool;
    private final SlotTable<Request<?>> table;
    final Writers writers = new Writers();

    /** Requests that have not ended and whose callback is not running: in Java, in libeio's queues, or executing. */
    private final AtomicInteger nreqs = new AtomicInteger();

    /** Used in the poller's turn only, like the next two fields. */
    private final RequestWriter batch = new RequestWriter(BATCH_BYTES);
    /** The requests in the batch. */
    private final Request<?>[] staged = new Request<?>[BATCH];
    private final long[] stagedTokens = new long[BATCH];

    /** A call that the poller may use for its next request, or null. In the poller's turn only. */
    private Call spare;

    private volatile boolean inline = true;

    /**
     * Allocates slabs of slots in C. A record and no lambda: a JVM's first lambda takes as long as the rest of the first
     * request.
     */
    private record NativeSlabs(long handle) implements IntConsumer {
        @Override
        public void accept(int index) {
            if (Natives.slab(handle, index) < 0) {
                throw new OutOfMemoryError("no native memory for more requests");
            }
        }
    }

    Submission(Pool pool) {
        this.pool = pool;
        table = new SlotTable<>(new NativeSlabs(pool.handle));
    }

    /** Whether requests may be answered at submission. */
    void inline(boolean on) {
        inline = on;
    }

    /** By the poller: a call to make a request with, which is nobody else's until it is given back; or null. */
    Call takeSpare() {
        Call call = spare;
        spare = null;
        return call;
    }

    /** By the poller: a call that has submitted its request. */
    void spare(Call call) {
        spare = call;
    }

    /** Submits the call's request, at once or with the poller's batch; or answers it. */
    void submit(Call call, Request<?> request) {
        if (pool.turn.isMine()) {
            stage(call, request);
            return;
        }
        Writers.Writer writer = writers.take(Thread.currentThread());
        try {
            pool.checkOpen(); // after the writer was taken: a thread that closes the pool waits until all writers are given back
            RequestWriter out = writer.out;
            out.clear();
            call.write(out);
            int priority = Priority.take();
            out.end(priority, 0);
            int verdict = Verdict.OTHER_KIND;
            if (inline && !request.hasCallback() && Tally.isAnswerable(call.op)) {
                verdict = Natives.answer(pool.handle, out.address(), nreqs.getPlain());
            }
            if (verdict == Verdict.ANSWERED) {
                if ((writer.tally.answered(call.op) & LOOK - 1) == 0) {
                    Recorders.look();
                }
                call.submitted = true;
                request.answered(out.answer(), priority);
            } else {
                int later = send(call, out, request, priority);
                writer.tally.count(verdict == Verdict.OTHER_KIND ? later : verdict);
            }
        } finally {
            writer.owner = null; // and no call, which could fail for want of stack: who closes the pool would wait for ever
            if (writer.spare) {
                writers.drop(writer);
            }
        }
    }

    /**
     * Submits one request and returns the {@link Verdict}. If an error is thrown on the way (no stack, no memory), no trace
     * of the request is left.
     */
    private int send(Call call, RequestWriter out, Request<?> request, int priority) {
        long token = table.put(request);
        try {
            request.queued(token, priority);
            out.token(token);
            nreqs.getAndIncrement();
            try {
                int verdict = Natives.submitOne(pool.handle, out.address(), nreqs.getPlain());
                call.submitted = true;
                return verdict;
            } finally {
                if (!call.submitted) {
                    nreqs.getAndDecrement();
                }
            }
        } finally {
            if (!call.submitted) {
                table.take(token);
            }
        }
    }

    /** By the poller: adds a request to the batch. */
    private void stage(Call call, Request<?> request) {
        call.write(batch);
        int priority = Priority.take();
        int count = batch.count();
        long token = table.put(request);
        try {
            request.queued(token, priority);
            nreqs.getAndIncrement();
            try {
                staged[count] = request;
                stagedTokens[count] = token;
                batch.end(priority, token);
                call.submitted = true;
            } finally {
                if (!call.submitted) {
                    nreqs.getAndDecrement();
                }
            }
        } finally {
            if (!call.submitted) {
                table.take(token);
            }
        }
        if (count + 1 >= BATCH) {
            pool.results.flushBatch();
        }
    }

    /** By the poller, under the lock of {@link Results}: submits the batch. */
    void flushBatch() {
        int count = batch.count();
        if (count == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (staged[i].isSettled()) {
                batch.cancel(stagedTokens[i]);
            }
        }
        Natives.submit(pool.handle, batch.address(), count, nreqs.getPlain());
        for (int i = 0; i < count; i++) {
            if (staged[i].isSettled()) {
                // maybe cancelled by a thread that found no such request in C a moment ago
                Natives.cancel(pool.handle, stagedTokens[i]);
            }
            staged[i] = null;
        }
        batch.clear();
    }

    /** Requests in the poller's batch. */
    int nstaged() {
        return batch.count();
    }

    /** The request whose record was drained. */
    Request<?> take(long token) {
        return table.take(token);
    }

    /** A request is no longer outstanding. */
    void ended() {
        nreqs.getAndDecrement();
        Governor governor = pool.governor;
        if (governor != null) {
            governor.left();
        }
    }

    int nreqs() {
        return nreqs.get();
    }

    /** What was counted at submission, except for the poller's batches. */
    public Tally tally() {
        return writers.tally();
    }

    /** Returns when every thread has left this class that was in it before the pool refused requests. */
    void awaitOthers() {
        writers.awaitOthers();
    }

    /** Visits every request in C, with its token. */
    void visit(SlotTable.Visitor<Request<?>> visitor) {
        table.visit(visitor);
    }

    /** Visits every request in C. */
    public void forEach(Consumer<Request<?>> action) {
        table.forEach(action);
    }

    /** Closes, in a worker, what a cancelled request has opened. */
    public void closeOrphan(Op op, long what) {
        try {
            withPriority(0, () -> orphan(Call.on(pool, op), what));
        } catch (IllegalStateException e) {
            // the pool is closed
            if (op == Op.WD_CLOSE) {
                Natives.closeWd(what);
            } else {
                PoolAccess.shared().submission.closeOrphan(op, what);
            }
        }
    }

    /** Closes, in a worker, a descriptor that belongs to nobody else; also if a reinit abandons what was submitted. */
    public void closeDescriptor(int fd) {
        closeOrphan(Op.CLOSE_ORPHAN, fd);
    }

    private static void orphan(Call call, long what) {
        (call.op == Op.CLOSE_ORPHAN ? call.int1((int) what) : call.wdAddress(what)).count(Callbacks.NO_COUNT);
    }

    /**
     * Runs a task in the poller's turn, in its place among the results of that priority. If the pool takes no requests any
     * more, the thread that ends it runs the task if {@code always} is set, or the caller if it has ended; else nobody does.
     */
    public void runInTurn(int priority, Runnable what, boolean always) {
        if (!pool.closing.isAbandoned()) {
            try {
                withPriority(priority, () -> Call.on(pool, Op.GROUP).submit(new TurnTask(pool, what, always)));
                pool.waiting.ensureHandled();
                return;
            } catch (IllegalStateException e) {
                // the pool is closed
            }
        }
        if (always) {
            pool.closing.runLate(what);
        }
    }

    /**
     * Makes a request with the given priority, and leaves alone the priority that the caller has set for its next request.
     */
    public void withPriority(int priority, Runnable request) {
        int callers = Priority.take();
        if (priority != 0) {
            Priority.set(priority);
        }
        try {
            request.run();
        } finally {
            if (priority != 0) {
                Priority.take(); // it is still set if the pool was closed, or had no memory for the request
            }
            if (callers != 0) {
                Priority.set(callers);
            }
        }
    }
}
