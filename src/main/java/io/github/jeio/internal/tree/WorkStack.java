package io.github.jeio.internal.tree;

import io.github.jeio.internal.pool.Composite;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What a composite request still has to do, with a bounded number of requests in flight. What was pushed last is done first:
 * a tree is walked depth first, so that little of it is in memory at a time.
 */
public final class WorkStack {

    private final Composite<?> all;
    private final int maxInFlight;
    private final Deque<Runnable> stack = new ArrayDeque<>();
    private int inFlight;
    private boolean running;
    private boolean paused;

    WorkStack(Composite<?> all, int maxInFlight) {
        this.all = all;
        this.maxInFlight = maxInFlight;
    }

    /** @param work makes a request whose callback is {@link #counted}, or makes none */
    void push(Runnable work) {
        stack.push(work);
    }

    /** Called by work that can't be done before another request has ended. */
    void postpone(Runnable work) {
        if (inFlight > 0) {
            stack.push(work);
            paused = true;
        } else {
            stack.addLast(work); // no request is in flight: the rest of the stack goes first
        }
    }

    /** Wraps a callback: its request counts as in flight until it is called. */
    LongConsumer counted(LongConsumer callback) {
        inFlight++;
        return result -> ended(() -> callback.accept(result));
    }

    /** Like {@link #counted}, for a request that gives an object. */
    <T> Consumer<T> countedObject(Consumer<T> callback) {
        inFlight++;
        return result -> ended(() -> callback.accept(result));
    }

    private void ended(Runnable callback) {
        inFlight--;
        paused = false;
        try {
            callback.run();
        } finally {
            run();
        }
    }

    /** Makes as many requests as may be in flight. To be called after a push outside of a counted callback. */
    void run() {
        if (running) {
            return;
        }
        running = true;
        try {
            while (inFlight < maxInFlight && !paused && !stack.isEmpty() && !all.isDone()) {
                stack.pop().run();
            }
        } finally {
            running = false;
        }
    }
}
