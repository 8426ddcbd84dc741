package io.github.jeio.internal.pool;

import io.github.jeio.Errno;

/** The timeout of a request: when the time is up, the request fails with ETIMEDOUT. */
record Deadline(Request<?> request) implements Timers.Timer {

    @Override
    public long expire() {
        request.pool.takeIfFree(); // a result that has already arrived in C is in time
        request.giveUp(Errno.ETIMEDOUT);
        return Timers.NEVER;
    }

    @Override
    public boolean isOver() {
        return request.isDone();
    }
}
