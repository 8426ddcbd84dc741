package io.github.jeio.reliability;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** A callback of every kind that counts how often it is called, and then does something hostile. */
final class Told implements LongConsumer, IntConsumer, Consumer<Object>, Runnable {

    private final AtomicInteger times = new AtomicInteger();
    private final Runnable then;

    Told(Runnable then) {
        this.then = then;
    }

    int times() {
        return times.get();
    }

    @Override
    public void run() {
        times.incrementAndGet();
        Progress.made();
        then.run();
    }

    @Override
    public void accept(long value) {
        run();
    }

    @Override
    public void accept(int value) {
        run();
    }

    @Override
    public void accept(Object value) {
        run();
    }
}
