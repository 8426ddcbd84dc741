package io.github.jeio.internal.pool;

import io.github.jeio.internal.wire.Op;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Groups that a thread which does not poll has made, and may be filling: they have no carrier in the pool's queue, and so
 * can't be done, until they are sealed.
 */
public final class OpenGroups {

    /** Who made the group, and with which priority. */
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
            group.cancel(); // nobody would seal it any more
        }
    }

    void seal(Group group) {
        Maker maker = open.remove(group);
        if (maker != null) {
            pool.submission.aside(maker.priority, () -> Call.on(pool, Op.GROUP).submit(group));
        }
    }

    /** Those of the calling thread, which polls from now on. */
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
