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
 * Requests going down. A thread sends its request down by itself; what the poller submits, inside callbacks, is collected
 * and goes down together when they are over, or are many.
 *
 * <p>A request that nobody is to be told of is tried first with what the kernel has in its caches. If that answers it, it has
 * touched nothing that another thread touches: no slot, no counter, no lock.
 */
public final class Submission {

    private static final int BATCH_BYTES = 1 << 14;

    /** What callbacks submit goes down in batches no larger than this, so that idle workers need not wait for all of it. */
    private static final int BATCH = 32;

    /** Once in so many answers, a recorder is looked for. */
    private static final int LOOK = 1024;

    private final Pool pool;
    private final SlotTable<Request<?>> table;
    private final Writers writers = new Writers();

    /** Requests that have not ended, and have no callback running: those in Java, in libeio's queues, and in execution. */
    private final AtomicInteger nreqs = new AtomicInteger();

    /** The poller's, as is the next. */
    private final RequestWriter batch = new RequestWriter(BATCH_BYTES);
    /** The requests in the batch. */
    private final Request<?>[] staged = new Request<?>[BATCH];
    private final long[] stagedTokens = new long[BATCH];

    private volatile boolean inline = true;

    /** The native side of a slab. A record and no lambda: a JVM's first lambda costs as much as all of the first request. */
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

    /** Whether answers are tried at all. */
    void inline(boolean on) {
        inline = on;
    }

    /** Sends the call's request down, now or with the poller's batch; or has it answered. */
    void submit(Call call, Request<?> request) {
        if (pool.turn.isMine()) {
            stage(call, request);
            return;
        }
        Writers.Writer writer = writers.take(Thread.currentThread());
        try {
            pool.checkOpen(); // after the writer: whoever closes the pool waits for those who have one
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
                call.gone = true;
                request.answered(out.answer(), priority);
            } else {
                int later = send(call, out, request, priority);
                writer.tally.count(verdict == Verdict.OTHER_KIND ? later : verdict);
            }
        } finally {
            writers.give(writer);
        }
    }

    /** Gives the {@link Verdict}. An error on the way (no stack, no memory) leaves no trace of the request. */
    private int send(Call call, RequestWriter out, Request<?> request, int priority) {
        long token = table.put(request);
        try {
            request.queued(token, priority);
            out.token(token);
            nreqs.getAndIncrement();
            try {
                int verdict = Natives.submitOne(pool.handle, out.address(), nreqs.getPlain());
                call.gone = true;
                return verdict;
            } finally {
                if (!call.gone) {
                    nreqs.getAndDecrement();
                }
            }
        } finally {
            if (!call.gone) {
                table.take(token);
            }
        }
    }

    /** By the poller. */
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
                call.gone = true;
            } finally {
                if (!call.gone) {
                    nreqs.getAndDecrement();
                }
            }
        } finally {
            if (!call.gone) {
                table.take(token);
            }
        }
        if (count + 1 >= BATCH) {
            pool.results.flushBatch();
        }
    }

    /** By the poller, under the lock of results: what callbacks have submitted goes down together. */
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
                // maybe by a thread that did not find it below a moment ago
                Natives.cancel(pool.handle, stagedTokens[i]);
            }
            staged[i] = null;
        }
        batch.clear();
    }

    /** Requests that wait for the poller's callbacks to be over before they go down. */
    int nstaged() {
        return batch.count();
    }

    /** Whose record has come up. */
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

    /** What was counted at submission, but for the poller's batches. */
    public Tally tally() {
        return writers.tally();
    }

    /** Returns when no thread is in here that came before the pool refused requests. */
    void awaitOthers() {
        writers.awaitOthers();
    }

    /** Every request that is below, with its token. */
    void visit(SlotTable.Visitor<Request<?>> visitor) {
        table.visit(visitor);
    }

    /** Every request that is below. */
    public void forEach(Consumer<Request<?>> action) {
        table.forEach(action);
    }

    /** Closes, on a worker, what a cancelled request yielded. */
    public void closeOrphan(Op op, long what) {
        try {
            aside(0, () -> orphan(Call.on(pool, op), what));
        } catch (IllegalStateException e) {
            // the pool is closed
            if (op == Op.WD_CLOSE) {
                Natives.closeWd(what);
            } else {
                PoolAccess.shared().submission.closeOrphan(op, what);
            }
        }
    }

    private static void orphan(Call call, long what) {
        (call.op == Op.CLOSE ? call.int1((int) what) : call.wdAddress(what)).count(Callbacks.NO_COUNT);
    }

    /**
     * Has something done in the poller's turn, in line with the results of that priority. Of a pool that takes no requests
     * any more it is done at once, by the caller, or never.
     */
    void note(int priority, Runnable what, boolean always) {
        if (!pool.isAbandoned()) {
            try {
                aside(priority, () -> Call.on(pool, Op.GROUP).submit(new Note(pool, what, always)));
                pool.waiting.ensureHandled();
                return;
            } catch (IllegalStateException e) {
                // the pool is closed
            }
        }
        if (always) {
            what.run();
        }
    }

    /** Has a request made with a priority of its own, which leaves the one that the caller has set alone. */
    public void aside(int priority, Runnable request) {
        int callers = Priority.take();
        if (priority != 0) {
            Priority.set(priority);
        }
        try {
            request.run();
        } finally {
            if (callers != 0) {
                Priority.set(callers);
            }
        }
    }
}
