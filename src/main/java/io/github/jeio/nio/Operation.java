package io.github.jeio.nio;

import io.github.jeio.internal.file.FileThreads;
import io.github.jeio.internal.file.RequestFuture;
import java.nio.channels.CompletionHandler;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A read, write or lock of a channel, until its outcome was given to the handler, or without a handler is in this future.
 * The future has no dependents: so no code of the application runs in the thread that ends an operation.
 */
class Operation<V> implements Future<V>, Runnable {

    private final AioFileChannel channel;
    private final @Nullable CompletionHandler<V, Object> handler;
    private final @Nullable Object attachment;
    /** The outcome of an operation without a handler. */
    private final @Nullable RequestFuture<V> outcome;
    /** What a cancellation does; null: nothing, and the operation goes on without a listener. */
    private volatile @Nullable Runnable onCancel;
    /** Written before the handler is run, like the exception. */
    private @Nullable V value;
    private @Nullable Throwable error;
    /** Whether the handler runs or has run. */
    private volatile boolean begun;

    /** @param handler null: the outcome is asked for by the methods of Future */
    @SuppressWarnings("unchecked") // the handler gets the attachment that was passed with it
    <A> Operation(AioFileChannel channel, @Nullable CompletionHandler<V, ? super A> handler, @Nullable A attachment) {
        this.channel = channel;
        this.handler = (CompletionHandler<V, Object>) handler;
        this.attachment = attachment;
        this.outcome = handler == null ? new RequestFuture<>() : null;
    }

    final boolean hasHandler() {
        return handler != null;
    }

    /** The outcome; only an operation without a handler is returned to the caller. */
    private RequestFuture<V> outcome() {
        return Objects.requireNonNull(outcome, "outcome");
    }

    /**
     * Sets the request's future, if the application may poll the pool: a thread that waits for this operation then polls.
     */
    final void waitFor(CompletableFuture<?> request) {
        outcome().needs(request);
    }

    final void onCancel(Runnable action) {
        onCancel = action;
    }

    /**
     * Ends the operation. False if it was cancelled before, so that nobody gets the value. A handler still has to be run.
     */
    final boolean end(@Nullable V result, @Nullable Throwable reason) {
        if (handler != null) {
            value = result;
            error = reason;
            return true;
        }
        return reason == null ? outcome().complete(result) : outcome().completeExceptionally(reason);
    }

    /** Calls {@link #end}, and has the handler run by the channel's executor. */
    final boolean endAndHandOn(@Nullable V result, @Nullable Throwable reason) {
        boolean ended = end(result, reason);
        if (handler != null) {
            channel.handOn(this);
        }
        return ended;
    }

    /**
     * Has the handler run by the executor, or if that refuses, by a thread of jeio's own. The executor is called by such a
     * thread, since it may block or run the handler at once, which neither the poller nor the calling thread may do.
     */
    final void handOn(Executor executor) {
        FileThreads.execute(() -> {
            try {
                executor.execute(this);
            } catch (RuntimeException | Error e) {
                if (begun) {
                    throw e; // thrown by the handler
                }
                run();
            }
        });
    }

    /** Runs the handler. */
    @Override
    public void run() {
        begun = true;
        CompletionHandler<V, Object> told = Objects.requireNonNull(handler, "handler");
        if (error == null) {
            told.completed(value, attachment);
        } else {
            told.failed(error, attachment);
        }
    }

    /** {@inheritDoc} As with the JDK's channels, interrupting the operation closes the channel. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (!outcome().completeExceptionally(new CancellationException())) {
            return false; // also where it was cancelled before
        }
        Runnable action = onCancel;
        if (action != null) {
            action.run();
        }
        if (mayInterruptIfRunning) {
            channel.closeQuietly();
        }
        return true;
    }

    @Override
    public boolean isCancelled() {
        return outcome().isCancelled();
    }

    @Override
    public boolean isDone() {
        return outcome().isDone();
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        return outcome().get();
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return outcome().get(timeout, unit);
    }
}
