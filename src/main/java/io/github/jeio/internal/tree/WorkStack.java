package io.github.jeio.internal.tree;

import io.github.jeio.internal.pool.Composite;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What a composite request has still to do, done with a bounded number of requests in flight. The last put on top goes
 * first: so a tree is walked depth first, and little of it is in memory at a time.
 */
public final class WorkStack {

    private final Composite<?> all;
    private final int most;
    private final Deque<Runnable> stack = new ArrayDeque<>();
    private int inFlight;
    private boolean running;
    private boolean paused;

    WorkStack(Composite<?> all, int most) {
        this.all = all;
        this.most = most;
    }

    /** @param work makes a request whose callback is {@link #counted}, or none */
    void push(Runnable work) {
        stack.push(work);
    }

    /** By work that can't be done yet, but when another request has ended. */
    void postpone(Runnable work) {
        if (inFlight > 0) {
            stack.push(work);
            paused = true;
        } else {
            stack.addLast(work); // no request will end: what is below goes first
        }
    }

    /** The callback of a request that is counted as in flight until it is called. */
    LongConsumer counted(LongConsumer callback) {
        inFlight++;
        return result -> {
            ended();
            try {
                callback.accept(result);
            } finally {
                run();
            }
        };
    }

    /** The same for a request that gives an object. */
    <T> Consumer<T> countedObject(Consumer<T> callback) {
        inFlight++;
        return result -> {
            ended();
            try {
                callback.accept(result);
            } finally {
                run();
            }
        };
    }

    private void ended() {
        inFlight--;
        paused = false;
    }

    /** Makes requests, as many as there may be. Whoever pushes outside of a counted callback calls this. */
    void run() {
        if (running) {
            return;
        }
        running = true;
        try {
            while (inFlight < most && !paused && !stack.isEmpty() && !all.isDone()) {
                stack.pop().run();
            }
        } finally {
            running = false;
        }
    }
}
