package io.github.jeio.internal.pool;

import io.github.jeio.internal.memory.Hold;

/** Closes the descriptor that a request has opened if the request was cancelled, since nobody gets it. */
public record Orphan(Pool pool) implements Hold {

    @Override
    public void release(long result, boolean delivered) {
        if (!delivered && result >= 0) {
            pool.submission.closeDescriptor((int) result);
        }
    }
}
