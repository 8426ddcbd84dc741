package io.github.jeio.internal.pool;

import io.github.jeio.AioException;
import io.github.jeio.internal.measure.Probe;
import io.github.jeio.internal.measure.Verdict;
import io.github.jeio.internal.memory.BouncePool;
import io.github.jeio.internal.natives.AdvancedNatives;
import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.wire.CompletionReader;
import io.github.jeio.internal.wire.SlotTable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * A native pool and what belongs to it: {@link Submission} sends requests down, {@link Results} gets them up, the
 * {@link Poller} calls back in its {@link Turn}, and {@link Waiting} and {@link Flush} wait.
 *
 * <p>The native pool lives as long as a thread has a writer of {@link Submission} or has the turn, or somebody has
 * entered its {@link Life}.
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
    public final Bell bell;
    public final Submission submission;
    final Results results;
    public final Measuring measuring = new Measuring(this);
    final PoolState state = new PoolState(this);

    public final Settings settings = new Settings();
    /** What is done at each submission because of the settings, or null. */
    Governor governor;

    /** What is measured and told of each request, or null; a request that is made meanwhile may miss a change. */
    Probe probe;

    /** Groups and composites, which may be in Java only: a reinit abandons them. */
    final Set<Request<?>> composed = ConcurrentHashMap.newKeySet();

    private final Life life = new Life();
    /** Nothing is submitted any more, but for what callbacks submit until everything is handled. */
    private volatile boolean closed;
    /** By a reinit: what was submitted is cancelled, and calls nobody back. */
    private volatile boolean abandoned;

    public Pool(String name, int threads) {
        this.name = name;
        CompletionReader records = new CompletionReader();
        handle = Natives.create(records.buffer());
        if (handle < 0 && handle > -4096) {
            throw new IllegalStateException(new AioException("eventfd", null, null, (int) -handle).getMessage());
        }
        bell = new Bell(this, life);
        submission = new Submission(this);
        results = new Results(this, records);
        if (name != null) {
            Natives.name(handle, WorkerName.of(name)); // before the first worker
        }
        Natives.setLimit(handle, Natives.MIN_PARALLEL, threads);
        Natives.setLimit(handle, Natives.MAX_PARALLEL, threads);
    }

    public boolean isClosed() {
        return closed;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    public void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the pool is closed");
        }
    }

    /** Throws where the pool is closed. Then comes {@code life.leave()}. */
    private void enterOpen() {
        if (closed || !life.enter()) {
            throw new IllegalStateException("the pool is closed");
        }
    }

    /** Throws for a pool that is closed, but for callbacks that it still calls. */
    void checkTakesRequests() {
        if (closed && !turn.isMine()) {
            checkOpen();
        }
    }

    void cancel(long token) {
        if (token == 0) {
            return; // it has no request of its own
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
        return submission.nreqs() + openGroups.size();
    }

    public int nready() {
        return count(Natives.NREADY) + submission.nstaged();
    }

    public int npending() {
        return count(Natives.NPENDING) + results.held();
    }

    /** By {@link Verdict}: of what the poller has sent down. */
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

    /** The same without waiting for anything; 0 where the pool is about to end. */
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

    /** {@link Natives#look}; {@link Natives#GONE} where the pool is about to end. */
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

    /** Results that somebody is to be told of, and has not been. */
    public int nheld() {
        return results.held();
    }

    /** Requests that have gone down and not ended. */
    public int nrequests() {
        return submission.nreqs();
    }

    /**
     * The application's requests, groups and composites that have not ended, at about this moment, and those that were given up or
     * cancelled and still execute; with their tokens, 0 for one that has none.
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

    /** Adds the requests that have come up so far to numbers by operation. */
    public void addRequestsTo(long[] byOp) {
        results.addTo(byOp);
    }

    /** The settings are made. */
    public void govern() {
        governor = Governor.of(this, governor == null ? null : governor.descriptors());
    }

    /** Notes descriptors that open requests give, and tells of those that are left when the pool is closed. */
    public void watchDescriptors(BiConsumer<String, Throwable> told) {
        governor = Governor.of(this, new OpenDescriptors(told));
    }

    /** Has the action run in the poller's turn, once, when there is room for requests. */
    public void onRoom(Runnable action) {
        checkOpen();
        Governor now = governor;
        if (now != null) {
            now.onRoom(action);
        } else {
            submission.note(0, action, false);
        }
    }

    /** Requests that wait for a worker, and have for a while, go up by a priority. */
    public void age() {
        if (life.tryEnter()) {
            try {
                Natives.age(handle);
            } finally {
                life.leave();
            }
        }
    }

    /** Whether the native pool is gone. */
    public boolean isEnded() {
        return life.isOver();
    }

    /** By reinit: what was set for the pool. */
    public void takeSettings(Pool old) {
        settings.take(old.settings);
        govern();
        measuring.set(old.measuring.isOn());
    }

    /** What people are told that the pool is called. */
    public String label() {
        return name == null ? "unnamed" : name;
    }

    /** {@link Natives#workers}; {@code from} where the pool is about to end. */
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

    /** Threads and requests, or that the pool is closed. Waits for no lock: who closes holds the lock of {@link Life} for a while. */
    public String describe() {
        if (closed || !life.tryEnter()) {
            return "closed, " + nreqs() + " requests";
        }
        try {
            return Natives.count(handle, Natives.NTHREADS) + " threads, " + nreqs() + " requests";
        } finally {
            life.leave();
        }
    }

    /** The name of a thread that works for the pool. */
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

    /** With no thread at all, nothing that is outstanding would ever be handled. */
    void unpause() {
        if (life.enter()) {
            try {
                Natives.setLimit(handle, Natives.MIN_PARALLEL, 1);
            } finally {
                life.leave();
            }
        }
    }

    /** Drains what has come up. */
    void take() {
        if (life.enter()) {
            try {
                results.take();
            } finally {
                life.leave();
            }
        }
    }

    /** Of a pool with nothing outstanding: returns when it has no threads. */
    void endWorkers() {
        if (life.enter()) {
            try {
                Natives.setLimit(handle, Natives.MAX_PARALLEL, 0);
            } finally {
                life.leave();
            }
        }
    }

    /** Drains what has come up, unless another thread is at it. */
    void takeIfFree() {
        if (life.enter()) {
            try {
                results.takeIfFree();
            } finally {
                life.leave();
            }
        }
    }

    // the descriptor

    public int fileno() {
        enterOpen();
        try {
            return Natives.pollFd(handle);
        } finally {
            life.leave();
        }
    }

    /** The pool belongs to a loop, whose thread will be the first to poll it: nobody else calls back from now on. */
    public void promise() {
        checkOpen();
        ownership.promise();
        waiting.retireDaemon();
        openGroups.sealMine();
    }

    /** The pool is nobody's again: its loop has let go. */
    public void drop() {
        ownership.drop();
    }

    /** A descriptor of the caller's own for what {@link #fileno} is one for. */
    public int duplicateFileno() throws AioException {
        enterOpen();
        try {
            int res = AdvancedNatives.natives().dup(Natives.pollFd(handle));
            if (res < 0) {
                throw new AioException("fcntl", null, null, -res);
            }
            return res;
        } finally {
            life.leave();
        }
    }

    /** From now on the descriptor is readable exactly while results are pending; what it was before is closed. */
    public void watch(int fd) throws AioException {
        enterOpen();
        try {
            int res = Natives.watch(handle, fd);
            if (res < 0) {
                throw new AioException("dup3", null, null, -res);
            }
        } finally {
            life.leave();
        }
    }

    // the end

    /** Takes over how {@code old}, whose poller the caller is, wakes its poller, and whose it is: who watches the descriptor sees no change. */
    public void adopt(Pool old) {
        ownership.adopt(old.ownership);
        Natives.exchangeWakeup(old.handle, handle);
    }

    /** By reinit, as the poller: nothing is submitted any more, and what was is cancelled. */
    public void abandonRequests() {
        abandoned = true;
        openGroups.cancelAll();
        refuse();
        composed.forEach(Request::cancel);
        submission.forEach(Request::cancel);
        results.cancelAll();
    }

    private void refuse() {
        closed = true;
        submission.awaitOthers();
    }

    /**
     * Handles what is outstanding, then ends the native pool. Callbacks' exceptions come out when that is done. Nothing
     * but callbacks submits any more, or else there might always be something outstanding. An interrupt leaves that to a
     * thread of its own.
     */
    public synchronized void close() {
        if (closed) {
            return;
        }
        poller.checkNotInCallback("close");
        refuse();
        Throwable thrown = null;
        try {
            thrown = end(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            endInBackground(threadName("jeio-close"));
        }
        if (thrown != null) {
            throw Callbacks.unchecked(thrown);
        }
    }

    /** Of a pool that takes no requests any more: handles what is outstanding, then ends it, in a daemon thread. */
    public void endInBackground(String name) {
        Thread reaper = new Thread(this::endAlone, name);
        reaper.setDaemon(true);
        reaper.start();
    }

    private void endAlone() {
        for (;;) {
            try {
                Throwable thrown = end(null);
                if (thrown != null) {
                    Callbacks.report(thrown);
                }
                return;
            } catch (InterruptedException e) {
                // of this thread nobody wants anything
            }
        }
    }

    private Throwable end(Throwable thrown) throws InterruptedException {
        unpause();
        waiting.retireDaemon();
        Throwable all = flush.last(thrown);
        Recorders.ends(this);
        bell.ring(); // who sleeps has entered
        life.end();
        Natives.destroy(handle);
        bounces.close();
        ExitFlush.remove(this);
        Alarms.forgetWhatIsOver();
        if (governor != null && governor.descriptors() != null) {
            governor.descriptors().tellOfTheRest();
        }
        return all;
    }
}
