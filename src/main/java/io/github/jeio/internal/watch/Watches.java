package io.github.jeio.internal.watch;

import io.github.jeio.internal.pool.Pool;
import io.github.jeio.internal.pool.Settings;
import io.github.jeio.internal.pool.Timers;

/** Starts the timers that watch a pool: none unless the settings ask for one. */
public final class Watches {

    private Watches() { }

    /** Called once, when the pool's settings are complete. */
    public static void start(Pool pool) {
        Settings settings = pool.settings;
        if (settings.stuck > 0) {
            Timers.after(StuckWatch.period(settings.stuck), new StuckWatch(pool, settings.stuck));
        }
        if (settings.unpolled > 0) {
            Timers.after(StuckWatch.period(settings.unpolled), new PollWatch(pool, settings.unpolled));
        }
        if (settings.ageing > 0) {
            Timers.after(settings.ageing, new Ageing(pool, settings.ageing));
        }
    }
}
