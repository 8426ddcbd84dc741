package io.github.jeio.internal.pool;

import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.wire.CompletionReader;
import io.github.jeio.internal.wire.Op;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The results of the native pool. Any thread may drain them, one at a time. The thread that drains completes requests
 * without a listener; those with one wait in {@code ready} for the poller's turn. The lock is held neither while a callback
 * runs nor while a thread waits: so results can be drained however long the poller is in a callback.
 */
public final class Results {

    /** The most records that one call of C writes. */
    private static final int DRAIN = 64;
    /** A thread that drains checks for a recorder once in so many times. */
    private static final int LOOK = 256;

    private final Pool pool;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock, like {@code unread}: the memory that C writes records to. */
    private final CompletionReader records;
    /** Records that C has written and that were not read, because an error was thrown in between. */
    private int unread;
    /** Guarded by the lock: how often {@link #take} was called. */
    private int takes;
    /**
     * Guarded by the lock: the first and the last future of requests that were completed under it, or null. {@link #unlock}
     * completes them. A list that needs no memory: a future that could not be added would never be complete.
     */
    private RequestFuture<?> firstEnded;
    private RequestFuture<?> lastEnded;
    /** Guarded by the lock: requests that wait for the poller's turn. */
    private final Ready ready = new Ready();
    /** Written under the lock, read by any thread: the number of requests drained, by operation. */
    private final long[] counts = new long[Op.values().length];
    /** Used in the poller's turn only: the requests that the current turn handles. */
    private final Ready due = new Ready();

    Results(Pool pool, CompletionReader records) {
        this.pool = pool;
        this.records = records;
    }

    /** Results in Java whose listener has not been called. By any thread, as of about this moment. */
    int held() {
        return ready.size() + due.size();
    }

    /** Adds the number of requests of each operation whose result was drained so far. */
    public void addTo(long[] byOp) {
        for (int i = 0; i < counts.length; i++) {
            byOp[i] += counts[i];
        }
    }

    /** Visits the requests that wait for the poller's turn; none of them if another thread holds the lock. */
    void forEachReady(Consumer<Request<?>> action) {
        if (lock.tryLock()) {
            try {
                ready.forEach(action);
            } finally {
                lock.unlock();
            }
        }
    }

    // the poller

    /** By the poller: the next request to handle, or null. */
    Request<?> next() {
        return due.poll();
    }

    /** By the poller: submits its batch and drains results. False if none is left. */
    boolean fetch() {
        lock.lock();
        try {
            pool.submission.flushBatch();
            ready.moveTo(due);
            return drain(due) > 0 || due.size() > 0;
        } finally {
            unlock();
        }
    }

    /** By the poller: submits the requests that callbacks have made so far. */
    void flushBatch() {
        StackRoom.check(); // after a StackOverflowError halfway, requests that were submitted would be submitted again
        lock.lock();
        try {
            pool.submission.flushBatch();
        } finally {
            lock.unlock();
        }
    }

    /**
     * By the poller, when its turn ends: the poll descriptor stays readable exactly if results are left. True if none is
     * left.
     */
    boolean rearm() {
        lock.lock();
        try {
            pool.submission.flushBatch();
            boolean held = held() > 0;
            Natives.rearm(pool.handle, held);
            return !held && Natives.count(pool.handle, Natives.NPENDING) == 0; // not pool.npending(), which enters Life
        } finally {
            lock.unlock();
        }
    }

    /** By the poller, before a turn: visits all requests that wait for it. */
    void forEachHeld(Consumer<Request<?>> action) {
        lock.lock();
        try {
            ready.moveTo(due);
        } finally {
            lock.unlock();
        }
        due.forEach(action);
    }

    // any thread

    /** Drains results, unless another thread is draining. */
    void takeIfFree() {
        if (lock.tryLock()) {
            takeAndUnlock();
        }
    }

    /** Drains results: completes requests without a listener, and leaves the others to the poller. */
    void take() {
        lock.lock();
        takeAndUnlock();
    }

    private void takeAndUnlock() {
        boolean taken = false;
        boolean looks = false;
        try {
            StackRoom.check();
            looks = (++takes & LOOK - 1) == 0;
            while (drain(ready) > 0) {
                taken = true;
            }
        } finally {
            try {
                unlock();
            } finally {
                if (taken) {
                    pool.waiting.tellPoller(); // whatever was thrown
                }
            }
        }
        if (looks) {
            Recorders.look();
        }
    }

    /**
     * Drains one buffer of results, under the lock. Requests without a listener are completed, the others are added to
     * {@code told}. Returns the number of results; 0 if none is left.
     */
    private int drain(Ready told) {
        if (unread == 0) {
            unread = Natives.drain(pool.handle, DRAIN, held() > 0);
            records.rewind();
        }
        int count = unread;
        while (unread > 0) {
            records.advance();
            unread--;
            Request<?> request = pool.submission.take(records.token());
            counts[request.type()]++;
            if (request.arrive(records)) {
                told.add(request);
            } else {
                add(request.unsettled());
            }
        }
        return count;
    }

    private void add(RequestFuture<?> unsettled) {
        if (unsettled != null) {
            if (firstEnded == null) {
                firstEnded = unsettled;
            } else {
                lastEnded.nextEnded = unsettled;
            }
            lastEnded = unsettled;
        }
    }

    /** Releases the lock, and then completes the futures of the requests that were completed under it. */
    private void unlock() {
        RequestFuture<?> next = firstEnded;
        firstEnded = null;
        lastEnded = null;
        lock.unlock();
        Throwable thrown = null;
        while (next != null) {
            RequestFuture<?> future = next;
            next = future.nextEnded;
            future.nextEnded = null;
            try {
                future.settle();
            } catch (Throwable e) {
                thrown = Callbacks.and(thrown, e); // no memory, say: the others go on
            }
        }
        Callbacks.rethrow(thrown);
    }
}
