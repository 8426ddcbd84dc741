package io.github.jeio.internal.pool;

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
    void wakeWhenDone(Thread thread) {
        super.whenComplete((value, e) -> pool.waiting.leader.wake(thread));
    }

    void forget(Thread thread) { }
}
