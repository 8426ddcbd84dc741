package io.github.jeio.internal.pool;

import io.github.jeio.AioException;
import java.util.ArrayList;
import java.util.List;

/** What of a group's members has failed. Guarded by the group's monitor, but for the first one. */
final class Failures {

    /** As many are remembered: a group can have any number of members. */
    private static final int MOST = 100;

    private final List<AioException> exceptions = new ArrayList<>(0);
    private long count;
    /** The first one ends the group. */
    private boolean fast;
    /** What has ended the group, or null. Written under the group's monitor. */
    private volatile AioException fatal;

    /** True if it is the first one, and ends the group. */
    boolean add(Request<?> member) {
        count++;
        if (exceptions.size() < MOST) {
            exceptions.add(member.exception());
        }
        if (fast && fatal == null) {
            fatal = exceptions.get(0);
            return true;
        }
        return false;
    }

    /** Has the first one end the group: true if there is one already. */
    boolean endGroup() {
        fast = true;
        if (fatal == null && count > 0) {
            fatal = exceptions.get(0);
            return true;
        }
        return false;
    }

    boolean endsGroup() {
        return fast;
    }

    AioException fatal() {
        return fatal;
    }

    long count() {
        return count;
    }

    List<AioException> exceptions() {
        return List.copyOf(exceptions);
    }
}
