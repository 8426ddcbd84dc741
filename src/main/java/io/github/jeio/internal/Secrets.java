package io.github.jeio.internal;

import java.io.IOException;
import java.nio.channels.SelectableChannel;

/** What other packages of the module may do to a pool, and nobody else. */
public abstract class Secrets {

    private static volatile Secrets instance;

    /** Set by the class that has the access. */
    public static void set(Secrets secrets) {
        instance = secrets;
    }

    public static Secrets get() {
        return instance;
    }

    /** Has the channel be readable exactly while results of the pool are pending; what it was before is closed. */
    public abstract void watch(Object io, SelectableChannel channel) throws IOException;

    /** How often the pool's sleepers were woken: to be asked for before looking whether there is a reason to sleep. */
    public abstract int rings(Object io);

    /**
     * Waits until results of the pool are pending, or its sleepers have been woken since {@link #rings} said that number; no
     * longer than so many milliseconds, -1 for ever.
     */
    public abstract void awaitReadable(Object io, int rings, int timeoutMillis);

    /** Wakes the pool's sleepers. */
    public abstract void wakeup(Object io);

    /** A descriptor of the caller's own that is readable when the pool's is, and stays open when the pool is closed. */
    public abstract int duplicateDescriptor(Object io) throws IOException;

    /** Sets the calling thread's errno, for a callback that is handed on to it. */
    public abstract void errno(int errno);
}
