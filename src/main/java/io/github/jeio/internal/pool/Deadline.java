package io.github.jeio.internal.pool;

import io.github.jeio.Errno;

/** A request is given up when its time is up. */
record Deadline(Request<?> request) implements Alarms.Alarm {

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
