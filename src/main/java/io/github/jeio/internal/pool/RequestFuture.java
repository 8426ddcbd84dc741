package io.github.jeio.internal.pool;

import java.util.ArrayDeque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The future of a request. It is complete as soon as the request is done, so that asking for the value costs nothing.
 *
 * <p>A dependent, however, runs in the poller's turn. {@link CompletableFuture} runs a dependent that is attached to a
 * complete future at once, in the call that attaches it; a chain of reads that the page cache answers would then recurse
 * without end in one stack. So dependents are attached to a stage of their own, a relay. The poller completes the relay when
 * it handles the request, or by a {@link TurnTask} if the request was done before. (A dependent with an executor of its own
 * runs there in any case.)
 *
 * @param <T> what the request gives
 */
public final class RequestFuture<T> extends PoolFuture<T> {

    private final Request<T> request;
    /**
     * Stages to which dependents are attached. Guarded by the request's monitor, like the decision that the request has no
     * listener.
     */
    private ArrayDeque<PoolFuture<T>> relays;
    /** The next one in the list of {@link Results}, under its lock. */
    RequestFuture<?> nextEnded;

    RequestFuture(Request<T> request) {
        super(request.pool);
        this.request = request;
    }

    /** Whether the request has to be completed in the poller's turn. The caller holds the request's monitor. */
    boolean hasDependents() {
        return relays != null || getNumberOfDependents() > 0;
    }

    /**
     * Completes this future with the request's outcome. By the thread that has made the request DONE, or that has found it
     * so; it holds no lock. What {@link CompletableFuture#allOf} and its like make is attached to this future itself, under no
     * lock, so that it may come while the request, which had no listener, is being completed: then the poller completes the future.
     */
    void settle() {
        Throwable failure = failure();
        if (getNumberOfDependents() > 0 && !pool.turn.isMine()) {
            wake(); // threads that wait for the request and not for this future
            try {
                pool.submission.runInTurn(request.priority(), () -> settle(failure), true);
            } catch (Error e) {
                settle(failure); // no memory for the poller's task: better in this thread than never
            }
        } else {
            settle(failure);
        }
    }

    /** The request's exception, or null; where there is no memory to make it, that is what the request has failed with. */
    private Throwable failure() {
        try {
            return request.hasFailed() ? request.exception() : null;
        } catch (Error e) {
            return e;
        }
    }

    private void settle(Throwable failure) {
        if (failure != null) {
            super.completeExceptionally(failure);
        } else {
            super.complete(request.value());
        }
        wake();
        passOn();
    }

    /** Like {@link #settle}, for a request that was cancelled. */
    void cancelled() {
        super.cancel(false);
        wake();
        passOn();
    }

    private void passOn() {
        ArrayDeque<PoolFuture<T>> all;
        synchronized (request) {
            all = relays;
            relays = null;
        }
        if (all == null) {
            return;
        }
        for (PoolFuture<T> relay : all) {
            if (pool.turn.isMine()) {
                pass(relay);
            } else {
                pool.submission.runInTurn(request.priority(), () -> pass(relay), true);
            }
        }
    }

    /** Completes a relay as this future was completed. */
    private void pass(PoolFuture<T> relay) {
        try {
            relay.complete(super.join());
        } catch (CancellationException e) {
            relay.cancel(false);
        } catch (CompletionException e) {
            relay.completeExceptionally(e.getCause());
        }
    }

    /** Attaches a dependent to a relay. */
    private <S> S attach(Function<CompletableFuture<T>, S> dependent) {
        PoolFuture<T> relay = new PoolFuture<>(pool);
        S made = dependent.apply(relay); // before any thread can complete the relay
        boolean late;
        synchronized (request) {
            late = isDone() || request.isOver();
            if (!late) {
                if (relays == null) {
                    relays = new ArrayDeque<>(2);
                }
                relays.add(relay);
            }
        }
        if (late) {
            pool.submission.runInTurn(request.priority(), () -> {
                settleIfOver();
                pass(relay);
            }, true);
        }
        pool.waiting.ensureHandled();
        return made;
    }

