package io.github.jeio.internal.pool;

import io.github.jeio.AioException;
import io.github.jeio.internal.measure.Probe;
import io.github.jeio.internal.measure.Verdict;
import io.github.jeio.internal.memory.BouncePool;
import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.wire.CompletionReader;
import io.github.jeio.internal.wire.SlotTable;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * A native pool and what belongs to it: {@link Submission} sends requests to C, {@link Results} drains results from it, the
 * {@link Poller} calls back in its {@link Turn}, and {@link Waiting} and {@link Flush} wait.
 *
 * <p>The native pool is not destroyed while a thread has a writer of {@link Submission}, or has the turn, or is inside
 * {@link Life}.
 */
public final class Pool {

    /** What the application calls the pool, or null. */
    public final String name;

    /** The address of the native pool. */
    final long handle;

    final BouncePool bounces = new BouncePool();
    public final Turn turn = new Turn();
    public final Ownership ownership = new Ownership();
    final OpenGroups openGroups = new OpenGroups(this);
    final Waiting waiting = new Waiting(this);
    public final Poller poller = new Poller(this);
    public final Flush flush = new Flush(this);
    public final EventCount events;
    public final PollDescriptor descriptor;
    public final Submission submission;
    final Results results;
    public final Measuring measuring = new Measuring(this);
    final PoolState state = new PoolState(this);

    public final Settings settings = new Settings();
    /** The limits that are checked on each submission, or null. */
    Governor governor;

    /**
     * Who measures and records each request, or null. Not volatile: a request that is submitted during a change may miss it.
     */
    Probe probe;

    /** Groups and composites that have not ended. C may know nothing of them, so a reinit finds them here. */
    final Set<Request<?>> composed = ConcurrentHashMap.newKeySet();

    private final Life life = new Life();
    /** How the pool ends, and whether it has begun to. */
    public final Closing closing = new Closing(this, life);

    public Pool(String name, int threads) {
        this.name = name;
        CompletionReader records = new CompletionReader();
        StackRoom.checkForMore(); // a StackOverflowError after the next line would leave the native pool behind
        handle = Natives.create(records.buffer());
        if (handle < 0 && handle > -4096) {
            throw new IllegalStateException(new AioException("eventfd", null, null, (int) -handle).getMessage());
        }
        events = new EventCount(this, life);
        descriptor = new PollDescriptor(this, life);
        submission = new Submission(this);
        results = new Results(this, records);
        if (name != null) {
            Natives.name(handle, WorkerName.of(name)); // before the first worker is started, which reads the name
        }
        Natives.setLimit(handle, Natives.MIN_PARALLEL, threads);
        Natives.setLimit(handle, Natives.MAX_PARALLEL, threads);
    }

    public boolean isClosed() {
        return closing.isClosed();
    }

    public void checkOpen() {
        if (isClosed()) {
            throw new IllegalStateException("the pool is closed");
        }
    }

    /** Throws if the pool is closed; else the caller is inside {@link Life} and has to leave it. */
    void enterOpen() {
        if (isClosed() || !life.enter()) {
            throw new IllegalStateException("the pool is closed");
        }
    }

    /** Throws if the pool is closed, unless the caller is a callback that the pool still calls. */
    void checkTakesRequests() {
        if (isClosed() && !turn.isMine()) {
            checkOpen();
        }
    }

    void cancel(long token) {
        if (token == 0) {
            return; // a composite has no request in C
        }
        if (life.enter()) {
            try {
                Natives.cancel(handle, token);
            } finally {
                life.leave();
            }
        }
    }

    public int nreqs() {
        return openGroups.outstanding();
    }

    public int nready() {
        return count(Natives.NREADY) + submission.nstaged();
    }

    public int npending() {
        return count(Natives.NPENDING) + results.held();
    }

    /** How often each {@link Verdict} was given on requests that were submitted in the poller's batches. */
    public long[] batchVerdicts() {
        long[] counts = new long[Verdict.COUNT];
        if (life.enter()) {
            try {
                Natives.verdicts(handle, counts);
            } finally {
                life.leave();
            }
        }
        return counts;
    }

    public int nthreads() {
        return count(Natives.NTHREADS);
    }

    public int count(int which) {
        if (!life.enter()) {
            return 0;
        }
        try {
            return Natives.count(handle, which);
        } finally {
            life.leave();
        }
    }

    /** Like {@link #count}, but waits for no lock; 0 if the pool is about to end. */
    public int peek(int which) {
        if (!life.tryEnter()) {
            return 0;
        }
        try {
            return Natives.count(handle, which);
        } finally {
            life.leave();
        }
    }

    /** Calls {@link Natives#look}; {@link Natives#GONE} if the pool is about to end. */
    public int look(long token, long[] look) {
        if (token == 0 || !life.tryEnter()) {
            return Natives.GONE;
        }
        try {
            return Natives.look(handle, token, look);
        } finally {
            life.leave();
        }
    }

    /** Results in Java whose listener has not been called. */
    public int nheld() {
        return results.held();
    }

    /** Requests that were submitted and have not ended. */
    public int nrequests() {
        return submission.nreqs();
    }

