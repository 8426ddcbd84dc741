package io.github.jeio.support;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Programs that a test has started. One that hangs is ended, so that its test fails: an interrupt would not end the wait for its output. */
public final class Children {

    /** Later than a test's own timeout, earlier than {@link Watchdog}. */
    private static final long SECONDS = 150;

    private Children() { }

    /** Ends it, and what it has started, if it is still there then. */
    public static Process limit(Process child) {
        CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(() -> {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly();
        });
        return child;
    }
}
