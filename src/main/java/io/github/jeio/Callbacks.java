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

    /** What is to be done in spite of an exception; one of its own is added to that. */
    static void suppress(Throwable first, Runnable then) {
        try {
            then.run();
        } catch (Throwable e) {
            and(first, e);
        }
    }

    /** The first of all exceptions, with the others added to it. */
    static Throwable and(Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        if (next != first) {
            first.addSuppressed(next);
        }
        return first;
    }

    static void rethrow(Throwable unchecked) {
        if (unchecked instanceof RuntimeException e) {
            throw e;
        }
        if (unchecked instanceof Error e) {
            throw e;
        }
    }

    /** Where nobody is there to catch a callback's exception: tells the thread's handler, and goes on whatever that does. */
    static void report(Throwable e) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        } catch (Throwable ignored) {
            // as the JVM ignores it
        }
    }

    @SuppressWarnings("unchecked")
    static <T> Consumer<T> noObject() {
        return (Consumer<T>) NONE;
    }
}
