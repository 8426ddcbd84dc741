package io.github.jeio.internal.pool;

import io.github.jeio.AioException;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.wire.CompletionReader;
import io.github.jeio.internal.wire.Kind;
import io.github.jeio.internal.wire.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A group. It is submitted like a request: what goes through the pool's queue is its carrier, which libeio has nothing to
 * execute for. An open group's carrier is submitted when the group is sealed. Once the carrier has come back, the group
 * ends, in the poller's turn, as soon as it has no members left.
 */
public final class Group extends Request<Object[]> implements AioGroup {

    private static final int SLACK = 16;
    private static final Object[] NOTHING = {};

    /** Guarded by this object's monitor: members that are not done, and some that are and have not been removed yet. */
    private List<AioRequest<?>> members = new ArrayList<>();
    /** Written under this object's monitor: how many members are not done. */
    private volatile int size;
    /** Guarded by this object's monitor: the carrier has come back, so the group ends when it has no members left. */
    private boolean carried;
    /** Guarded by this object's monitor: nothing can be added any more. */
    private boolean complete;
    /** Guarded by this object's monitor: the group has ended. */
    private boolean ended;
    /** Guarded by this object's monitor: the group was given up, and its members were cancelled. */
    private boolean givenUp;
    private final Feeding feeding = new Feeding(this);
    /** Guarded by this object's monitor. */
    private final Failures failures = new Failures();

    /**
     * Called by the poller before the callback when the last member is done; set for the parts of a composite, else null.
     */
    private Runnable atEnd;

    /** The function that fills the group is running: the group is sealed only when it returns. */
    private volatile boolean filling;
    private volatile Object[] results = NOTHING;
    private volatile int groupErrno;

    Group(Pool pool) {
        super(pool, Op.GROUP, Kind.GROUP);
    }

    /**
     * Makes a group for the application. It is open, unless the caller is the poller or owns the pool: nothing can end the
     * group then before the caller polls.
     */
    public static Group open(Pool pool, Consumer<Object[]> callback) {
        Group group = new Group(pool);
        group.callback(Objects.requireNonNull(callback, "callback"));
        pool.checkTakesRequests();
        if (pool.turn.isMine() || pool.ownership.isMine()) {
            return group.submit();
        }
        pool.openGroups.add(group, Priority.take());
        return group;
    }

    /** Makes a group, has the function fill it, and seals it. */
    public static Group filled(Pool pool, Consumer<AioGroup> fill, Consumer<Object[]> callback) {
        Objects.requireNonNull(fill, "fill");
        Group group = new Group(pool);
        group.callback(Objects.requireNonNull(callback, "callback"));
        pool.checkTakesRequests();
        group.filling = true;
        pool.openGroups.add(group, Priority.take());
        boolean filled = false;
        try {
            fill.accept(group);
            filled = true;
        } finally {
            group.filling = false;
            if (!filled) {
                group.cancel();
            }
            group.seal();
        }
        return group;
    }

    /** Submits the carrier. */
    Group submit() {
        pool.composed.add(this);
        boolean submitted = false;
        try {
            Call.on(pool, Op.GROUP).submit(this);
            submitted = true;
        } finally {
            if (!submitted) {
                pool.composed.remove(this);
            }
        }
        return this;
    }

    /** How many members are not done. */
    int membersLeft() {
        return size;
    }

    boolean isFilling() {
        return filling;
    }

    @Override
    public <R extends AioRequest<?>> R add(R request) {
        Request<?> member = (Request<?>) Objects.requireNonNull(request, "request");
        if (member.pool != pool) {
            member.cancel();
            throw new IllegalArgumentException("request is of another pool than the group");
        }
        for (Object outer = this; outer instanceof Group group; outer = group.group()) {
            if (outer == member) {
                throw new IllegalArgumentException("request contains the group that it is to be added to");
            }
        }
        if (!tryAdd(member)) {
            if (member.group() == null) {
                member.cancel();
            }
            throw new IllegalStateException("nothing can be added to a group that is done");
        }
        return request;
    }

