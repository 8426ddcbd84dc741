package io.github.jeio.cli;

import io.github.jeio.IoAio;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Hears of signals that ask for an end: ^C, a terminal that has gone, kill. The command begins nothing new then, and ends what
 * it has begun so that nothing is left by half. A second signal ends the process at once.
 */
final class Stop implements AutoCloseable {

    private static final String[] SIGNALS = {"INT", "TERM", "HUP"};

    private final IoAio io;
    private final SignalHandler[] before = new SignalHandler[SIGNALS.length];
    /** Written by the JVM's thread for signals, read by the one that polls. */
    private volatile int signal;
    private volatile boolean asking;

    Stop(IoAio io, boolean process) {
        this.io = io;
        for (int i = 0; process && i < SIGNALS.length; i++) {
            before[i] = Signal.handle(new Signal(SIGNALS[i]), this::stop);
        }
    }

    private void stop(Signal received) {
        if (signal != 0 || asking) {
            Runtime.getRuntime().halt(Exit.signal(received.getNumber()));
        }
        signal = received.getNumber();
        io.aioNop(); // wakes the thread that polls
    }

    /** While a question is being asked nothing is in progress, and a signal ends the process at once. */
    void asking(boolean now) {
        asking = now;
    }

    /** Whether nothing new is to be begun. */
    boolean requested() {
        return signal != 0;
    }

    /** The signal's number, or 0. */
    int signal() {
        return signal;
    }

    /** The handlers stay until the process ends: who has heard of the first signal is about to end it. */
    @Override
    public void close() {
        for (int i = 0; i < SIGNALS.length; i++) {
            if (before[i] != null && signal == 0) {
                Signal.handle(new Signal(SIGNALS[i]), before[i]);
            }
        }
    }
}
