package io.github.jeio.internal.watch;

import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.pool.Pool;
import io.github.jeio.internal.pool.Timers;

/** Reports results that nobody has polled for longer than a set time; once until the pool is polled again. */
final class PollWatch implements Timers.Timer {

    private final Pool pool;
    private final long limit;
    /** Since when results have been pending without the pool being polled, as {@link System#nanoTime}. */
    private long since = System.nanoTime();
    /** When the pool was polled last, as of the last check. */
    private long polled;
    private boolean told;

    PollWatch(Pool pool, long limit) {
        this.pool = pool;
        this.limit = limit;
    }

    @Override
    public boolean isOver() {
        return pool.isEnded();
    }

    @Override
    public long expire() {
        long now = System.nanoTime();
        int pending = pool.nheld() + pool.peek(Natives.NPENDING);
        long last = pool.poller.limits.begun();
        if (pending == 0 || last != polled) {
            since = now;
            polled = last;
            told = false;
        } else if (now - since >= limit && !told) {
            told = true;
            tell(pending, now, last);
        }
        return StuckWatch.period(limit);
    }

    private void tell(int pending, long now, long last) {
        Thread holder = pool.turn.holder();
        Log.warn(Dump.title(pool) + ": nobody has polled " + pending + " results for " + Dump.seconds(now - since) + "; "
                + Dump.polled(pool) + (last == 0 ? "" : ", last " + Dump.seconds(now - last) + " ago")
                + (holder == null ? "" : "; " + holder.getName() + " is in a callback"));
    }
}
