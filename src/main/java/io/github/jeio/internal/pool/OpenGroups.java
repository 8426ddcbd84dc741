package io.github.jeio.internal.pool;

import io.github.jeio.internal.wire.Op;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Groups that were made by a thread which does not poll, and that it may still be filling. They have no carrier in the
 * pool's queue, and so can't end, until they are sealed.
 */
public final class OpenGroups {

    /** The thread that made the group, and the priority that it had set. */
    private record Maker(long thread, int priority) { }

    private final Pool pool;
    private final Map<Group, Maker> open = new ConcurrentHashMap<>();

    OpenGroups(Pool pool) {
        this.pool = pool;
    }

    int size() {
        return open.size();
    }

    void add(Group group, int priority) {
        open.put(group, new Maker(Thread.currentThread().getId(), priority));
        if (pool.isClosed()) {
            group.cancel(); // the pool was closed meanwhile, and nobody would seal the group any more
        }
    }

    void seal(Group group) {
        Maker maker = open.remove(group);
        if (maker != null) {
            pool.submission.withPriority(maker.priority, () -> Call.on(pool, Op.GROUP).submit(group));
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
