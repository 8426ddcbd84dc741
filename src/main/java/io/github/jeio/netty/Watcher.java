package io.github.jeio.netty;

import org.jspecify.annotations.Nullable;

/**
 * Watches a pool's descriptor in a loop. All methods are called in the loop's thread. There is a class for each kind of
 * loop, since each needs classes of Netty that may be missing.
 */
interface Watcher {

    /** What the watcher reports, in the loop's thread. */
    interface Events {

        /** The descriptor is readable. */
        void readable();

        /** The loop does not watch any more: null if it ends, else the reason. */
        void over(@Nullable Throwable cause);
    }

    /** Starts watching. */
    void start() throws Exception;

    /** Stops watching, and releases the descriptor; also if watching was not started, and if called twice. */
    void stop();

    /** Closes something that was not written to, and ignores errors: close(2) releases the descriptor in any case. */
    static void close(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            // it is closed
        }
    }
}
