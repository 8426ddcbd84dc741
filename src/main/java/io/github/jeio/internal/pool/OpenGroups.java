package io.github.jeio.internal.pool;

import io.github.jeio.internal.wire.Op;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Groups that were made by a thread which does not poll, and that it may still be filling. They have no carrier in the
 * pool's queue, and so can't end, until they are sealed.
 */
public final class OpenGroups {

    /** The thread that made the group, and the priority that it had set. */
    private record Maker(long thread, int priority) { }

    /** In place of the maker while a thread, which is the only one then, seals the group. */
    private static final Maker SEALED = new Maker(-1, 0);
    /** What the beginning of a seal adds to {@code seals}. */
    private static final long BEGUN = (1L << 32) + 1;

    private final Pool pool;
    private final Map<Group, Maker> open = new ConcurrentHashMap<>();
    /**
     * The lower half: groups that are no longer open and not yet in the pool's queue, each in the hands of a thread. The upper
     * half: how many there ever were, so that who looks for groups sees that one has gone and come back meanwhile.
     */
    private final AtomicLong seals = new AtomicLong();

    OpenGroups(Pool pool) {
        this.pool = pool;
    }

    int size() {
        return open.size();
    }

    /** The requests and the open groups that have not ended. A group that another thread is just sealing counts once, as well. */
    @SuppressWarnings("ThreadPriorityCheck") // that thread is between two lines: it needs a CPU, and nothing else
    int outstanding() {
        for (;;) {
            long before = seals.get();
            int count = pool.submission.nreqs() + open.size();
            if ((int) before == 0 && seals.get() == before) {
                return count;
            }
            Thread.yield();
        }
    }

    /** Like {@link #outstanding}, but waits for nobody: a group that another thread is just sealing may not count. */
    int peekOutstanding() {
        return pool.submission.nreqs() + open.size();
    }

    /** False while a group is between here and the queue: who ends the pool would lose it. To be asked before the queue is. */
    boolean isEmpty() {
        long before = seals.get();
        return (int) before == 0 && open.isEmpty() && seals.get() == before;
    }

    /** Whether another thread is about to send a group down, or to give it back; no event tells when it has. */
    boolean isSealing() {
        return (int) seals.get() > 0;
    }

    /** Whether there is a group that may be sealed. */
    boolean hasFilled() {
        for (Group group : open.keySet()) {
            if (!group.isFilling()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Throws if the pool was closed meanwhile, unless the thread that closes it has taken the group already. A callback that a
     * pool being closed still calls may make groups: they are sealed before its turn ends, or by the thread that closes the pool.
     */
    void add(Group group, int priority) {
        Maker maker = new Maker(Thread.currentThread().getId(), priority);
        pool.composed.add(group); // before the check: a reinit cancels what it finds there
        open.put(group, maker);
        if (pool.isClosed() && !pool.turn.isMine() && open.remove(group, maker)) {
            pool.composed.remove(group);
            if (priority != 0) {
                Priority.set(priority); // it is the next request's, as none was made
            }
            pool.events.advance(); // the thread that closes the pool may wait for the group to be sealed
            pool.checkOpen();
        }
    }

    void seal(Group group) {
        Maker maker = open.get(group);
        if (maker == null || maker.equals(SEALED) || !open.replace(group, maker, SEALED)) {
            return;
        }
        seals.addAndGet(BEGUN);
        try {
            open.remove(group);
            send(group, maker);
        } finally {
            seals.decrementAndGet();
        }
    }

    /** A pool that is being closed takes it from nobody but who closes it, and that thread seals what it finds here. */
    private void send(Group group, Maker maker) {
        boolean sent = false;
        try {
            pool.submission.withPriority(maker.priority, () -> Call.on(pool, Op.GROUP).submit(group));
            sent = true;
        } catch (IllegalStateException e) {
            if (!pool.isClosed()) {
                throw e;
            }
        } finally {
            if (!sent) {
                open.put(group, maker);
                pool.events.advance();
            }
        }
    }

    /** Seals the groups that the calling thread has made: it polls from now on. */
    void sealMine() {
        if (!open.isEmpty()) {
            long me = Thread.currentThread().getId();
            open.forEach((group, maker) -> {
                if (maker.thread == me && !group.isFilling()) {
                    seal(group);
                }
            });
        }
    }

    void sealAll() {
        for (Group group : open.keySet()) {
            if (!group.isFilling()) {
                seal(group);
            }
        }
    }
}
