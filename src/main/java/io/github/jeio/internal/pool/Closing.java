package io.github.jeio.internal.pool;

import io.github.jeio.internal.natives.Natives;
import java.util.ArrayDeque;

/**
 * The end of a pool. From the moment it begins, new requests are refused; it is over when the native pool is destroyed, which
 * {@link Life} tells.
 */
public final class Closing {

    private final Pool pool;
    private final Life life;
    /** Whether new requests are refused, except those of callbacks that still run. */
    private volatile boolean closed;
    /** Set by a reinit: what was submitted is cancelled, and no callback is called any more. */
    private volatile boolean abandoned;

    /** Guarded by its monitor: tasks for the last turn, that of the thread which ends the pool. */
    private final ArrayDeque<Runnable> late = new ArrayDeque<>();
    /** Guarded by the monitor of {@link #late}: the last turn is over. */
    private boolean over;

    Closing(Pool pool, Life life) {
        this.pool = pool;
        this.life = life;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /**
     * For a reinit, by the poller: refuses new requests, and cancels all others but those that close what nobody has any more.
     * Whatever is thrown on the way (no memory, mostly), the rest is done, and it comes out then.
     */
    public void abandonRequests() {
        abandoned = true;
        Cancelling each = new Cancelling();
        refuse();
        pool.composed.forEach(each::cancel);
        pool.submission.forEach(each::cancel);
        pool.results.forEachHeld(each::cancel);
        pool.events.advance(); // threads that sleep until results come have to look at the pool that comes after this one
        Callbacks.rethrow(each.thrown);
    }

    /** Cancels requests one after the other, and keeps what that throws. */
    private static final class Cancelling {
        private Throwable thrown;

        void cancel(Request<?> request) {
            try {
                request.cancelForReinit();
            } catch (RuntimeException | Error e) {
                thrown = Callbacks.and(thrown, e);
            }
        }
    }

    /**
     * Runs a task that is too late to be a request: in the last turn, so that still no two threads call callbacks and dependents at
     * the same time; or at once, if that turn is over. Not at once in the turn either: the caller may hold the lock of {@link Results}.
     */
    void runLate(Runnable what) {
        if (!leave(what)) {
            what.run();
        }
    }

    private boolean leave(Runnable what) {
        synchronized (late) {
            if (over) {
                return false;
            }
            late.add(what);
        }
        pool.events.advanceIfAlive(); // for the thread that has the last turn: it sleeps while something is outstanding
        return true;
    }

    /** In the last turn: the next task that was left for it, or null. */
    Runnable takeLate() {
        synchronized (late) {
            return late.poll();
        }
    }

    /** In the last turn, where nothing is outstanding: whether it is over, as no task has come meanwhile. */
    boolean endsTurn() {
        synchronized (late) {
            over = late.isEmpty();
            return over;
        }
    }

    private void refuse() {
        closed = true;
        pool.submission.awaitOthers();
    }

    /**
     * Handles what is outstanding, then destroys the native pool. Exceptions of callbacks are thrown when that is done. Only
     * callbacks may submit meanwhile, since there might always be something outstanding otherwise. If the caller is
     * interrupted, a thread of its own does the rest.
     */
    public synchronized void close() {
        if (closed) {
            return;
        }
        pool.poller.checkNotInCallback("close");
        StackRoom.checkForMore(); // a StackOverflowError halfway would leave a pool that is neither open nor ever ended
        refuse();
        Throwable thrown = null;
        try {
            thrown = end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            endInBackground(pool.threadName("jeio-close"));
        }
        if (thrown != null) {
            throw Callbacks.unchecked(thrown);
        }
    }

    /**
     * For a pool that refuses new requests: handles what is outstanding and destroys the native pool, in a daemon thread; or in
     * the calling thread, where the process may start no more of them.
     */
    public void endInBackground(String name) {
        try {
            Thread reaper = new Thread(this::endAlone, name);
            reaper.setDaemon(true);
            reaper.start();
        } catch (OutOfMemoryError e) {
            endAlone();
        }
    }

    /** An interrupt means nothing here; the thread keeps it. */
    private void endAlone() {
        boolean interrupted = Thread.interrupted();
        for (;;) {
            try {
                Throwable thrown = end();
                if (thrown != null) {
                    Callbacks.report(thrown);
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Throwable end() throws InterruptedException {
        pool.unpause();
        pool.waiting.retireDaemon();
        Throwable thrown = pool.flush.last(null);
        Recorders.ends(pool);
        pool.events.advance(); // threads that sleep in C are inside Life
        life.end();
        Natives.destroy(pool.handle);
        pool.bounces.close();
        ExitFlush.remove(pool);
        Timers.purge();
        Governor governor = pool.governor;
        if (governor != null && governor.descriptors() != null) {
            governor.descriptors().reportLeaks();
        }
        return thrown;
    }
}
