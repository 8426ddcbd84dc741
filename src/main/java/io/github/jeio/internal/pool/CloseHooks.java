package io.github.jeio.internal.pool;

import java.util.ArrayList;
import java.util.List;

/** What is to be done when a pool is closed. */
public final class CloseHooks {

    /** By identity: one action may be here twice. Guarded by this, as is the next. */
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

    /** Gives what takes the action back. */
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

    /** Runs each once, with no lock held: an action may wait for another thread that takes its own one back. */
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
                Callbacks.report(e); // the pool is closed all the same
            }
        }
    }
}