    /** False if the group is done. */
    private boolean tryAdd(Request<?> member) {
        boolean cancelled;
        boolean joined;
        synchronized (this) {
            cancelled = givenUp || isCancelled() || failures.fatal() != null; // what has made the group complete came before that
            if (complete && !cancelled) {
                return false;
            }
            feeding.added();
            joined = member.join(this);
            if (joined) {
                if (members.size() >= 2 * size + SLACK) {
                    members.removeIf(one -> ((Request<?>) one).group() == LEFT);
                }
                members.add(member);
                size++;
            }
        }
        if (!joined) {
            if (member.group() != LEFT) {
                throw new IllegalStateException("request is in a group already");
            }
            member.awaitQuietEnd();
            note(member);
        } else if (cancelled || isCancelled()) {
            member.cancel();
        }
        return true;
    }

    @Override
    public void add(AioRequest<?>... requests) {
        for (AioRequest<?> request : Objects.requireNonNull(requests, "requests")) {
            add(request);
        }
    }

    // sealing

    @Override
    public Group seal() {
        ArrayDeque<Group> groups = new ArrayDeque<>(List.of(this));
        for (Group group; (group = groups.poll()) != null; ) {
            if (!group.filling) {
                pool.openGroups.seal(group);
            }
            if (pool.openGroups.size() > 0) {
                group.innerGroups(groups);
            }
        }
        return this;
    }

    private synchronized void innerGroups(ArrayDeque<Group> into) {
        for (AioRequest<?> member : members) {
            if (member instanceof Group inner) {
                into.add(inner);
            }
        }
    }

    @Override
    void beforeWaiting() {
        seal();
    }

    @Override
    public CompletableFuture<Object[]> future() {
        seal();
        return super.future();
    }

