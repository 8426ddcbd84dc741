package io.github.jeio.internal.pool;

import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.wire.CompletionReader;
import io.github.jeio.internal.wire.Op;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The results that come up from the native pool. Any thread may drain them, one at a time: what concerns only those who wait
 * ends then and there, and what somebody is to be told of waits for the poller's turn. The lock is not held while a callback
 * runs, nor while a thread waits for anything: so results are to be had however long the poller is in a callback.
 */
public final class Results {

    /** Records taken in one crossing. */
    private static final int DRAIN = 256;
    /** Once in so many times, who takes results looks whether there is a recorder. */
    private static final int LOOK = 256;

    private final Pool pool;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock, as is the next: where completions are written. */
    private final CompletionReader records;
    /** Records that were drained and not looked at, as an error came between. */
    private int unread;
    /** Guarded by the lock: how often {@link #take} was called. */
    private int takes;
    /** Guarded by the lock: what waits for the poller's turn. */
    private final Ready ready = new Ready();
    /** Counted up under the lock, read by anybody: the requests that have come up, by operation. */
    private final long[] counts = new long[Op.values().length];
    /** The poller's: what its turn has begun with. */
    private final Ready turn = new Ready();

    Results(Pool pool, CompletionReader records) {
        this.pool = pool;
        this.records = records;
    }

    /** Results that somebody is to be told of, and has not been. */
    int held() {
        return ready.size() + turn.size();
    }

    /** Adds the requests that have come up so far to numbers by operation. */
    public void addTo(long[] byOp) {
        for (int i = 0; i < counts.length; i++) {
            byOp[i] += counts[i];
        }
    }

    /** What has come up and waits for the poller's turn; without waiting for who is at it, and then nothing. */
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

    /** By the poller: the next request that it is its turn to tell somebody of, or null. */
    Request<?> next() {
        return turn.poll();
    }

    /** By the poller: sends down what callbacks have submitted, and gets what has come up. False: nothing is left. */
    boolean fetch() {
        lock.lock();
        try {
            pool.submission.flushBatch();
            ready.moveTo(turn);
            return drain(turn) > 0 || turn.size() > 0;
        } finally {
            lock.unlock();
        }
    }

    /** By the poller: sends down what callbacks have submitted so far. */
    void flushBatch() {
        StackRoom.check(); // what has gone down and is not forgotten would go down again
        lock.lock();
        try {
            pool.submission.flushBatch();
        } finally {
            lock.unlock();
        }
    }

    /** By the poller, when it leaves before nothing was left: the descriptors stay readable exactly if something is. True if nothing is. */
    boolean rearm() {
        lock.lock();
        try {
            pool.submission.flushBatch();
            boolean held = held() > 0;
            Natives.rearm(pool.handle, held);
            return !held && pool.npending() == 0;
        } finally {
            lock.unlock();
        }
    }

    /** By the poller, in a reinit: everything that waits for its turn. */
    void cancelAll() {
        lock.lock();
        try {
            ready.moveTo(turn);
        } finally {
            lock.unlock();
        }
        turn.forEach(Request::cancel);
    }

    // everybody

    /** Takes what has come up, unless another thread is at it. */
    void takeIfFree() {
        if (lock.tryLock()) {
            takeAndUnlock();
        }
    }

    /** Takes what has come up: ends what concerns nobody but who waits, and leaves the rest to the poller. */
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
            lock.unlock();
        }
        if (taken) {
            pool.waiting.tellPoller();
        }
        if (looks) {
            Recorders.look();
        }
    }

    /** Under the lock: ends what has come up, or adds it. Gives how many there were; at 0 nothing is left. */
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
            }
        }
        return count;
    }
}
