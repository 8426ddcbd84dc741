package io.github.jeio;

import io.github.jeio.internal.pool.Request;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request in flight, as every {@code aio} function returns it: the manual's {@code IO::AIO::REQ}.
 *
 * <p>It can be waited for in three ways: by the callback that it was made with, which runs inside {@code pollCb}; by
 * {@link #future()}; or by {@link #await()}, which parks the calling thread. It ends exactly once: it is done, with a
 * result or an errno, or it is cancelled.
 *
 * <p>A request that has neither a callback nor a group nor a dependent stage concerns nobody but who waits for it: it is
 * done as soon as its result is there, which may be when the call that made it returns. Any other one is done when the
 * thread that polls has handled it.
 *
 * <p>Waiting never depends on somebody else's polling. {@code await()}, and {@code get} and {@code join} of the
 * {@linkplain #future() future} and of stages made of it, complete what concerns nobody else. What has a callback, a group
 * or a dependent stage is handled by the thread that polls: in that thread, waiting polls, as {@link IoAio#flush()} does, so
 * that callbacks run in it and what they throw comes out of the wait; where no thread polls, a daemon thread does. Inside a
 * callback or a dependent stage nothing can be waited for that is not there.
 *
 * <p>All methods may be called from any thread.
 *
 * @param <T> what the request gives: {@code Long} for a status or a count, {@code Integer} for a descriptor
 */
public sealed interface AioRequest<T extends @Nullable Object> permits AioGroup, Request {

    /**
     * Cancels the request, if it is not done yet: its callback is never called, its future is cancelled. A request
     * that no thread has begun to execute is not executed; one that is executing goes on, and what it yields (a
     * descriptor, say) is given back. Inside a callback this works on what the same {@code pollCb} has yet to handle.
     *
     * <p>Manual: {@code cancel $req}.
     *
     * @return true if the request is cancelled by this call; false if it is done, or was cancelled before
     */
    boolean cancel();

    /**
     * Replaces the callback, or sets it. Where the request is done and has had none, the callback is called all the same,
     * by the thread that polls; where its own has been called, or the request is cancelled, nothing happens.
     *
     * <p>Manual: {@code cb $req $callback->(...)}.
     *
     * @param callback gets what the request's own would: -1 or null where the request failed, with
     *     {@link IoAio#errno()} set; null where it gives nothing
     * @return this request
     */
    AioRequest<T> cb(Consumer<? super @Nullable T> callback);

    /**
     * The request's value as a future. It fails with {@link AioException} where the request fails, and is cancelled
     * where the request is; cancelling it cancels the request. Dependent stages without an executor of their own run
     * in the thread that polls, after the request's callback, and never inside the call that attaches them. (A stage that is
     * attached to a stage, or to {@code CompletableFuture.allOf} of some futures, follows the rules of
     * {@link CompletableFuture}.)
     *
     * <p>Where the request is not done and no thread polls the pool, this starts a daemon thread that does.
     *
     * @return the same future at each call
     */
    CompletableFuture<T> future();

    /**
     * Waits until the request is done, as the functions of Coro::AIO do: from a platform thread or a virtual one, whoever
     * polls the pool. The request's callback has been called then.
     *
     * <p>An interrupt ends the waiting, not the request, and closes nothing: the thread stays interrupted, and the
     * exception says EINTR. Where this fails, {@link IoAio#errno()} says why.
     *
     * @return the value
     * @throws AioException the request failed, or the thread was interrupted
     * @throws CancellationException the request was cancelled
     * @throws IllegalStateException the wait could not end: the request is not done, and the caller is a callback or a
     *     dependent stage of this pool, or the thread that handles the request waits for this one through other pools
     */
    T await() throws AioException;

    /**
     * {@link #await()} for so long. When the time is up the exception says ETIMEDOUT, and the request goes on.
     *
     * @param timeout how long; where it is zero or negative, the request has to be done already
     * @return the value
     * @throws AioException the request failed, the thread was interrupted, or the time was up
     * @throws CancellationException the request was cancelled
     * @throws IllegalStateException as for {@link #await()}
     */
    T await(Duration timeout) throws AioException;

    /**
     * Gives the request up where it has not ended after so long: it fails with ETIMEDOUT, that is, the callback gets -1 or
     * null, and the future fails with an {@link AioException} whose cause is a {@link java.util.concurrent.TimeoutException}. A
     * request that no thread has begun to execute is not executed then. One that is executing goes on, as no system call can be
     * taken back: what it yields (a descriptor, say) is given back when it ends, and until then it counts as outstanding, its
     * memory and its directory stay in use, and a direct buffer may still be written to. A result that is there when the time is
     * up is not late, however long its callback is in coming. A group, or a request made of requests, cancels what is in it.
     *
     * <p>Where this is called again the shortest time counts, and the pool's own of {@link IoAioBuilder#timeout} with it.
     *
     * @param timeout how long from now, more than zero
     * @return this request
     * @throws IllegalArgumentException the timeout is zero or negative
     */
    AioRequest<T> timeout(Duration timeout);

    /**
     * The errno of a request that is done.
     *
     * @return 0 where it succeeded, or is not done
     */
    int errno();

    /**
     * Tells whether the request has ended.
     *
     * @return true from right before its callback is called on, and once it is cancelled
     */
    boolean isDone();

    /**
     * Tells whether the request was cancelled.
     *
     * @return true if {@link #cancel()} came before the result
     */
    boolean isCancelled();
}
