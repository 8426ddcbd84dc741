package io.github.jeio.internal.natives;

import java.lang.ref.Cleaner;

/**
 * What is done for objects that nobody can reach any more, by a thread that is made for the first of them. It ends some
 * time after this class can't be reached either, and no object is left.
 */
public final class Unreachable {

    /** Made not by an initializer, which would fail for good if there were no thread to be had once. */
    private static Cleaner cleaner;

    private Unreachable() { }

    /**
     * Has {@code action} run when the object is unreachable, or by {@code clean()} before.
     *
     * @param action must not refer to the object
     * @throws OutOfMemoryError no memory, or no thread: nothing is done later on
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
