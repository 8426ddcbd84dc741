package io.github.jeio.reliability;

import io.github.jeio.IoAio;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Ends the process, with what every thread is at, when nothing has gone on for a while. */
final class Progress {

    static final int STALLED = 3;
    private static final long LIMIT = Long.getLong("jeio.stall.seconds", 60);
    private static final long LOOK_MILLIS = 200;
    private static final LongAdder MADE = new LongAdder();

    private Progress() { }

    /** Called wherever something goes on. */
    static void made() {
        MADE.increment();
    }

    /** @param what is going on, for the report */
    static void watch(Supplier<String> what) {
        Thread thread = new Thread(() -> {
            long last = -1;
            int looks = 0; // not a time, which passes while the process is stopped
            for (;;) {
                try {
                    Thread.sleep(LOOK_MILLIS);
                } catch (InterruptedException e) {
                    return;
                }
                long now = MADE.sum();
                if (now != last) {
                    last = now;
                    looks = 0;
                } else if (++looks > TimeUnit.SECONDS.toMillis(LIMIT) / LOOK_MILLIS) {
                    System.out.println("STALLED: " + what.get() + "\n" + state());
                    System.out.flush();
                    Runtime.getRuntime().halt(STALLED);
                }
            }
        }, "progress");
        thread.setDaemon(true);
        thread.start();
    }

    /** What every pool and every thread is at. */
    static String state() {
        StringBuilder state = new StringBuilder(IoAio.dump());
        Thread.getAllStackTraces().forEach((one, stack) -> {
            state.append("\n\"").append(one.getName()).append("\" ").append(one.getState());
            for (StackTraceElement element : stack) {
                state.append("\n    at ").append(element);
            }
        });
        return state.toString();
    }
}
