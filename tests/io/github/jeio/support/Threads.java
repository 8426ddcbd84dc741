package io.github.jeio.support;

/** What other threads are at. */
public final class Threads {

    private Threads() { }

    /** Whether the thread has begun, and waits for something: parked, or asleep in the native pool, which Java takes for running. */
    public static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case NEW -> false;
            case RUNNABLE -> sleeps(thread.getStackTrace());
            default -> true;
        };
    }

    /** Returns when the pools that were replaced by {@code reinit()} so far have ended, and have given back what they had. */
    public static void joinReinits() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("jeio-reinit")) {
                thread.join();
            }
        }
    }

    private static boolean sleeps(StackTraceElement[] stack) {
        return stack.length > 0 && stack[0].getClassName().equals("io.github.jeio.internal.natives.Natives")
                && (stack[0].getMethodName().equals("lead") || stack[0].getMethodName().equals("await"));
    }
}
