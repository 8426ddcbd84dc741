package io.github.jeio.internal.pool;

import io.github.jeio.internal.natives.Natives;

/**
 * Sleeping until something changes: ask for {@link #rings()}, look whether there is something to do, and sleep. Who rings
 * after the asking wakes the sleeper, and so do results. A pool that has ended is not waited for.
 */
public final class Bell {

    static final int FOREVER = -1;

    private final Pool pool;
    private final Life life;

    Bell(Pool pool, Life life) {
        this.pool = pool;
        this.life = life;
    }

    /** How often {@link #ring} was called, or the descriptor made readable. */
    public int rings() {
        if (!life.enter()) {
            return 0;
        }
        try {
            return Natives.rings(pool.handle);
        } finally {
            life.leave();
        }
    }

    /** Wakes who sleeps. */
    public void ring() {
        if (life.enter()) {
            ringInside();
        }
    }

    /** By a thread that may hold the lock of results, or have the turn: waits for no lock. A pool that ends rings by itself. */
    void ringIfAlive() {
        if (life.tryEnter()) {
            ringInside();
        }
    }

    private void ringInside() {
        try {
            Natives.ring(pool.handle);
        } finally {
            life.leave();
        }
    }

    /** Until there are results in C, it has been rung since {@code rings} was read, or the time is up. */
    void sleep(int rings, int timeoutMillis) {
        pool.waiting.sleeps(true);
        try {
            doze(rings, timeoutMillis);
        } finally {
            pool.waiting.sleeps(false);
        }
    }

    /** The same until results are pending, wherever they are. */
    public void awaitReadable(int rings, int timeoutMillis) {
        pool.waiting.sleeps(true); // before looking: who takes results from C afterwards rings
        try {
            if (pool.npending() == 0) {
                doze(rings, timeoutMillis);
            }
        } finally {
            pool.waiting.sleeps(false);
        }
    }

    /** Like {@link #sleep}, for a thread that need not look when others have taken results over. */
    void doze(int rings, int timeoutMillis) {
        if (life.enter()) {
            try {
                Natives.await(pool.handle, rings, timeoutMillis);
            } finally {
                life.leave();
            }
        }
    }

    /** Like {@link #doze}, for the {@link Leader}: while it sleeps, results wake nobody else. */
    void lead(int rings, int timeoutMillis) {
        if (life.enter()) {
            try {
                Natives.lead(pool.handle, rings, timeoutMillis);
            } finally {
                life.leave();
            }
        }
    }
}
