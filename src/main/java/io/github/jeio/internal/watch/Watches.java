package io.github.jeio.internal.watch;

import io.github.jeio.internal.pool.Alarms;
import io.github.jeio.internal.pool.Pool;
import io.github.jeio.internal.pool.Settings;

/** Starts what watches a pool: nothing, unless it was asked for. */
public final class Watches {

    private Watches() { }

    /** Once, when the pool's settings are made. */
    public static void start(Pool pool) {
        Settings settings = pool.settings;
        if (settings.stuck > 0) {
            Alarms.after(StuckWatch.period(settings.stuck), new StuckWatch(pool, settings.stuck));
        }
        if (settings.unpolled > 0) {
            Alarms.after(StuckWatch.period(settings.unpolled), new PollWatch(pool, settings.unpolled));
        }
        if (settings.ageing > 0) {
            Alarms.after(settings.ageing, new Ageing(pool, settings.ageing));
        }
    }
}