    /**
     * Visits the application's requests, groups and composites that have not ended, as of about this moment, and those that
     * were given up or cancelled but still execute. Each comes with its token, or 0 if it has none.
     */
    public void visit(SlotTable.Visitor<Request<?>> visitor) {
        submission.visit((token, request) -> {
            if (!request.isCarrier()) {
                visitor.visit(token, request);
            }
        });
        composed.forEach(request -> {
            if (!request.isInner()) {
                visitor.visit(0, request);
            }
        });
        results.forEachReady(request -> visitor.visit(0, request));
    }

    /** Adds the number of requests of each operation whose result was drained so far. */
    public void addRequestsTo(long[] byOp) {
        results.addTo(byOp);
    }

    /** Called when the settings are complete. */
    public void govern() {
        governor = Governor.of(this, governor == null ? null : governor.descriptors());
    }

    /** Records the descriptors that open requests give, and reports those that are still open when the pool is closed. */
    public void watchDescriptors(BiConsumer<String, Throwable> told) {
        governor = Governor.of(this, new OpenDescriptors(told));
    }

    /** Runs the action once, in the poller's turn, when there is room for requests. */
    public void onRoom(Runnable action) {
        checkOpen();
        Governor now = governor;
        if (now != null) {
            now.onRoom(action);
        } else {
            submission.runInTurn(0, action, false);
        }
    }

    /** Raises the priority of requests that have waited for a worker for long. */
    public void age() {
        if (life.tryEnter()) {
            try {
                Natives.age(handle);
            } finally {
                life.leave();
            }
        }
    }

    /** Whether the native pool is destroyed, or about to be. */
    public boolean isEnded() {
        return life.isOver();
    }

    /** For a reinit: takes over the old pool's settings. */
    public void takeSettings(Pool old) {
        settings.take(old.settings);
        govern();
        measuring.set(old.measuring.isOn());
    }

    /** The pool's name for messages. */
    public String label() {
        return name == null ? "unnamed" : name;
    }

    /** Calls {@link Natives#workers}; returns {@code from} if the pool is about to end. */
    int workers(int from, long[] notes) {
        if (!life.tryEnter()) {
            return from;
        }
        try {
            return Natives.workers(handle, from, notes);
        } finally {
            life.leave();
        }
    }

    /**
     * The number of threads and requests, or that the pool is closed. Waits for no lock and no thread: one that closes the pool holds
     * the lock of {@link Life} for a while.
     */
    public String describe() {
        if (isClosed() || !life.tryEnter()) {
            return "closed, " + openGroups.peekOutstanding() + " requests";
        }
        try {
            return Natives.count(handle, Natives.NTHREADS) + " threads, " + openGroups.peekOutstanding() + " requests";
        } finally {
            life.leave();
        }
    }

    /** The name of a thread of jeio's that works for the pool. */
    String threadName(String task) {
        return name == null ? task : task + "-" + name;
    }

    public long ninline() {
        return submission.tally().verdict(Verdict.ANSWERED) + batchVerdicts()[Verdict.ANSWERED];
    }

    public void setLimit(int which, int value) {
        enterOpen();
        try {
            Natives.setLimit(handle, which, value);
            if (which == Natives.INLINE_CACHED) {
                submission.inline(value != 0);
            }
        } finally {
            life.leave();
        }
    }

    /** Allows one worker at least: without any, outstanding requests would never be executed. */
    void unpause() {
        if (life.enter()) {
            try {
                Natives.setLimit(handle, Natives.MIN_PARALLEL, 1);
            } finally {
                life.leave();
            }
        }
    }

    /** Drains the results that C has. */
    void take() {
        if (life.enter()) {
            try {
                results.take();
            } finally {
                life.leave();
            }
        }
    }

    /** Ends the workers of a pool with nothing outstanding, and returns when they have ended. */
    void endWorkers() {
        if (life.enter()) {
            try {
                Natives.setLimit(handle, Natives.MAX_PARALLEL, 0);
            } finally {
                life.leave();
            }
        }
    }

    /** Drains the results that C has, unless another thread is draining. */
    void takeIfFree() {
        if (life.enter()) {
            try {
                results.takeIfFree();
            } finally {
                life.leave();
            }
        }
    }

    /** An incomplete stage that threads wait for by the pool's rules. */
    public <T> CompletableFuture<T> stage() {
        return new PoolFuture<>(this);
    }

    // who polls

    /** The pool belongs to an event loop whose thread has not polled yet. No daemon calls back from now on. */
    public void promise() {
        checkOpen();
        ownership.promise();
        waiting.retireDaemon();
        openGroups.sealMine();
    }

    /** The event loop has let go of the pool, which has no owner now. */
    public void drop() {
        ownership.drop();
    }

    /** Like {@link #drop}, by a thread of the loop that may have polled since: not if another one owns the pool by now. */
    public void dropMine() {
        ownership.dropMine();
    }

    // the end

    /**
     * For a reinit, by the poller of the old pool: takes over its poll descriptor and its owner, so that a loop which
     * watches the descriptor sees no change.
     */
    public void adopt(Pool old) {
        ownership.adopt(old.ownership);
        descriptor.exchange(old);
    }
}
