package io.github.jeio.internal.pool;

/**
 * A pool of the whole process: made when it is first asked for, and anew when it is asked for after it was closed. Where
 * it can't be made, the next who asks tries again.
 *
 * @param <T> the facade's type of a pool
 */
public abstract class ProcessPool<T> {

    /** Written under this object's monitor. */
    private volatile T io;

    protected ProcessPool() { }

    /** Makes the pool. */
    protected abstract T make();

    /** Closes the pool. */
    protected abstract void close(T io);

    public final T get() {
        T made = io;
        return made != null ? made : makeOnce();
    }

    private synchronized T makeOnce() {
        if (io == null) {
            io = make();
        }
        return io;
    }

    public final void checkNotInCallback() {
        T made = io;
        if (made != null) {
            PoolAccess.pool(made).poller.checkNotInCallback("closeShared");
        }
    }

    /** Whoever asks for the pool meanwhile gets the one that is being closed: its callbacks may still submit to that. */
    public final void close() {
        T closing = io;
        if (closing == null) {
            return;
        }
        try {
            close(closing);
        } finally {
            forget(closing);
        }
    }

    @SuppressWarnings("ReferenceEquality") // another thread may have made a new pool
    private synchronized void forget(T closed) {
        if (io == closed && PoolAccess.pool(closed).isClosed()) {
            io = null;
        }
    }
}
