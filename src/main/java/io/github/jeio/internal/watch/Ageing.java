package io.github.jeio.internal.watch;

import io.github.jeio.internal.pool.Pool;
import io.github.jeio.internal.pool.Timers;

/** Raises, once in a period, the priority of requests that have waited for a worker for long. */
record Ageing(Pool pool, long period) implements Timers.Timer {

    @Override
    public boolean isOver() {
        return pool.isEnded();
    }

    @Override
    public long expire() {
        pool.age();
        return period;
    }
}
