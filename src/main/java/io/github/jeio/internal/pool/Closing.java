package io.github.jeio.internal.pool;

import io.github.jeio.internal.natives.Natives;

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

    /** For a reinit, by the poller: refuses new requests, and cancels all others but those that close what nobody has any more. */
    public void abandonRequests() {
        abandoned = true;
        pool.openGroups.cancelAll();
        refuse();
        pool.composed.forEach(Request::cancel);
        pool.submission.forEach(Request::cancelForReinit);
        pool.results.cancelAll();
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
     * For a pool that refuses new requests: handles what is outstanding and destroys the native pool, in a daemon thread.
     */
    public void endInBackground(String name) {
        Thread reaper = new Thread(this::endAlone, name);
        reaper.setDaemon(true);
        reaper.start();
    }

    private void endAlone() {
        for (;;) {
            try {
                Throwable thrown = end();
                if (thrown != null) {
                    Callbacks.report(thrown);
                }
                return;
            } catch (InterruptedException e) {
                // an interrupt means nothing to this thread
            }
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
