package io.github.jeio.internal.pool;

import io.github.jeio.internal.wire.Kind;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** The callback of a request that was made without one; a null is a mistake of the caller. */
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

    /** A callback of what a kind of request takes, which gives the consumer what the request gives. */
    static Object of(Kind kind, Consumer<Object> consumer) {
        return switch (kind) {
            case COUNT -> (LongConsumer) consumer::accept;
            case DESCRIPTOR -> (IntConsumer) consumer::accept;
            case NOTHING -> (Runnable) () -> consumer.accept(null);
            case OBJECT, GROUP -> consumer;
        };
    }

    /** The first of all exceptions, with the others added to it. */
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
            // made so that it takes none
            RuntimeException both = new RuntimeException("several callbacks have thrown: " + first + "; " + next, first);
            both.addSuppressed(next);
            return both;
        }
        return first;
    }

    /** Throws it, unless it is null. */
    static void rethrow(Throwable thrown) {
        if (thrown != null) {
            throw unchecked(thrown);
        }
    }

    /** Throws it, whatever it is: callbacks in other languages, and some in Java, throw checked exceptions, too. */
    public static RuntimeException unchecked(Throwable thrown) {
        return Callbacks.<RuntimeException>cast(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // so that the compiler takes it for unchecked
    private static <E extends Throwable> E cast(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** Where nobody is there to catch a callback's exception: tells the thread's handler, and goes on whatever that does. */
    public static void report(Throwable e) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        } catch (Throwable ignored) {
            // as the JVM ignores it
        }
    }

    @SuppressWarnings("unchecked")
    public static <T> Consumer<T> noObject() {
        return (Consumer<T>) NONE;
    }
}
