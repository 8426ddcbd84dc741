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
}
