package io.github.jeio;

import io.github.jeio.internal.natives.Unreachable;
import io.github.jeio.internal.pool.Directory;
import io.github.jeio.internal.watch.LeakWatch;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * A working directory: requests on it resolve relative paths against this directory, whatever the process's own is and
 * wherever the directory is moved to. Made by {@link IoAio#aioWd(String) aioWd}; the manual's
 * {@code IO::AIO::WD}.
 *
 * <p>It holds a descriptor of the directory until {@link #close()}, or until it is unreachable; requests that are on
 * their way keep it open that long.
 */
public final class AioWd implements PathRequests, AutoCloseable {

    private final Directory directory;
    private final Cleaner.@Nullable Cleanable cleanable;

    /**
     * A directory that was opened is closed when it is unreachable; {@link IoAio#CWD} and {@link IoAio#INVALID_WD} are not.
     */
    AioWd(Directory directory, boolean opened) {
        this.directory = directory;
        cleanable = opened ? closedWhenUnreachable() : null;
    }

    /**
     * Closes the directory when this object is unreachable; if no thread can be started for that, only {@link #close} does.
     */
    private Cleaner.Cleanable closedWhenUnreachable() {
        Runnable close = LeakWatch.watched(directory);
        try {
            return Unreachable.then(this, close);
        } catch (OutOfMemoryError e) {
            return close::run;
        }
    }

    Directory directory() {
        return directory;
    }

    /** Tells whether the directory is open or closed, for logs. */
    @Override
    public String toString() {
        return "AioWd[" + directory + "]";
    }

    /**
     * Closes the directory's descriptor, on a thread of the pool, once the requests that use it are done. New requests
     * on it throw {@code IllegalStateException}. A second call does nothing, and so does one on {@link IoAio#CWD} and
     * {@link IoAio#INVALID_WD}.
     */
    @Override
    public void close() {
        if (cleanable != null) {
            directory.close();
            cleanable.clean();
        }
    }
}
