package io.github.jeio.internal.pool;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * A sleep in the native pool that an interrupt ends. Only interruptible channels are told of one while they are in native
 * code: so this is one, whose closing wakes the sleeper.
 */
public final class InterruptibleSleep extends AbstractInterruptibleChannel {

    private final Pool pool;

    InterruptibleSleep(Pool pool) {
        this.pool = pool;
    }

    /** Runs what sleeps until there are results, the pool is rung, or some time is up. */
    @SuppressWarnings("Finally") // the sleep itself throws nothing
    void during(Runnable sleep) throws InterruptedException {
        try {
            begin();
            sleep.run();
        } finally {
            try {
                end(true);
            } catch (AsynchronousCloseException e) {
                throw interrupted(e);
            }
        }
    }

    private static InterruptedException interrupted(AsynchronousCloseException cause) {
        Thread.interrupted(); // whoever catches this says what becomes of it
        InterruptedException e = new InterruptedException();
        e.initCause(cause);
        return e;
    }

    /** By the thread that interrupts. */
    @Override
    protected void implCloseChannel() {
        pool.bell.ring();
    }
}
