package io.github.jeio.vertx;

import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A pool for a context of Vert.x: the results of its requests come in the context, as {@link Future}s or by callbacks.
 *
 * <pre>{@code
 * AioVertx aio = AioVertx.of(context);
 * aio.future(aio.io().aioStat("/etc/passwd")).onSuccess(st -> log(st.size()));
 * aio.io().aioStat("/etc/passwd", aio.dispatch(st -> log(st == null ? IoAio.errno() : st.size())));
 * }</pre>
 *
 * <p>There is a pool for each event loop, whatever the number of contexts on it: made when the first of them asks, and closed
 * when the last of their deployments ends, or Vert.x itself where a context belongs to none. What is outstanding then has a
 * second to be handled; what is left is cancelled.
 *
 * <p>All threading models are served: the callbacks of a worker's context, or of a virtual thread's, run in its threads. A
 * callback that is not wrapped runs on the event loop, without a context.
 */
public final class AioVertx {

    private final ContextInternal context;
    private final IoAio io;

    private AioVertx(ContextInternal context, IoAio io) {
        this.context = context;
        this.io = io;
    }

    /**
     * For a context.
     *
     * @param context any context of Vert.x 5
     * @return requests and results for it; the pool is the same for all contexts of an event loop
     * @throws IllegalArgumentException the loop is of a kind that {@link io.github.jeio.netty.AioNetty} does not support
     * @throws IllegalStateException the deployment, or Vert.x, is closed
     * @throws java.io.UncheckedIOException there are no descriptors left
     */
    public static AioVertx of(Context context) {
        ContextInternal internal = (ContextInternal) Objects.requireNonNull(context, "context");
        return new AioVertx(internal, ContextPools.of(internal));
    }

    /**
     * For the current context.
     *
     * @return requests and results for it
     * @throws IllegalStateException the calling thread has no context; or as for {@link #of}
     */
    public static AioVertx current() {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("the calling thread has no context of Vert.x: use AioVertx.of(context)");
        }
        return of(context);
    }

    /**
     * The pool of the context's event loop.
     *
     * @return a pool that must not be closed
     */
    public IoAio io() {
        return io;
    }

    /**
     * The context.
     *
     * @return what {@link #of} was given
     */
    public Context context() {
        return context;
    }

    /**
     * A request as a future of Vert.x.
     *
     * @param request a request of any pool
     * @param <T> what it gives
     * @return completes in the context; fails with {@link io.github.jeio.AioException} where the request fails, and with
     *     {@link java.util.concurrent.CancellationException} where it is cancelled
     */
    public <T> Future<T> future(AioRequest<T> request) {
        CompletableFuture<T> made = request.future();
        if (!made.isDone()) {
            return Future.fromCompletionStage(made, context);
        }
        // Not completed at once: if the handler makes another request whose result is there, too, its handler would be
        // called inside this one.
        Promise<T> promise = context.promise();
        context.runOnContext(nothing -> made.whenComplete((value, failure) -> {
            if (failure == null) {
                promise.complete(value);
            } else {
                promise.fail(failure);
            }
        }));
        return promise.future();
    }

    /**
     * A callback that runs in the context, with {@link IoAio#errno()} as it would have been. What it throws goes to the
     * context's exception handler.
     *
     * @param callback gets the object that a request gives, or null
     * @param <T> what the request gives
     * @return a callback to make a request with
     */
    public <T extends @Nullable Object> Consumer<T> dispatch(Consumer<? super T> callback) {
        Objects.requireNonNull(callback, "callback");
        return value -> run(() -> callback.accept(value));
    }

    /**
     * A callback that runs in the context, for a request that gives nothing.
     *
     * @param callback called when the request is done
     * @return a callback to make a request with
     * @see #dispatch(Consumer)
     */
    public Runnable dispatch(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        return () -> run(callback);
    }

    /**
     * A callback that runs in the context, for a request that gives a status or a count.
     *
     * @param callback gets the count, or -1
     * @return a callback to make a request with
     * @see #dispatch(Consumer)
     */
    public LongConsumer dispatchCount(LongConsumer callback) {
        Objects.requireNonNull(callback, "callback");
        return count -> run(() -> callback.accept(count));
    }

    /**
     * A callback that runs in the context, for a request that gives a descriptor. Where the context runs nothing any more,
     * the descriptor is nobody's: its owner sees to that.
     *
     * @param callback gets the descriptor, or -1
     * @return a callback to make a request with
     * @see #dispatch(Consumer)
     */
    public IntConsumer dispatchDescriptor(IntConsumer callback) {
        Objects.requireNonNull(callback, "callback");
        return fd -> run(() -> callback.accept(fd));
    }

    private void run(Runnable callback) {
        int errno = IoAio.errno();
        context.emit(null, nothing -> {
            ErrnoHolder.set(errno);
            callback.run();
        });
    }
}
