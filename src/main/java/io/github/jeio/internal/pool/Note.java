package io.github.jeio.internal.pool;

import io.github.jeio.internal.wire.Kind;
import io.github.jeio.internal.wire.Op;

/** Something to be done in the poller's turn, in line with the results of its priority: it goes through the queue as a request. */
public final class Note extends Request<Void> {

    private final Runnable what;
    private final boolean always;

    /** @param always also where the pool's requests are abandoned before its turn comes */
    Note(Pool pool, Runnable what, boolean always) {
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
