package io.github.jeio;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** The callback of a request that was made without one; a null is a mistake of the caller. */
final class Callbacks {

    private static final class None implements LongConsumer, IntConsumer, Consumer<Object>, Runnable {
        @Override
        public void accept(long value) { }

        @Override
        public void accept(int value) { }

        @Override
        public void accept(Object value) { }

        @Override
        public void run() { }
    }

    static final Object NONE = new None();

    static final LongConsumer NO_COUNT = (LongConsumer) NONE;
    static final IntConsumer NO_DESCRIPTOR = (IntConsumer) NONE;
    static final Runnable NO_RUNNABLE = (Runnable) NONE;

    private Callbacks() { }

    @SuppressWarnings("unchecked")
    static <T> Consumer<T> noObject() {
        return (Consumer<T>) NONE;
    }
}
