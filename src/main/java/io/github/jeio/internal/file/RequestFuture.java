package io.github.jeio.internal.file;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future that a request's callback completes. A thread that waits for it waits for the request's own future first: if that
 * thread owns the pool, it polls while it waits.
 */
public final class RequestFuture<T> extends CompletableFuture<T> {

    /** The future that has to complete first. When it has, this may become another one. */
    private volatile CompletableFuture<?> source;

    /** Sets the future that has to complete first. */
    public void needs(CompletableFuture<?> first) {
        source = first;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        RequestFuture<U> dependent = new RequestFuture<>();
        dependent.needs(this);
        return dependent;
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        CompletableFuture<?> waited = null;
        for (CompletableFuture<?> next; (next = pending(waited)) != null; waited = next) {
            try {
                next.get();
            } catch (ExecutionException | CancellationException e) {
                // this future says it in its own way
            }
        }
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        CompletableFuture<?> waited = null;
        for (CompletableFuture<?> next; (next = pending(waited)) != null; waited = next) {
            try {
                next.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | CancellationException e) {
                // this future says it in its own way
            }
        }
        return super.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public T join() {
        CompletableFuture<?> waited = null;
        for (CompletableFuture<?> next; (next = pending(waited)) != null; waited = next) {
            try {
                next.join();
            } catch (CompletionException | CancellationException e) {
                // this future says it in its own way
            }
        }
        return super.join();
    }

    /** The future to wait for next; null: this one itself. */
    private CompletableFuture<?> pending(CompletableFuture<?> waited) {
        CompletableFuture<?> next = isDone() ? null : source;
        return next == waited ? null : next;
    }
}
