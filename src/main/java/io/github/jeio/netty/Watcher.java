package io.github.jeio.netty;

import org.jspecify.annotations.Nullable;

/**
 * What watches a pool's descriptor in a loop. All methods are called in the loop's thread. There is one for each kind of
 * loop, in a class of its own, since each needs classes of Netty that may not be there.
 */
interface Watcher {

    /** What the loop tells, in its thread. */
    interface Events {

        /** The descriptor is readable. */
        void readable();

        /** The loop watches no more: null where it ends, or why. */
        void over(@Nullable Throwable cause);
    }

    /** Begins: events may come from now on. */
    void start() throws Exception;

    /** Ends, and gives the descriptor back; also where nothing has begun, and a second time. */
    void stop();

    /** Closes what nobody writes to, where a failure tells nothing: close(2) lets go of the descriptor whatever it says. */
    static void close(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            // it is closed
        }
    }
}
