package io.github.jeio.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Jobs of one thread, a bounded number of which are under way. The last that was pushed begins first: so a tree is gone through
 * depth first, with few directories open. Across a network it is any of the last ones instead: what is made in one directory,
 * the kernel makes one after the other, so that threads should work in several. When a stop is requested, nothing more begins.
 */
final class Work {

    /** Among how many of the last jobs one is chosen: so many entries are of ten directories or so, all of which are open. */
    private static final int NEAR = 256;

    private final Stop stop;
    private final int most;
    private final ArrayList<Consumer<Runnable>> jobs = new ArrayList<>();
    /** Chooses one of the last jobs; null: it is the last. */
    private final Random choice;
    private int underWay;
    private boolean beginning;

    /** @param most how many jobs are under way at a time; 1: one after the other */
    Work(Stop stop, int most) {
        this(stop, most, false);
    }

    /** @param spread whether any of the last jobs begins first; not if they go one after the other */
    Work(Stop stop, int most, boolean spread) {
        this.stop = stop;
        this.most = most;
        choice = spread && most > 1 ? new Random() : null;
    }

    private Consumer<Runnable> next() {
        int last = jobs.size() - 1;
        int at = choice == null ? last : last - choice.nextInt(Math.min(jobs.size(), NEAR));
        Consumer<Runnable> job = jobs.get(at);
        jobs.set(at, jobs.get(last));
        jobs.remove(last);
        return job;
    }

    /** @param job begins something, and has what it is given run when that is done */
    void push(Consumer<Runnable> job) {
        jobs.add(job);
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
                next().accept(this::done);
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
