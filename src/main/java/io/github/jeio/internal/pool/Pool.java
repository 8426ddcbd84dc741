package io.github.jeio.internal.pool;

import io.github.jeio.AioException;
import io.github.jeio.internal.memory.BouncePool;
import io.github.jeio.internal.measure.Meter;
import io.github.jeio.internal.measure.Probe;
import io.github.jeio.internal.measure.Verdict;
import io.github.jeio.internal.natives.AdvancedNatives;
import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.wire.CompletionReader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * A native pool and what belongs to it: {@link Submission} sends requests down, {@link Results} gets them up, the
 * {@link Poller} calls back in its {@link Turn}, and {@link Waiting} and {@link Flush} wait.
 *
 * <p>The native pool lives as long as a thread has a writer of {@link Submission} or has the turn, or {@link #alive} is held
 * for reading.
 */
public final class Pool {

    /** For {@link #sleep}. */
    static final int FOREVER = -1;

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
    public final Submission submission;
    final Results results;

    /** Nanoseconds after which a request is given up that says nothing else, or 0. */
    volatile long timeout;

    /** What is measured and told of each request, or null; a request that is made meanwhile may miss a change. */
    Probe probe;
    /** Written under this. */
    private volatile Meter meter;
    /** Guarded by this, as is the next. */
    private boolean measures;
    private Probe.Sink sink;

    /** Groups and composites, which may be in Java only: a reinit abandons them. */
    final Set<Request<?>> composed = ConcurrentHashMap.newKeySet();

    /** Written to end the native pool's life; held for reading by whoever calls into it from outside. */
    private final ReentrantReadWriteLock alive = new ReentrantReadWriteLock();
    private boolean destroyed;
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
        alive.readLock().lock();
        try {
            if (!destroyed) {
                Natives.cancel(handle, token);
            }
        } finally {
            alive.readLock().unlock();
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
        alive.readLock().lock();
        try {
            if (!destroyed) {
                Natives.verdicts(handle, counts);
            }
            return counts;
        } finally {
            alive.readLock().unlock();
        }
    }

    public int nthreads() {
        return count(Natives.NTHREADS);
    }

    public int count(int which) {
        alive.readLock().lock();
        try {
            return destroyed ? 0 : Natives.count(handle, which);
        } finally {
            alive.readLock().unlock();
        }
    }

    /** The same without waiting for anything; -1 where the pool is about to end. */
    public int peek(int which) {
        if (!alive.readLock().tryLock()) {
            return -1;
        }
        try {
            return destroyed ? -1 : Natives.count(handle, which);
        } finally {
            alive.readLock().unlock();
        }
    }

    /** {@link Natives#look}; {@link Natives#GONE} where the pool is about to end. */
    public int look(long token, long[] look) {
        if (token == 0 || !alive.readLock().tryLock()) {
            return Natives.GONE;
        }
        try {
            return destroyed ? Natives.GONE : Natives.look(handle, token, look);
        } finally {
            alive.readLock().unlock();
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

    /** The application's requests, groups and composites that have not ended, at about this moment. */
    public void forEachRequest(Consumer<Request<?>> action) {
        submission.forEach(request -> {
            if (!request.isCarrier()) {
                action.accept(request);
            }
        });
        composed.forEach(request -> {
            if (!request.isInner()) {
                action.accept(request);
            }
        });
        results.forEachReady(action);
    }

    /** Adds the requests that have come up so far to numbers by operation. */
    public void addRequestsTo(long[] byOp) {
        results.addTo(byOp);
    }

    /** After so many nanoseconds, requests that are made from now on are given up; 0: never. */
    public void timeout(long nanos) {
        timeout = nanos;
    }

    /** By reinit: what was set for the pool. */
    public void takeSettings(Pool old) {
        timeout = old.timeout;
        measure(old.measures());
    }

    // measuring

    /** What was measured, or null. */
    public Meter meter() {
        return meter;
    }

    public synchronized boolean measures() {
        return measures;
    }

    /** Begins with nothing measured, where it does not measure already. */
    public synchronized void measure(boolean on) {
        if (on && !measures) {
            meter = new Meter();
        }
        measures = on;
        probe = Probe.of(on ? meter : null, sink);
    }

    /** Who is told of each request, or null. */
    public synchronized void sink(Probe.Sink told) {
        sink = told;
        probe = Probe.of(measures ? meter : null, sink);
    }

    /** Threads and requests, or that the pool is closed. Waits for no lock: who closes holds {@link #alive} for a while. */
    public String describe() {
        if (closed || !alive.readLock().tryLock()) {
            return "closed, " + nreqs() + " requests";
        }
        try {
            return (destroyed ? 0 : Natives.count(handle, Natives.NTHREADS)) + " threads, " + nreqs() + " requests";
        } finally {
            alive.readLock().unlock();
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
        alive.readLock().lock();
        try {
            checkOpen();
            Natives.setLimit(handle, which, value);
            if (which == Natives.INLINE_CACHED) {
                submission.inline(value != 0);
            }
        } finally {
            alive.readLock().unlock();
        }
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

    /** Drains what has come up. */
    void take() {
        alive.readLock().lock();
        try {
            if (!destroyed) {
                results.take();
            }
        } finally {
            alive.readLock().unlock();
        }
    }

    /** Drains what has come up, unless another thread is at it. */
    void takeIfFree() {
        alive.readLock().lock();
        try {
            if (!destroyed) {
                results.takeIfFree();
            }
        } finally {
            alive.readLock().unlock();
        }
    }

    // sleeping until something changes: ask for rings(), look whether there is something to do, and sleep

    /** How often {@link #ring} was called, or the descriptor made readable. */
    public int rings() {
        alive.readLock().lock();
        try {
            return destroyed ? 0 : Natives.rings(handle);
        } finally {
            alive.readLock().unlock();
        }
    }

    /** Until the native pool has results, it has been rung since {@code rings} was read, or the time is up; a closed pool is not waited for. */
    void sleep(int rings, int timeoutMillis) {
        waiting.sleeps(true);
        try {
            doze(rings, timeoutMillis);
        } finally {
            waiting.sleeps(false);
        }
    }

    /** The same until results are pending, wherever they are. */
    public void awaitReadable(int rings, int timeoutMillis) {
        waiting.sleeps(true); // before looking: who takes results from C afterwards rings
        try {
            if (npending() == 0) {
                doze(rings, timeoutMillis);
            }
        } finally {
            waiting.sleeps(false);
        }
    }

    /** Like {@link #sleep}, for a thread that need not look when others have taken results over. */
    void doze(int rings, int timeoutMillis) {
        alive.readLock().lock();
        try {
            if (!destroyed) {
                Natives.await(handle, rings, timeoutMillis);
            }
        } finally {
            alive.readLock().unlock();
        }
    }

    /** Like {@link #doze}, for the {@link Leader}: while it sleeps, results wake nobody else. */
    void lead(int rings, int timeoutMillis) {
        alive.readLock().lock();
        try {
            if (!destroyed) {
                Natives.lead(handle, rings, timeoutMillis);
            }
        } finally {
            alive.readLock().unlock();
        }
    }

    /** By a thread that may hold the lock of results, or have the turn: waits for no lock. A pool that ends rings by itself. */
    void ringIfAlive() {
        if (!alive.readLock().tryLock()) {
            return;
        }
        try {
            if (!destroyed) {
                Natives.ring(handle);
            }
        } finally {
            alive.readLock().unlock();
        }
    }

    /** Wakes who sleeps. */
    public void ring() {
        alive.readLock().lock();
        try {
            if (!destroyed) {
                Natives.ring(handle);
            }
        } finally {
            alive.readLock().unlock();
        }
    }

    // the descriptor

    public int fileno() {
        alive.readLock().lock();
        try {
            checkOpen();
            return Natives.pollFd(handle);
        } finally {
            alive.readLock().unlock();
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
        alive.readLock().lock();
        try {
            checkOpen();
            int res = AdvancedNatives.natives().dup(Natives.pollFd(handle));
            if (res < 0) {
                throw new AioException("fcntl", null, null, -res);
            }
            return res;
        } finally {
            alive.readLock().unlock();
        }
    }

    /** From now on the descriptor is readable exactly while results are pending; what it was before is closed. */
    public void watch(int fd) throws AioException {
        alive.readLock().lock();
        try {
            checkOpen();
            int res = Natives.watch(handle, fd);
            if (res < 0) {
                throw new AioException("dup3", null, null, -res);
            }
        } finally {
            alive.readLock().unlock();
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
        ring(); // who sleeps holds the lock
        alive.writeLock().lock();
        try {
            destroyed = true;
        } finally {
            alive.writeLock().unlock();
        }
        Natives.destroy(handle);
        bounces.close();
        ExitFlush.remove(this);
        Alarms.forgetWhatIsOver();
        return all;
    }
}
