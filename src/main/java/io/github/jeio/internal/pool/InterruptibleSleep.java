package io.github.jeio.internal.pool;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * A sleep in C that an interrupt ends. The JVM notifies a thread in native code of an interrupt only through an
 * interruptible channel: so this is a channel, and closing it wakes the sleeper.
 */
public final class InterruptibleSleep extends AbstractInterruptibleChannel {

    private final Pool pool;

    InterruptibleSleep(Pool pool) {
        this.pool = pool;
    }

    /** Runs a function that sleeps on the pool's event count. */
    @SuppressWarnings("Finally") // nothing is lost: the sleep itself throws no exception
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
        Thread.interrupted(); // the exception stands for the interrupt from now on
        InterruptedException e = new InterruptedException();
        e.initCause(cause);
        return e;
    }

    /** Called by the thread that interrupts the sleeper. */
    @Override
    protected void implCloseChannel() {
        pool.events.advance();
    }
}
