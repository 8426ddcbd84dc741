package io.github.jeio;

import io.github.jeio.internal.CompletionReader;
import io.github.jeio.internal.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A request that contains requests, and is done when all of them are: the manual's {@code IO::AIO::GRP}, made by
 * {@link IoAio#aioGroup()}.
 *
 * <p>Requests can be added until the group's callback is called, so at least until the next {@code pollCb}, and from
 * the callbacks of the requests in it. An empty group is done soon. Where the application does not poll the pool, a
 * group that is made outside of callbacks stays open for more until somebody waits for it: by {@link #await()},
 * {@link #future()}, {@link IoAio#flush()}, or by adding it to another group. Cancelling a group cancels what is in it. Groups can
 * be in groups.
 *
 * <p>A {@linkplain #feed feeder} makes requests when few are left, so that a job of a million requests never has more
 * than its {@linkplain #limit limit} in the queue.
 *
 * <p>All methods may be called from any thread; a feeder runs inside {@code pollCb}, or inside the {@code feed} or
 * {@code limit} that a callback calls.
 */
public final class AioGroup extends AioRequest<Object[]> {

    private static final int DEFAULT_LIMIT = 2;
    private static final int SLACK = 16;
    private static final Object[] NOTHING = {};

    /** Guarded by this: those that are not done, among some that are. */
    private List<AioRequest<?>> members = new ArrayList<>();
    /** Guarded by this: how many members are not done. */
    private int size;
    /** Guarded by this: the carrier has come up, so the group is done when it is empty. */
    private boolean carried;
    /** Guarded by this: nothing can be added any more. */
    private boolean sealed;
    /** Guarded by this: requests were added since the feeder was called. */
    private boolean fed;
    /** Guarded by this. */
    private Consumer<AioGroup> feeder;
    /** Guarded by this. */
    private int limit;
    /** Guarded by this: the poller is in {@link #tryFeed}. */
    private boolean feeding;
    /** Guarded by this: the group has been finished. */
    private boolean ended;

    /** Called by the poller when the last member has left, cancelled or not, before the callback. */
    private Runnable atEnd = () -> { };

    private volatile Object[] results = NOTHING;
    private volatile int groupErrno;

    AioGroup(Pool pool) {
        super(pool, Op.GROUP, Kind.GROUP);
    }

    /** Has the poller look at the group again: by a member that is done as soon as it comes up, and not before it is one. */
    private void kick() {
        AioRequest<Void> kick = add(new AioRequest<>(pool, Op.GROUP, Kind.NOTHING));
        pool.aside(0, () -> pool.begin(Op.GROUP).submit(kick));
    }

    /**
     * Adds a request. One that is done already is not added, and is no mistake; one that is added to a group which was
     * cancelled is cancelled.
     *
     * <p>Manual: {@code add $grp}.
     *
     * @param request a request of the same pool that is in no group
     * @param <R> its type
     * @return the request
     * @throws IllegalStateException the group is done, its subrequests were cancelled, or the request is in a group
     * @throws IllegalArgumentException the request is of another pool, or the group would contain itself
     */
    public <R extends AioRequest<?>> R add(R request) {
        Objects.requireNonNull(request, "request");
        if (request.pool != pool) {
            throw new IllegalArgumentException("request is of another pool than the group");
        }
        for (Object outer = this; outer instanceof AioGroup group; outer = group.group()) {
            if (outer == request) {
                throw new IllegalArgumentException("request contains the group that it is to be added to");
            }
        }
        if (request instanceof AioGroup inner) {
            pool.poller.close(inner);
        }
        boolean cancelled = isCancelled();
        synchronized (this) {
            if (sealed && !cancelled) {
                throw new IllegalStateException("nothing can be added to a group that is done");
            }
            fed = true;
            if (!request.join(this)) {
                if (request.group() != LEFT) {
                    throw new IllegalStateException("request is in a group already");
                }
                return request;
            }
            if (members.size() >= 2 * size + SLACK) {
                members.removeIf(member -> member.group() == LEFT);
            }
            members.add(request);
            size++;
        }
        request.expose();
        if (cancelled || isCancelled()) {
            request.cancel();
        }
        return request;
    }

    /**
     * Adds requests.
     *
     * @param requests as for {@link #add(AioRequest)}
     */
    public void add(AioRequest<?>... requests) {
        for (AioRequest<?> request : Objects.requireNonNull(requests, "requests")) {
            add(request);
        }
    }

    /**
     * Cancels the group and everything in it. Its callback is not called.
     *
     * @return true if the group is cancelled by this call
     */
    @Override
    public boolean cancel() {
        boolean cancelled = cancelAlone();
        if (cancelled) {
            cancelMembers();
        }
        return cancelled;
    }

    private boolean cancelAlone() {
        boolean cancelled = super.cancel();
        if (cancelled) {
            pool.poller.close(this);
        }
        return cancelled;
    }

    /**
     * Cancels everything in the group and takes its feeder away, but not the group: it is done as usual, once what is
     * executing has ended. Nothing can be added any more.
     *
     * <p>Manual: {@code $grp->cancel_subs}.
     */
    public void cancelSubs() {
        synchronized (this) {
            sealed = true;
        }
        cancelMembers();
    }

    /** Groups in groups one after the other, however deep. */
    private void cancelMembers() {
        ArrayDeque<AioGroup> groups = new ArrayDeque<>(List.of(this));
        for (AioGroup group; (group = groups.poll()) != null; ) {
            List<AioRequest<?>> all;
            synchronized (group) {
                group.feeder = null;
                all = new ArrayList<>(group.members);
            }
            for (AioRequest<?> member : all) {
                if (!(member instanceof AioGroup inner)) {
                    member.cancel();
                } else if (inner.cancelAlone()) {
                    groups.add(inner);
                }
            }
        }
    }

    /** {@inheritDoc} What is to be waited for is filled. */
    @Override
    public CompletableFuture<Object[]> future() {
        pool.poller.close(this);
        return super.future();
    }

    /**
     * Sets what the group's callback gets, and its errno to the current {@link IoAio#errno()}.
     *
     * <p>Manual: {@code $grp->result}.
     *
     * @param values the values; none are passed unless this is called
     */
    public void result(Object... values) {
        results = Objects.requireNonNull(values, "values").clone();
        groupErrno = IoAio.errno();
    }

    /**
     * Sets the errno that the group's callback finds in {@link IoAio#errno()}; 0 unless this or {@link #result} is
     * called.
     *
     * <p>Manual: {@code $grp->errno}.
     *
     * @param errno an errno, 0 to 32767
     * @throws IllegalArgumentException it is no such number
     */
    public void errno(int errno) {
        if (errno < 0 || errno > Short.MAX_VALUE) {
            throw new IllegalArgumentException("errno " + errno + " is none: it is a number from 0 to " + Short.MAX_VALUE);
        }
        groupErrno = errno;
    }

    /**
     * Sets the feeder: it is called whenever the group contains fewer requests than its limit, and adds one or more.
     * When it adds none, it is removed. A limit of 0 becomes 2.
     *
     * <p>Manual: {@code feed $grp}.
     *
     * @param feeder is given this group
     * @throws IllegalStateException the group is done, or its subrequests were cancelled
     */
    public void feed(Consumer<AioGroup> feeder) {
        Objects.requireNonNull(feeder, "feeder");
        synchronized (this) {
            if (sealed && !isCancelled()) {
                throw new IllegalStateException("nothing can be added to a group that is done");
            }
            this.feeder = feeder;
            if (limit == 0) {
                limit = DEFAULT_LIMIT;
            }
        }
        feedHere();
    }

    /**
     * Sets how many requests the feeder keeps in the group; 0, as it is at first, pauses it.
     *
     * <p>Manual: {@code limit $grp}.
     *
     * @param limit 0 or more
     */
    public void limit(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit " + limit + " is negative");
        }
        synchronized (this) {
            this.limit = limit;
        }
        feedHere();
    }

    /** A feeder runs in the thread that polls: from another one, the group is woken by its carrier or an empty request. */
    private void feedHere() {
        if (pool.poller.thread() == Thread.currentThread()) {
            tryFeed();
            return;
        }
        synchronized (this) {
            if (!carried || feeder == null) {
                return;
            }
        }
        kick();
    }

    /** By the poller: lets the feeder fill the group up. */
    private void tryFeed() {
        synchronized (this) {
            if (feeding) {
                return;
            }
            feeding = true;
        }
        try {
            for (;;) {
                Consumer<AioGroup> feeds;
                synchronized (this) {
                    feeds = feeder;
                    if (feeds == null || size >= limit || isCancelled()) {
                        return;
                    }
                    fed = false;
                }
                try {
                    feeds.accept(this);
                } finally {
                    synchronized (this) {
                        if (!fed && feeder == feeds) {
                            feeder = null;
                        }
                    }
                }
            }
        } finally {
            synchronized (this) {
                feeding = false;
            }
        }
    }

    /** By the poller: a member is done, its callback has been called. */
    void left() {
        synchronized (this) {
            size--;
        }
        pool.poller.progress(this);
    }

    /** By the poller: the carrier has come up. */
    @Override
    void complete(CompletionReader in, int[] errnoCell) {
        synchronized (this) {
            carried = true;
        }
        progress();
    }

    /** By the poller: feeds the group, or ends it. */
    void progress() {
        try {
            tryFeed();
        } catch (Throwable e) {
            Callbacks.suppress(e, this::endIfDone);
            throw e;
        }
        endIfDone();
    }

    private void endIfDone() {
        boolean done;
        synchronized (this) {
            done = carried && size == 0 && !feeding && !ended;
            if (done) {
                ended = true;
                sealed = true;
                feeder = null;
                members = new ArrayList<>();
            }
        }
        if (done) {
            end();
        }
    }

    void atEnd(Runnable action) {
        atEnd = action;
    }

    private void end() {
        try {
            atEnd.run();
        } catch (Throwable e) {
            Callbacks.suppress(e, this::finishOrLeave);
            throw e;
        }
        finishOrLeave();
    }

    private void finishOrLeave() {
        if (begin()) {
            finish(0, groupErrno, results, ErrnoHolder.cell());
        } else {
            leaveGroup();
        }
    }
}
