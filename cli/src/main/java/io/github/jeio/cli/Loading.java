package io.github.jeio.cli;

import io.github.jeio.IoAio;

/** Loads jeio's library in a thread of its own while options are being parsed, which takes longer. No lambda, as in {@link Main}. */
final class Loading implements Runnable {

    private Loading() { }

    static void begin() {
        Thread thread = new Thread(new Loading(), "jeio-loading");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether there is one is told when it is needed. */
    @Override
    public void run() {
        IoAio.isAvailable();
    }
}