    // cancelling

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
            pool.openGroups.seal(this);
        }
        return cancelled;
    }

    @Override
    public void cancelSubs() {
        synchronized (this) {
            complete = true;
        }
        cancelMembers();
    }

    /** Cancels all members. A loop and no recursion: groups may be nested to any depth. */
    private void cancelMembers() {
        ArrayDeque<Group> groups = new ArrayDeque<>(List.of(this));
        for (Group group; (group = groups.poll()) != null; ) {
            List<AioRequest<?>> all;
            synchronized (group) {
                group.feeding.stop();
                all = new ArrayList<>(group.members);
            }
            for (AioRequest<?> member : all) {
                if (!(member instanceof Group inner)) {
                    member.cancel();
                } else if (inner.cancelAlone()) {
                    groups.add(inner);
                }
            }
        }
    }

    /** By the poller: the group is given up. What is added to it from now on is cancelled at once. */
    @Override
    void cancelWithin() {
        synchronized (this) {
            givenUp = true;
        }
        cancelMembers();
        pool.openGroups.seal(this);
    }

    // the outcome

    /** Records the outcome of a member. By a thread that adds a member which is done already, or the poller. */
    private void note(Request<?> member) {
        boolean fatal;
        synchronized (this) {
            boolean asked = failures.endsGroup() || !isInner();
            fatal = asked && !member.isCancelled() && member.hasFailed() && failures.add(member);
        }
        if (fatal) {
            cancelSubs();
        }
    }

    @Override
    public Group failFast() {
        boolean fatal;
        synchronized (this) {
            fatal = failures.endGroup();
        }
        if (fatal) {
            cancelSubs();
        }
        return this;
    }

    @Override
    public synchronized long failed() {
        return failures.count();
    }

    @Override
    public synchronized List<AioException> failures() {
        return failures.exceptions();
    }

    /** The failure of a member that has ended the group, or null. */
    AioException fatal() {
        return failures.fatal();
    }

    /** The exception of the member that has ended the group, if one has. */
    @Override
    AioException exception(int error) {
        AioException fatal = fatal();
        return fatal != null && fatal.errno() == error ? fatal : super.exception(error);
    }

    @Override
    public void result(Object... values) {
        results = Objects.requireNonNull(values, "values").clone();
        groupErrno = ErrnoHolder.get();
    }

    @Override
    public void errno(int errno) {
        if (errno < 0 || errno > Short.MAX_VALUE) {
            throw new IllegalArgumentException("errno " + errno + " is none: it is a number from 0 to " + Short.MAX_VALUE);
        }
        groupErrno = errno;
    }

    // the feeder

    @Override
    public void feed(Consumer<AioGroup> feeder) {
        synchronized (this) {
            if (feeder != null && complete && !isCancelled()) {
                throw new IllegalStateException("nothing can be added to a group that is done");
            }
            feeding.start(feeder);
        }
        if (feeder != null) {
            feedHere();
        }
    }

    @Override
    public void limit(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit " + limit + " is negative");
        }
        synchronized (this) {
            feeding.limit(limit);
        }
        feedHere();
    }

    /**
     * Lets the feeder run. It runs in the poller's turn; another thread has the poller look at the group, by the carrier if
     * that is still on its way, else by a task. Where the pool is closed just then, the group's members still do.
     */
    private void feedHere() {
        if (pool.turn.isMine()) {
            Throwable thrown = feeding.fillUp();
            if (thrown != null) {
                throw Callbacks.unchecked(thrown);
            }
            return;
        }
        synchronized (this) {
            if (!carried || !feeding.hasFeeder()) {
                return;
            }
        }
        progressLater();
    }

    private void progressLater() {
        pool.submission.runInTurn(0, () -> Callbacks.rethrow(pool.poller.progress(this, null)), false);
    }

    // the poller's turn

    /** By the poller: a member is done, and its callback has returned. */
    Throwable left(Request<?> member, Throwable thrown) {
        note(member);
        synchronized (this) {
            size--;
        }
        return pool.poller.progress(this, thrown);
    }

    /** The carrier has come back. Always for the poller, which looks whether the group can end. */
    @Override
    boolean arrive(CompletionReader in) {
        return true;
    }

    @Override
    Throwable handle(int[] errnoCell, Throwable thrown) {
        synchronized (this) {
            carried = true;
        }
        return pool.poller.progress(this, thrown);
    }

    /** By who has made and cancelled its members, where the pool refuses the carrier: the last member's end is the group's. */
    void endWithoutCarrier() {
        boolean empty;
        synchronized (this) {
            carried = true;
            empty = size == 0;
        }
        if (empty) {
            Callbacks.rethrow(progress(null));
        }
    }

    /**
     * By the poller: calls the feeder, or ends the group if it can end. A feeder that has set another one and then thrown does not
     * have that called before the exception has come out of pollCb: so it ends there, however often that is repeated.
     */
    Throwable progress(Throwable thrown) {
        Throwable all = thrown;
        Throwable fed;
        boolean again;
        boolean done;
        do {
            fed = feeding.fillUp();
            all = fed == null ? all : Callbacks.and(all, fed);
            synchronized (this) {
                again = feeding.isNew(); // the feeder, before it threw, or another thread has set it since
                done = carried && size == 0 && !again && !feeding.isActive() && !ended;
                if (done) {
                    ended = true;
                    complete = true;
                    feeding.stop();
                    members = new ArrayList<>();
                }
            }
        } while (again && fed == null);
        if (again) {
            progressLater();
        }
        return done ? end(all) : all;
    }

    @Override
    public String toString() {
        return super.toString() + ", " + size + " members left";
    }

    @Override
    boolean isInner() {
        return atEnd != null;
    }

    void atEnd(Runnable action) {
        atEnd = action;
    }

    private Throwable end(Throwable thrown) {
        Throwable all = thrown;
        pool.composed.remove(this);
        if (atEnd != null) {
            try {
                atEnd.run();
            } catch (Throwable e) {
                all = Callbacks.and(all, e);
            }
        }
        AioException fatal = fatal();
        return fatal == null ? finish(0, groupErrno, results, ErrnoHolder.cell(), all)
                : finish(-1, fatal.errno(), results, ErrnoHolder.cell(), all);
    }
}
