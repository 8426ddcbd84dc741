package io.github.jeio.files;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The future of an operation, and of each stage that depends on one. Dependents without an executor of their own are run by
 * {@link HandOff}; threads that wait follow the pool's rules.
 *
 * @param <T> what the operation gives
 */
final class FileFuture<T> extends CompletableFuture<T> {

    private final HandOff handOff;
    /**
     * Ends the operation if this future was completed otherwise, by a cancellation or a time limit. Null in a dependent
     * stage.
     */
    private final @Nullable Runnable stop;
    /** What waiting threads wait for. Guarded by this object's monitor. */
    private @Nullable CompletableFuture<Void> gate;

    FileFuture(HandOff handOff, @Nullable Runnable stop) {
        this.handOff = handOff;
        this.stop = stop;
    }

    /** Called by the operation when it has ended. */
    void end(@Nullable T value, @Nullable Throwable error) {
        handOff.run(() -> {
            if (error == null) {
                super.complete(value);
            } else {
                super.completeExceptionally(error);
            }
        });
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new FileFuture<>(handOff, null);
    }

    // completion by the application

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        stopIf(cancelled);
        return isCancelled();
    }

    @Override
    public boolean complete(T value) {
        return stopIf(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable error) {
        return stopIf(super.completeExceptionally(error));
    }

    private boolean stopIf(boolean ended) {
        if (ended && stop != null) {
            stop.run();
        }
        return ended;
    }

    // waiting

    private synchronized CompletableFuture<Void> gate() {
        if (gate == null) {
            CompletableFuture<Void> made = handOff.stage();
            super.whenComplete((value, error) -> made.complete(null));
            gate = made;
        }
        return gate;
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        if (!isDone()) {
            gate().get();
        }
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!isDone()) {
            gate().get(timeout, unit);
        }
        return super.get();
    }

    @Override
    public T join() {
        if (!isDone()) {
            gate().join();
        }
        return super.join();
    }

    // dependents

    @Override
    public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> fn) {
        return super.thenApplyAsync(fn, handOff);
    }

    @Override
    public CompletableFuture<Void> thenAccept(Consumer<? super T> action) {
        return super.thenAcceptAsync(action, handOff);
    }

    @Override
    public CompletableFuture<Void> thenRun(Runnable action) {
        return super.thenRunAsync(action, handOff);
    }

    @Override
    public <U, V> CompletableFuture<V> thenCombine(CompletionStage<? extends U> other,
            BiFunction<? super T, ? super U, ? extends V> fn) {
        return super.thenCombineAsync(other, fn, handOff);
    }

    @Override
    public <U> CompletableFuture<Void> thenAcceptBoth(CompletionStage<? extends U> other,
            BiConsumer<? super T, ? super U> action) {
        return super.thenAcceptBothAsync(other, action, handOff);
    }

    @Override
    public CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
        return super.runAfterBothAsync(other, action, handOff);
    }

    @Override
    public <U> CompletableFuture<U> applyToEither(CompletionStage<? extends T> other, Function<? super T, U> fn) {
        return super.applyToEitherAsync(other, fn, handOff);
    }

    @Override
    public CompletableFuture<Void> acceptEither(CompletionStage<? extends T> other, Consumer<? super T> action) {
        return super.acceptEitherAsync(other, action, handOff);
    }

    @Override
    public CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable action) {
        return super.runAfterEitherAsync(other, action, handOff);
    }

    @Override
    public <U> CompletableFuture<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> fn) {
        return super.thenComposeAsync(fn, handOff);
    }

    @Override
    public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
        return super.whenCompleteAsync(action, handOff);
    }

    @Override
    public <U> CompletableFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> fn) {
        return super.handleAsync(fn, handOff);
    }

    @Override
    public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> fn) {
        return super.exceptionallyAsync(fn, handOff);
    }

    @Override
    public CompletableFuture<T> exceptionallyCompose(Function<Throwable, ? extends CompletionStage<T>> fn) {
        return super.exceptionallyComposeAsync(fn, handOff);
    }

    @Override
    public CompletionStage<T> minimalCompletionStage() {
        return copy();
    }
}
