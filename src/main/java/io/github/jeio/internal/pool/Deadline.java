package io.github.jeio.internal.pool;

import io.github.jeio.Errno;
import io.github.jeio.internal.wire.Op;

/** A request is given up when its time is up. */
record Deadline(Request<?> request) implements Alarms.Alarm {

    /** Whether the pool's own timeout is for requests of that kind: one that closes something is to be executed, however late. */
    static boolean isFor(Op op) {
        return switch (op) {
            case GROUP, CLOSE, WD_CLOSE, TREE_CLOSE, TREE_LEAVE, REMOVE_COPIED -> false;
            default -> true;
        };
    }

    @Override
    public long ring() {
        request.pool.takeIfFree(); // a result that is there is in time
        request.giveUp(Errno.ETIMEDOUT);
        return Alarms.NEVER;
    }

    @Override
    public boolean isOver() {
        return request.isDone();
    }
}
