package io.github.jeio.internal.pool;

import io.github.jeio.internal.natives.Natives;

/**
 * An event count: lets threads sleep until something changes, without missing a change. A thread reads the count, looks
 * whether there is something to do, and if not, sleeps until the count differs from what it has read. {@link #advance} and
 * new results wake it. A pool that has ended puts nobody to sleep.
 */
public final class EventCount {

    static final int FOREVER = -1;

    private final Pool pool;
    private final Life life;

    EventCount(Pool pool, Life life) {
        this.pool = pool;
        this.life = life;
    }

    /**
     * The count, to be passed to a sleep. C counts calls of {@link #advance}, and the times that the poll descriptor became
     * readable.
     */
    public int read() {
        if (!life.enter()) {
            return 0;
        }
        try {
            return Natives.events(pool.handle);
        } finally {
            life.leave();
        }
    }

    /** Wakes all threads that sleep, and keeps those from sleeping that have read the count before. */
    public void advance() {
        if (life.enter()) {
            advanceInside();
        }
    }

    /**
     * Like {@link #advance}, but waits for no lock, as the caller may hold the lock of {@link Results} or have the turn. A
     * pool that is about to end advances the count itself.
     */
    void advanceIfAlive() {
        if (life.tryEnter()) {
            advanceInside();
        }
    }

    private void advanceInside() {
        try {
            Natives.advance(pool.handle);
        } finally {
            life.leave();
        }
    }

    /** Sleeps until C has results, the count differs from {@code seen}, or the time is up (-1: never). */
    void sleep(int seen, int timeoutMillis) {
        pool.waiting.sleeps(true);
        try {
            sleepUncounted(seen, timeoutMillis);
        } finally {
            pool.waiting.sleeps(false);
        }
    }

    /**
     * Sleeps like {@link #sleep}, unless results are pending in C or in Java. Returns whether any are pending. A thread that
     * waits for something else as well has to be counted by {@link Waiting#sleeps} before it looks for that.
     */
    public boolean awaitReadable(int seen, int timeoutMillis) {
        pool.waiting.sleeps(true); // before the check: a thread that moves results from C to Java after it advances the count
        try {
            return pool.results.held() > 0 || sleepUncounted(seen, timeoutMillis) || pool.results.held() > 0;
        } finally {
            pool.waiting.sleeps(false);
        }
    }

    /**
     * Like {@link #sleep}, for a thread that need not be woken when another one moves results from C to Java. Returns whether
     * there are results in C.
     */
    boolean sleepUncounted(int seen, int timeoutMillis) {
        if (!life.enter()) {
            return false;
        }
        try {
            return Natives.await(pool.handle, seen, timeoutMillis);
        } finally {
            life.leave();
        }
    }

    /** Like {@link #sleepUncounted}, for the {@link Leader}: while it sleeps here, results wake no other thread. */
    void lead(int seen, int timeoutMillis) {
        if (life.enter()) {
            try {
                Natives.lead(pool.handle, seen, timeoutMillis);
            } finally {
                life.leave();
            }
        }
    }
}
