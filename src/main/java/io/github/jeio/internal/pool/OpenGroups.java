package io.github.jeio.internal.pool;

import io.github.jeio.internal.wire.Op;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Groups that were made by a thread which does not poll, and that it may still be filling. They have no carrier in the
 * pool's queue, and so can't end, until they are sealed.
 */
public final class OpenGroups {

    /** The thread that made the group, and the priority that it had set. */
    private record Maker(long thread, int priority) { }

    /** In place of the maker while a thread, which is the only one then, seals the group. */
    private static final Maker SEALED = new Maker(-1, 0);

    private final Pool pool;
    private final Map<Group, Maker> open = new ConcurrentHashMap<>();
    /** Groups that are no longer open and not yet in the pool's queue, each in the hands of a thread. */
    private final AtomicInteger sealing = new AtomicInteger();

    OpenGroups(Pool pool) {
        this.pool = pool;
    }

    int size() {
        return open.size();
    }

    /** False while a group is between here and the queue: who ends the pool would lose it. To be asked before the queue is. */
    boolean isEmpty() {
        return open.isEmpty() && sealing.get() == 0;
    }

    /** Whether another thread is about to send a group down, or to give it back; no event tells when it has. */
    boolean isSealing() {
        return sealing.get() > 0;
    }

    void add(Group group, int priority) {
        open.put(group, new Maker(Thread.currentThread().getId(), priority));
        if (pool.isClosed()) {
            group.cancel(); // the pool was closed meanwhile, and nobody would seal the group any more
        }
    }

    void seal(Group group) {
        Maker maker = open.get(group);
        if (maker == null || maker.equals(SEALED) || !open.replace(group, maker, SEALED)) {
            return;
        }
        sealing.incrementAndGet();
        try {
            open.remove(group);
            send(group, maker);
        } finally {
            sealing.decrementAndGet();
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

    void cancelAll() {
        open.keySet().forEach(Group::cancel);
    }
}
