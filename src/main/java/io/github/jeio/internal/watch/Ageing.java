package io.github.jeio.internal.watch;

import io.github.jeio.internal.pool.Alarms;
import io.github.jeio.internal.pool.Pool;

/** Has requests that wait for a worker go up by a priority, again and again. */
record Ageing(Pool pool, long period) implements Alarms.Alarm {

    @Override
    public boolean isOver() {
        return pool.isEnded();
    }

    @Override
    public long ring() {
        pool.age();
        return period;
    }
}
