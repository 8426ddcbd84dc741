package io.github.jeio.nio;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What a call comes to, in words that are the same for the JDK's channel and for jeio's. */
final class Outcome {

    private Outcome() { }

    /** A value; the class of an exception; or, of a future, the same of its outcome. */
    static String of(Callable<?> call) {
        try {
            Object value = call.call();
            return value instanceof Future<?> future ? "future of " + awaited(future) : String.valueOf(value);
        } catch (Throwable e) {
            return e.getClass().getName();
        }
    }

    private static String awaited(Future<?> future) throws Exception {
        try {
            Object value = future.get(30, TimeUnit.SECONDS);
            return value + (future.isDone() ? "" : ", not done");
        } catch (ExecutionException e) {
            return e.getCause().getClass().getName();
        }
    }
}
