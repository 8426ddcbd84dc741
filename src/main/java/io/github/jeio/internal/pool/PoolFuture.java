package io.github.jeio.internal.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future that the poller of a pool completes, or that depends on such a future. A thread that waits for it follows the
 * rules of {@link Waiting}.
 *
 * @param <T> the value's type
 */
public class PoolFuture<T> extends CompletableFuture<T> {

    final Pool pool;
    /** Threads that wait for this future; null: none ever has. Guarded by this object's monitor. */
    private List<Thread> sleepers;

    PoolFuture(Pool pool) {
        this.pool = pool;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new PoolFuture<>(pool);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        if (!isDone()) {
            pool.waiting.await(null, this, false, 0, true);
        }
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!isDone() && !pool.waiting.await(null, this, true, unit.toNanos(timeout), true)) {
            throw new TimeoutException();
        }
        return super.get();
    }

    @Override
    public T join() {
        if (!isDone()) {
            try {
                pool.waiting.await(null, this, false, 0, false);
            } catch (InterruptedException e) {
                throw new AssertionError(e); // an uninterruptible wait throws none
            }
        }
        return super.join();
    }

    /** Wakes the thread when this future is done. The caller has to call {@link #forget} afterwards. */
    final synchronized void wakeWhenDone(Thread thread) {
        if (sleepers == null) {
            beginToWake();
            sleepers = new ArrayList<>(1);
        }
        sleepers.add(thread);
    }

    /**
     * Called before the first thread waits: has {@link #wake} called when this future is done. Once for all threads, since a
     * dependent stays as long as the future is not done.
     */
    void beginToWake() {
        super.whenComplete((value, e) -> wake());
    }

    final synchronized void forget(Thread thread) {
        sleepers.remove(thread);
    }

    final synchronized void wake() {
        if (sleepers != null) {
            for (Thread sleeper : sleepers) {
                pool.waiting.leader.wake(sleeper);
            }
        }
    }
}
