package io.github.jeio.jcstress;

import java.util.concurrent.atomic.AtomicInteger;

/** A callback that counts how often it is called. */
final class Told implements Runnable {

    private final AtomicInteger times = new AtomicInteger();

    @Override
    public void run() {
        times.incrementAndGet();
    }

    /** The number, once it has changed, or when some time has passed: a daemon calls back a moment after a request is done. */
    int once() {
        long end = System.nanoTime() + 1_000_000_000;
        while (times.get() == 0 && System.nanoTime() < end) {
            Thread.yield();
        }
        return times.get();
    }

    int times() {
        return times.get();
    }
}
