package io.github.jeio.internal.watch;

import io.github.jeio.internal.natives.Unreachable;
import io.github.jeio.internal.pool.Directory;
import io.github.jeio.internal.pool.Pool;

/**
 * Reports pools and directories that were never closed and have become unreachable, with the place where they were made, if
 * the system property {@code jeio.leaks} is {@code true} or {@code descriptors}.
 */
public final class LeakWatch {

    private LeakWatch() { }

    private static boolean isOn() {
        String asked = System.getProperty("jeio.leaks");
        return "true".equals(asked) || "descriptors".equals(asked);
    }

    /** The action for when a directory object has become unreachable, or is closed. */
    public static Runnable watched(Directory directory) {
        if (!isOn()) {
            return directory::close;
        }
        Throwable place = new Throwable("it was opened here");
        return () -> {
            if (!directory.isClosed()) {
                Log.warn("a directory object (AioWd) was never closed", place);
            }
            directory.close();
        };
    }

    /** Watches the facade's object of a pool. */
    public static void watch(Object io, Pool pool) {
        if (!isOn()) {
            return;
        }
        Throwable place = new Throwable("it was made here");
        Unreachable.then(io, () -> {
            if (!pool.isClosed()) {
                Log.warn(Dump.title(pool) + " was never closed; its threads stay until the JVM ends", place);
            }
        });
    }

    /**
     * Makes the pool report, when it is closed, descriptors that it has opened and nobody has closed, if the property asks
     * for that.
     */
    public static void watchDescriptors(Pool pool) {
        if ("descriptors".equals(System.getProperty("jeio.leaks"))) {
            pool.watchDescriptors(Log::warn);
        }
    }
}
