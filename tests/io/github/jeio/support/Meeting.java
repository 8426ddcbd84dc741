package io.github.jeio.support;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Two threads that do something at the same moment, again and again, a little apart each time. */
public final class Meeting {

    /** The rounds after which the distances between the threads repeat. */
    public static final int APART = 64;

    /** What a thread does in a round. */
    public interface Step {
        void run(int round) throws Exception;
    }

    private Meeting() { }

    /** Runs {@code mine} here and {@code other} in another thread: in each round both begin together, and end before the next one. */
    public static void meet(int rounds, Step before, Step mine, Step other, Step after) {
        AtomicInteger begun = new AtomicInteger(-1);
        AtomicInteger ended = new AtomicInteger(-1);
        CompletableFuture<Void> there = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                for (int i = 0; i < rounds; i++) {
                    awaitValue(begun, i, there);
                    pause(-(i % APART - APART / 2));
                    other.run(i);
                    ended.set(i);
                }
                there.complete(null);
            } catch (Throwable e) {
                there.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        try {
            for (int i = 0; i < rounds; i++) {
                before.run(i);
                begun.set(i);
                pause(i % APART - APART / 2);
                mine.run(i);
                awaitValue(ended, i, there);
                after.run(i);
            }
        } catch (Throwable e) {
            there.completeExceptionally(e); // the other thread ends, too
        }
        there.join();
    }

    /** Mostly without giving up the CPU, so that both threads are on one when they begin. */
    private static void awaitValue(AtomicInteger counter, int value, CompletableFuture<Void> there) {
        for (int tries = 1; counter.get() < value; tries++) {
            if (tries % APART == 0) {
                if (there.isCompletedExceptionally()) {
                    there.join();
                }
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** Lets some instructions' time pass. */
    public static void pause(int spins) {
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }
}
