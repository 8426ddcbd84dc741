package io.github.jeio.internal.pool;

import io.github.jeio.Errno;

/**
 * The timeout of a request: when the time is up, a request fails with ETIMEDOUT. A part of a composite is not given up itself,
 * since the others go on with what it may still be writing to: the composite is, and keeps all of that until the part is over.
 *
 * @param request what has to end in time
 * @param whole what fails: the composite that the request is a part of, or the request
 */
record Deadline(Request<?> request, Request<?> whole) implements Timers.Timer {

    @Override
    public long expire() {
        request.pool.takeIfFree(); // a result that has already arrived in C is in time
        if (request.isQueued()) {
            whole.giveUp(Errno.ETIMEDOUT);
        }
        return Timers.NEVER;
    }

    @Override
    public boolean isOver() {
        return request.isDone();
    }
}
