package io.github.jeio.internal.pool;

import io.github.jeio.AioException;
import java.util.ArrayList;
import java.util.List;

/** The failures among a group's members. Guarded by the group's monitor, except for {@code fatal}. */
final class Failures {

    /** So many are kept: a group can have any number of members. */
    private static final int MAX_REMEMBERED = 100;

    private final List<AioException> exceptions = new ArrayList<>(0);
    private long count;
    /** Whether the first failure ends the group. */
    private boolean fast;
    /** The failure that has ended the group, or null. Written under the group's monitor. */
    private volatile AioException fatal;

    /** Adds a failure. True if it has to end the group now. */
    boolean add(Request<?> member) {
        count++;
        if (exceptions.size() < MAX_REMEMBERED) {
            exceptions.add(member.exception());
        }
        if (fast && fatal == null) {
            fatal = exceptions.get(0);
            return true;
        }
        return false;
    }

    /** Makes the first failure end the group. True if there is a failure already. */
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
