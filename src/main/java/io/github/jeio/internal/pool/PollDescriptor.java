package io.github.jeio.internal.pool;

import io.github.jeio.AioException;
import io.github.jeio.internal.natives.AdvancedNatives;
import io.github.jeio.internal.natives.Natives;

/** The descriptor that an event loop watches: once it was asked for, it is readable exactly while results are pending. */
public final class PollDescriptor {

    private final Pool pool;
    private final Life life;
    /** Guarded by this object's monitor: a reinit has given the descriptor to the pool that comes after this one. */
    private boolean given;

    PollDescriptor(Pool pool, Life life) {
        this.pool = pool;
        this.life = life;
    }

    /** Enters {@link Life}, with the monitor. Throws if the pool is closed, or is just being replaced. */
    private void enter() {
        pool.enterOpen();
        if (given) {
            life.leave();
            throw new IllegalStateException("the pool is closed");
        }
    }

    /** Its number. From now on it is kept up. */
    public synchronized int fileno() {
        enter();
        try {
            return Natives.pollFd(pool.handle);
        } finally {
            life.leave();
        }
    }

    /** A duplicate of {@link #fileno} that the caller has to close. */
    public synchronized int duplicate() throws AioException {
        enter();
        try {
            int res = AdvancedNatives.natives().dup(Natives.pollFd(pool.handle));
            if (res < 0) {
                throw new AioException("fcntl", null, null, -res);
            }
            return res;
        } finally {
            life.leave();
        }
    }

    /** Makes the number {@code fd} another name of the descriptor. What it stood for before is closed. */
    public synchronized void watch(int fd) throws AioException {
        enter();
        try {
            int res = Natives.watch(pool.handle, fd);
            if (res < 0) {
                throw new AioException("dup3", null, null, -res);
            }
        } finally {
            life.leave();
        }
    }

    /**
     * For an event loop that ends: nobody reads the descriptor any more, so that it stays readable once it is, until somebody
     * asks for it again.
     */
    public void unwatch() {
        if (life.enter()) {
            try {
                Natives.unwatch(pool.handle);
            } finally {
                life.leave();
            }
        }
    }

    /** For a reinit, while neither pool is polled: each pool gets the other one's. */
    void exchange(Pool other) {
        synchronized (other.descriptor) {
            Natives.exchangeWakeup(other.handle, pool.handle);
            other.descriptor.given = true;
        }
    }
}
