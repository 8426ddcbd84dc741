package io.github.jeio.internal.pool;

import io.github.jeio.internal.wire.Kind;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * Callbacks of all kinds: the one that stands for "none", since null is an error of the caller, and what becomes of
 * exceptions that callbacks throw.
 */
public final class Callbacks {

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

    public static final Object NONE = new None();

    public static final LongConsumer NO_COUNT = (LongConsumer) NONE;
    public static final IntConsumer NO_DESCRIPTOR = (IntConsumer) NONE;
    public static final Runnable NO_RUNNABLE = (Runnable) NONE;

    private Callbacks() { }

    /** Wraps a consumer of any result in the type of callback that this kind of request takes. */
    static Object of(Kind kind, Consumer<Object> consumer) {
        return switch (kind) {
            case COUNT -> (LongConsumer) consumer::accept;
            case DESCRIPTOR -> (IntConsumer) consumer::accept;
            case NOTHING -> (Runnable) () -> consumer.accept(null);
            case OBJECT, GROUP -> consumer;
        };
    }

    /** Adds an exception to those thrown before: the first one is kept, the others are suppressed by it. */
    public static Throwable and(Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        if (next == first) {
            return first;
        }
        int before = first.getSuppressed().length;
        first.addSuppressed(next);
        if (first.getSuppressed().length == before) {
            // the exception was made with suppression disabled
            RuntimeException both = new RuntimeException("several callbacks have thrown: " + first + "; " + next, first);
            both.addSuppressed(next);
            return both;
        }
        return first;
    }

    /** Throws the exception, unless it is null. */
    static void rethrow(Throwable thrown) {
        if (thrown != null) {
            throw unchecked(thrown);
        }
    }

    /** Throws the exception as it is, even if it is checked: callbacks in other languages, and some in Java, throw those. */
    public static RuntimeException unchecked(Throwable thrown) {
        return Callbacks.<RuntimeException>cast(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the compiler infers an unchecked type for E
    private static <E extends Throwable> E cast(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /**
     * For an exception that no caller could catch: passes it to the thread's uncaught-exception handler, and ignores what
     * the handler throws.
     */
    public static void report(Throwable e) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        } catch (Throwable ignored) {
            // the JVM ignores what such a handler throws, too
        }
    }

    @SuppressWarnings("unchecked")
    public static <T> Consumer<T> noObject() {
        return (Consumer<T>) NONE;
    }
}
