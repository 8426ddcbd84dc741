package io.github.jeio.internal.watch;

import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.pool.ExitFlush;
import io.github.jeio.internal.pool.Pool;
import io.github.jeio.internal.pool.Request;
import io.github.jeio.internal.pool.Timers;
import java.util.HashSet;
import java.util.Set;

/** Reports each request that a worker has been executing for longer than a set time, once. */
final class StuckWatch implements Timers.Timer {

    /** The number of checks within that time. */
    private static final int LOOKS = 4;

    private final Pool pool;
    private final long limit;
    /** The tokens of requests that were reported and still execute. */
    private Set<Long> told = new HashSet<>();

    StuckWatch(Pool pool, long limit) {
        this.pool = pool;
        this.limit = limit;
    }

    static long period(long limit) {
        return Math.max(1_000_000, limit / LOOKS);
    }

    @Override
    public boolean isOver() {
        return pool.isEnded();
    }

    @Override
    public long expire() {
        StringBuilder stuck = new StringBuilder();
        Set<Long> still = new HashSet<>();
        if (pool.peek(Natives.NTHREADS) > pool.peek(Natives.NIDLE)) {
            long now = System.nanoTime();
            pool.visit((token, request) -> look(token, request, now, still, stuck));
        }
        told = still;
        if (stuck.length() > 0) {
            Log.warn(stuck + Dump.of(ExitFlush.pools()));
        }
        return period(limit);
    }

    private void look(long token, Request<?> request, long now, Set<Long> still, StringBuilder stuck) {
        long[] look = new long[3];
        if (pool.look(token, look) != Natives.EXECUTING || now - look[0] < limit) {
            return;
        }
        still.add(token);
        if (!told.contains(token)) {
            stuck.append(Dump.title(pool)).append(": thread ").append(look[1]).append(" has been in ").append(request.what())
                    .append(" for ").append(Dump.seconds(now - look[0])).append('\n');
        }
    }
}
