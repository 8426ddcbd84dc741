package io.github.jeio.internal.pool;

import io.github.jeio.AioGroup;
import java.util.function.Consumer;

/** A group's feeder. It runs in the poller's turn; its fields are guarded by the group. */
final class Feeding {

    private static final int DEFAULT_LIMIT = 2;

    private final Group group;
    private Consumer<AioGroup> feeder;
    private int limit;
    /** Requests were added since the feeder was called. */
    private boolean fed;
    /** The poller is in {@link #fillUp}. */
    private boolean active;

    Feeding(Group group) {
        this.group = group;
    }

    // by those who hold the group

    void by(Consumer<AioGroup> feeder) {
        this.feeder = feeder;
        if (feeder != null && limit == 0) {
            limit = DEFAULT_LIMIT;
        }
    }

    void stop() {
        feeder = null;
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

    void added() {
        fed = true;
    }

    // by the poller

    /** Calls the feeder until the group is full. Gives what has been thrown, with {@code thrown} before it. */
    Throwable fillUp(Throwable thrown) {
        synchronized (group) {
            if (active) {
                return thrown;
            }
            active = true;
        }
        try {
            for (;;) {
                Consumer<AioGroup> feeds;
                synchronized (group) {
                    feeds = feeder;
                    if (feeds == null || group.membersLeft() >= limit || group.isCancelled()) {
                        return thrown;
                    }
                    fed = false;
                }
                try {
                    feeds.accept(group);
                } catch (Throwable e) {
                    return Callbacks.and(thrown, e);
                } finally {
                    synchronized (group) {
                        if (!fed && feeder == feeds) {
                            feeder = null; // it has nothing more to add
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
