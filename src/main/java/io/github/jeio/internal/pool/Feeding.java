package io.github.jeio.internal.pool;

import io.github.jeio.AioGroup;
import java.util.function.Consumer;

/** A group's feeder. It runs in the poller's turn. The fields are guarded by the group's monitor. */
final class Feeding {

    private static final int DEFAULT_LIMIT = 2;

    private final Group group;
    private Consumer<AioGroup> feeder;
    private int limit;
    /** Whether requests have been added since the feeder was called. */
    private boolean fed;
    /** Whether the poller is in {@link #fillUp}. */
    private boolean active;
    /** Whether the poller has not seen the feeder yet. */
    private boolean fresh;

    Feeding(Group group) {
        this.group = group;
    }

    // by threads that hold the group's monitor

    void start(Consumer<AioGroup> feeder) {
        this.feeder = feeder;
        fresh = feeder != null;
        if (feeder != null && limit == 0) {
            limit = DEFAULT_LIMIT;
        }
    }

    void stop() {
        feeder = null;
        fresh = false;
    }

    void limit(int limit) {
        this.limit = limit;
    }

    boolean hasFeeder() {
        return feeder != null;
    }

    boolean isActive() {
        return active;
    }

    /** Whether a feeder was set that the poller has not seen, and does not see at its next step. */
    boolean isNew() {
        return fresh && !active;
    }

    void added() {
        fed = true;
    }

    // by the poller, which does not hold the monitor

    /** Calls the feeder until the group is full, or it throws: then returns what it has thrown, else null. */
    Throwable fillUp() {
        synchronized (group) {
            if (active) {
                return null;
            }
            active = true;
        }
        try {
            for (;;) {
                Consumer<AioGroup> feeds;
                synchronized (group) {
                    feeds = feeder;
                    fresh = false;
                    if (feeds == null || group.membersLeft() >= limit || group.isCancelled()) {
                        return null;
                    }
                    fed = false;
                }
                try {
                    feeds.accept(group);
                } catch (Throwable e) {
                    return e;
                } finally {
                    synchronized (group) {
                        if (!fed && feeder == feeds) {
                            feeder = null; // the feeder has added nothing, so it is finished
                        }
                    }
                }
            }
        } finally {
            synchronized (group) {
                active = false;
            }
        }
    }
}