    /** Completes this future, in case the thread that has made the request DONE has not done so yet. */
    private void settleIfOver() {
        if (!isDone()) {
            if (request.isCancelled()) {
                cancelled();
            } else {
                settle();
            }
        }
    }

    /** Makes sure that the other stage of a combination, too, runs no dependent in the call that attaches it. */
    private static <U> CompletionStage<U> relayOf(CompletionStage<U> other) {
        return other instanceof RequestFuture<U> of ? of.copy() : other;
    }

    // waiting

    /** Nothing to do: whoever completes this future calls {@link #wake}. */
    @Override
    void beginToWake() { }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        return !isDone() && request.isOverHere() ? outcomeHere() : super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return !isDone() && request.isOverHere() ? outcomeHere() : super.get(timeout, unit);
    }

    @Override
    public T join() {
        if (isDone() || !request.isOverHere()) {
            return super.join();
        }
        try {
            return outcomeHere();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    /** The outcome for the request's own callback, which runs before this future is complete. */
    private T outcomeHere() throws ExecutionException {
        if (request.isCancelled()) {
            throw new CancellationException();
        }
        if (request.hasFailed()) {
            throw new ExecutionException(request.exception());
        }
        return request.value();
    }

    // completion by the application

    @Override
    public boolean complete(T value) {
        return passOnIf(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable e) {
        return passOnIf(super.completeExceptionally(e));
    }

    /** Cancelling the future cancels the request, which then cancels the future. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (!isDone()) {
            request.cancel();
        }
        return isCancelled();
    }

    private boolean passOnIf(boolean completed) {
        if (completed) {
            wake();
            passOn();
        }
        return completed;
    }

    // dependents

    @Override
    public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> fn) {
        return attach(stage -> stage.thenApply(fn));
    }

    @Override
    public CompletableFuture<Void> thenAccept(Consumer<? super T> action) {
        return attach(stage -> stage.thenAccept(action));
    }

    @Override
    public CompletableFuture<Void> thenRun(Runnable action) {
        return attach(stage -> stage.thenRun(action));
    }

    @Override
    public <U, V> CompletableFuture<V> thenCombine(CompletionStage<? extends U> other,
            BiFunction<? super T, ? super U, ? extends V> fn) {
        return attach(stage -> stage.thenCombine(other, fn));
    }

    @Override
    public <U> CompletableFuture<Void> thenAcceptBoth(CompletionStage<? extends U> other,
            BiConsumer<? super T, ? super U> action) {
        return attach(stage -> stage.thenAcceptBoth(other, action));
    }

    @Override
    public CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
        return attach(stage -> stage.runAfterBoth(other, action));
    }

    @Override
    public <U> CompletableFuture<U> applyToEither(CompletionStage<? extends T> other, Function<? super T, U> fn) {
        return attach(stage -> stage.applyToEither(relayOf(other), fn));
    }

    @Override
    public CompletableFuture<Void> acceptEither(CompletionStage<? extends T> other, Consumer<? super T> action) {
        return attach(stage -> stage.acceptEither(relayOf(other), action));
    }

    @Override
    public CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable action) {
        return attach(stage -> stage.runAfterEither(relayOf(other), action));
    }

    @Override
    public <U> CompletableFuture<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> fn) {
        return attach(stage -> stage.thenCompose(fn));
    }

    @Override
    public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
        return attach(stage -> stage.whenComplete(action));
    }

    @Override
    public <U> CompletableFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> fn) {
        return attach(stage -> stage.handle(fn));
    }

    @Override
    public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> fn) {
        return attach(stage -> stage.exceptionally(fn));
    }

    @Override
    public CompletableFuture<T> exceptionallyCompose(Function<Throwable, ? extends CompletionStage<T>> fn) {
        return attach(stage -> stage.exceptionallyCompose(fn));
    }

    @Override
    public CompletableFuture<T> copy() {
        return attach(CompletableFuture::copy);
    }

    @Override
    public CompletionStage<T> minimalCompletionStage() {
        return attach(CompletableFuture::minimalCompletionStage);
    }
}
