package io.github.jeio.internal.pool;

import io.github.jeio.internal.wire.Kind;
import io.github.jeio.internal.wire.Op;

/**
 * A task for the poller's turn. It goes through the pool's queue as a request, so it keeps its place among the results of
 * its priority.
 */
public final class TurnTask extends Request<Void> {

    private final Runnable what;
    private final boolean always;

    /** @param always run the task even if a reinit abandons the pool's requests before its turn comes */
    TurnTask(Pool pool, Runnable what, boolean always) {
        super(pool, Op.GROUP, Kind.NOTHING);
        this.what = what;
        this.always = always;
        callback(what);
    }

    @Override
    public boolean cancel() {
        boolean cancelled = super.cancel();
        if (cancelled && always) {
            what.run();
        }
        return cancelled;
    }
}
