package io.github.jeio;

import io.github.jeio.internal.pool.Group;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that contains requests, and is done when all of them are: the manual's {@code IO::AIO::GRP}, made by
 * {@link IoAio#aioGroup()}.
 *
 * <p>A group that is made in the thread that polls can be added to until its callback is called, so at least until the next
 * {@code pollCb}, and from the callbacks of the requests in it. An empty one is done soon. A group that is made in another
 * thread, or on a pool that nobody polls yet, stays open for more until it is sealed: by {@link #seal()}, {@link #await()},
 * {@link #future()} or {@link IoAio#flush()}, or by its thread when that one begins to poll; what is sealed seals the open groups
 * in it. {@link IoAio#aioGroup(Consumer, Consumer)} makes, fills and seals one, in any thread.
 *
 * <p>Cancelling a group cancels what is in it. Groups can be in groups.
 *
 * <p>A request that fails does not fail the group that it is in, as in IO::AIO: the group is done, its callback called, its
 * future complete all the same. {@link #failures()} tells what has failed; {@link #failFast()} has the first failure end the
 * group. {@link IoAio#aioAll(java.util.Collection)} is a group of requests of one type that gives the list of their values.
 *
 * <p>A {@linkplain #feed feeder} makes requests when few are left, so that a job of a million requests never has more
 * than its {@linkplain #limit limit} in the queue.
 *
 * <p>All methods may be called from any thread; a feeder runs inside {@code pollCb}, or inside the {@code feed} or
 * {@code limit} that a callback calls.
 */
public sealed interface AioGroup extends AioRequest<@Nullable Object[]> permits Group {

    /**
     * Adds a request. One that is done already is not added, and is no mistake; one that is added to a group which was
     * cancelled is cancelled. A request that is refused is cancelled, unless it is in a group: it would run on unseen.
     *
     * <p>Manual: {@code add $grp}.
     *
     * @param request a request of the same pool that is in no group
     * @param <R> its type
     * @return the request
     * @throws IllegalStateException the group is done, its subrequests were cancelled, or the request is in a group
     * @throws IllegalArgumentException the request is of another pool, or the group would contain itself
     */
    <R extends AioRequest<?>> R add(R request);

    /**
     * Adds requests.
     *
     * @param requests as for {@link #add(AioRequest)}
     */
    void add(AioRequest<?>... requests);

    /**
     * Says that the group has all its requests, but for those that its feeder and the callbacks of the requests in it add: it
     * is done when they are. In the thread that polls, groups are made so.
     *
     * @return this group
     */
    AioGroup seal();

    /**
     * Cancels the group and everything in it. Its callback is not called.
     *
     * @return true if the group is cancelled by this call
     */
    @Override
    boolean cancel();

    /**
     * Cancels everything in the group and takes its feeder away, but not the group: it is done as usual, once what is
     * executing has ended. Nothing can be added any more.
     *
     * <p>Manual: {@code $grp->cancel_subs}.
     */
    void cancelSubs();

    /**
     * Has the group fail with the first request in it that does: what else is in it is cancelled, as by {@link #cancelSubs()},
     * and what is added later as well. {@link #errno()}, and {@link IoAio#errno()} in the callback, are that request's, and
     * {@link #await()} and the {@linkplain #future() future} fail with its exception. Where one has failed already, that is so
     * at once. IO::AIO has no such method.
     *
     * @return this group
     */
    AioGroup failFast();

    /**
     * Tells how many requests in the group have failed: what was cancelled has not, nor has a group in it whose members have,
     * unless it is to {@link #failFast()}. IO::AIO has no such method.
     *
     * @return their number so far
     */
    long failed();

    /**
     * Tells what has failed, and why: each with its call, path and errno. IO::AIO has no such method.
     *
     * @return the first 100 failures so far, in their order; unmodifiable
     */
    List<AioException> failures();

    /** {@inheritDoc} What is to be waited for is sealed. */
    @Override
    CompletableFuture<@Nullable Object[]> future();

    /**
     * Sets what the group's callback gets, and its errno to the current {@link IoAio#errno()}.
     *
     * <p>Manual: {@code $grp->result}.
     *
     * @param values the values; none are passed unless this is called
     */
    void result(@Nullable Object... values);

    /** {@inheritDoc} */
    @Override
    int errno();

    /**
     * Sets the errno that the group's callback finds in {@link IoAio#errno()}; 0 unless this or {@link #result} is
     * called.
     *
     * <p>Manual: {@code $grp->errno}.
     *
     * @param errno an errno, 0 to 32767
     * @throws IllegalArgumentException it is no such number
     */
    void errno(int errno);

    /**
     * Sets the feeder: it is called whenever the group contains fewer requests than its limit, and adds one or more.
     * When it adds none, it is removed. A limit of 0 becomes 2.
     *
     * <p>Manual: {@code feed $grp}.
     *
     * @param feeder is given this group; null takes the feeder away
     * @throws IllegalStateException the group is done, or its subrequests were cancelled
     */
    void feed(@Nullable Consumer<AioGroup> feeder);

    /**
     * Sets how many requests the feeder keeps in the group; 0, as it is at first, pauses it.
     *
     * <p>Manual: {@code limit $grp}.
     *
     * @param limit 0 or more
     */
    void limit(int limit);
}
