package io.github.jeio.internal;

import java.io.IOException;
import java.nio.channels.SocketChannel;

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

    /** Has the pool signal on the socket at the path, whose accepted end the caller has. */
    public abstract void attach(Object io, byte[] socketPath) throws IOException;

    /** Has the poller take each wake-up back from this end. */
    public abstract void signalEnd(Object io, SocketChannel end);
}
