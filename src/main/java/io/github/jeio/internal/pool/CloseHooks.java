package io.github.jeio.internal.pool;

import java.util.ArrayList;
import java.util.List;

/** Actions that run when a pool is closed. */
public final class CloseHooks {

    /**
     * Guarded by this object's monitor, like {@code over}. Compared by identity, since the same action may be registered
     * twice.
     */
    private final List<Hook> hooks = new ArrayList<>();
    private boolean over;

    private record Hook(Runnable action) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Registers an action. Running the result removes it again. */
    public synchronized Runnable add(Runnable action) {
        if (over) {
            throw new IllegalStateException("the pool is closed");
        }
        Hook hook = new Hook(action);
        hooks.add(hook);
        return () -> remove(hook);
    }

    private synchronized void remove(Hook hook) {
        hooks.remove(hook);
    }

    /**
     * Runs each action once. No lock is held meanwhile, since an action may wait for a thread that is just removing its own
     * action.
     */
    public void run() {
        List<Hook> all;
        synchronized (this) {
            over = true;
            all = List.copyOf(hooks);
            hooks.clear();
        }
        for (Hook hook : all) {
            try {
                hook.action.run();
            } catch (Throwable e) {
                Callbacks.report(e); // an action that throws does not keep the pool from being closed
            }
        }
    }
}
