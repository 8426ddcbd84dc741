package io.github.jeio.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Jobs of one thread, a bounded number of which are under way. The last that was pushed begins first: so a tree is gone through
 * depth first, with few directories open. When a stop is requested, nothing more begins.
 */
final class Work {

    private final Stop stop;
    private final int most;
    private final Deque<Consumer<Runnable>> jobs = new ArrayDeque<>();
    private int underWay;
    private boolean beginning;

    /** @param most how many jobs are under way at a time; 1: one after the other */
    Work(Stop stop, int most) {
        this.stop = stop;
        this.most = most;
    }

    /** @param job begins something, and has what it is given run when that is done */
    void push(Consumer<Runnable> job) {
        jobs.push(job);
    }

    /** Pushes jobs so that the first begins first. */
    void pushAll(List<Consumer<Runnable>> all) {
        for (int i = all.size() - 1; i >= 0; i--) {
            push(all.get(i));
        }
    }

    /** Begins jobs, as many as there may be. */
    void run() {
        if (beginning) {
            return;
        }
        beginning = true;
        try {
            while (underWay < most && !jobs.isEmpty() && !stop.requested()) {
                underWay++;
                jobs.pop().accept(this::done);
            }
        } finally {
            beginning = false;
        }
    }

    private void done() {
        underWay--;
        run();
    }
}
