package io.github.jeio.internal.watch;

import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.pool.Alarms;
import io.github.jeio.internal.pool.Pool;

/** Tells, once for each time that it comes to it, of results that nobody has polled for longer than a set time. */
final class PollWatch implements Alarms.Alarm {

    private final Pool pool;
    private final long limit;
    /** Since when results have been pending without anybody polling, as {@link System#nanoTime}. */
    private long since = System.nanoTime();
    /** When it was polled last, as far as this knows. */
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
    public long ring() {
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
