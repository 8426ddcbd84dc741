package io.github.jeio;

import io.github.jeio.internal.pool.PoolAccess;
import org.jspecify.annotations.Nullable;

/**
 * A pool of the whole process: made when it is first asked for, and anew when it is asked for after it was closed. Where
 * it can't be made, the next who asks tries again.
 */
final class ProcessPool {

    static final ProcessPool SHARED = new ProcessPool(IoAio.DEFAULT_THREADS, true);

    /** {@link LinuxAio}'s: its one thread is to execute everything, in order. */
    static final ProcessPool LINUX = new ProcessPool(1, false);

    private final int threads;
    private final boolean inlineCached;

    /** Written under this. */
    private volatile @Nullable IoAio io;

    private ProcessPool(int threads, boolean inlineCached) {
        this.threads = threads;
        this.inlineCached = inlineCached;
    }

    IoAio get() {
        IoAio made = io;
        return made != null ? made : make();
    }

    private synchronized IoAio make() {
        if (io == null) {
            IoAio made = new IoAio(null, threads, true);
            made.inlineCached(inlineCached);
            made.configured();
            io = made;
        }
        return io;
    }

    void checkNotInCallback() {
        IoAio made = io;
        if (made != null) {
            PoolAccess.pool(made).poller.checkNotInCallback("closeShared");
        }
    }

    /** Whoever asks for the pool meanwhile gets the one that is being closed: its callbacks may still submit to that. */
    void close() {
        IoAio closing = io;
        if (closing == null) {
            return;
        }
        try {
            closing.end();
        } finally {
            forget(closing);
        }
    }

    private synchronized void forget(IoAio closed) {
        if (io == closed && PoolAccess.pool(closed).isClosed()) {
            io = null;
        }
    }
}
