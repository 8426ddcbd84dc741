package io.github.jeio.requests;

import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.internal.check.PoolArguments;
import io.github.jeio.internal.pool.All;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.Group;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Op;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Groups, and requests that concern no file. Part of {@link IoAio}.
 *
 * @hidden
 */
public sealed interface GroupRequests permits IoAio {

    /**
     * A group: a request that contains requests. Made in the thread that polls, it can be added to until the next
     * {@link IoAio#pollCb()}; made in another one, until it is {@linkplain AioGroup#seal() sealed}.
     *
     * <p>Manual: {@code aio_group}.
     *
     * @param callback called once when the group's requests are done, with what {@link AioGroup#result} was given, an
     *     empty array by default
     * @return the group
     */
    default AioGroup aioGroup(Consumer<@Nullable Object[]> callback) {
        return Group.open(PoolAccess.pool(this), callback);
    }

    /**
     * {@link #aioGroup(Consumer)} without a callback.
     *
     * @return the group
     */
    default AioGroup aioGroup() {
        return aioGroup(Callbacks.noObject());
    }

    /**
     * A group that is filled as it is made: it can't be done before {@code fill} has returned, in whatever thread.
     *
     * @param fill called at once, in this thread, with the group: it adds requests, sets a feeder. What it throws comes out,
     *     and the group is cancelled with all that is in it
     * @param callback as for {@link #aioGroup(Consumer)}
     * @return the group, sealed
     */
    default AioGroup aioGroup(Consumer<AioGroup> fill, Consumer<@Nullable Object[]> callback) {
        return Group.filled(PoolAccess.pool(this), fill, callback);
    }

    /**
     * Makes one request of some that give values of one type. The first of them that fails ends it with its errno and
     * exception, and the others are cancelled; cancelling it, or one of them, cancels all.
     *
     * <pre>{@code
     * List<AioStat> stats = io.aioAll(names.stream().map(name -> io.aioStat(name)).toList()).await();
     * }</pre>
     *
     * <p>{@link #aioGroup()} is for requests of any types, for many of them, and for those that may fail. IO::AIO has no such
     * request.
     *
     * @param requests requests of this pool that are in no group; some may be done already
     * @param callback gets their values in the order of the collection, in a list that is the caller's, or null: the errno of
     *     the first that failed
     * @param <T> what they give
     * @return the request; it gives the values
     * @throws IllegalStateException one is in a group
     * @throws IllegalArgumentException one is of another pool
     */
    default <T extends @Nullable Object> AioRequest<List<T>> aioAll(Collection<? extends AioRequest<? extends T>> requests,
            Consumer<? super @Nullable List<T>> callback) {
        return All.of(PoolAccess.pool(this), requests, callback);
    }

    /**
     * {@link #aioAll(Collection, Consumer)} without a callback.
     *
     * @param requests requests of this pool that are in no group
     * @param <T> what they give
     * @return the request; it gives the values
     */
    default <T extends @Nullable Object> AioRequest<List<T>> aioAll(Collection<? extends AioRequest<? extends T>> requests) {
        return aioAll(requests, Callbacks.noObject());
    }

    /**
     * A request that does nothing; but it waits in the queue, and is executed by a thread, like any other. Mirrors
     * {@code aio_nop}.
     *
     * @param callback called when it is done
     * @return the request
     */
    default AioRequest<@Nullable Void> aioNop(Runnable callback) {
        return Call.on(PoolAccess.pool(this), Op.NOP).nothing(callback);
    }

    /**
     * A request that does nothing.
     *
     * @return the request
     * @see #aioNop(Runnable)
     */
    default AioRequest<@Nullable Void> aioNop() {
        return aioNop(Callbacks.NO_RUNNABLE);
    }

    /**
     * Keeps a thread of the pool busy, for tests and benchmarks: it sleeps. Mirrors {@code IO::AIO::aio_busy}.
     *
     * @param seconds 0 or more, fractions included
     * @param callback called when it is done
     * @return the request
     * @throws IllegalArgumentException seconds is negative, not a number, or more than a million
     */
    default AioRequest<@Nullable Void> aioBusy(double seconds, Runnable callback) {
        PoolArguments.seconds("seconds", seconds);
        return Call.on(PoolAccess.pool(this), Op.BUSY).nv1(seconds).nothing(callback);
    }

    /**
     * Keeps a thread of the pool busy.
     *
     * @param seconds 0 or more, fractions included
     * @return the request
     * @see #aioBusy(double, Runnable)
     */
    default AioRequest<@Nullable Void> aioBusy(double seconds) {
        return aioBusy(seconds, Callbacks.NO_RUNNABLE);
    }
}
