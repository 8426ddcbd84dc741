package io.github.jeio.internal.natives;

import java.lang.ref.Cleaner;

/**
 * Runs actions for objects that have become unreachable, in a thread that is started for the first of them. The thread ends
 * some time after all of these objects, and this class, are unreachable.
 */
public final class Unreachable {

    /** Not made by a static initializer, which would never be run again if the thread could not be started once. */
    private static Cleaner cleaner;

    private Unreachable() { }

    /**
     * Runs {@code action} when the object is unreachable, or by {@code clean()} before.
     *
     * @param action must not refer to the object
     * @throws OutOfMemoryError no memory, or no thread: the action will not run
     */
    public static Cleaner.Cleanable then(Object object, Runnable action) {
        return cleaner().register(object, action);
    }

    private static synchronized Cleaner cleaner() {
        if (cleaner == null) {
            cleaner = Cleaner.create();
        }
        return cleaner;
    }
}
