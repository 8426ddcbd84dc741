package io.github.jeio;

/** The thread that polls a pool which nobody else polls, so that {@code await} and {@code future} have an end. */
final class PollDaemon extends Thread {

    private static final int FOREVER = -1;

    private final Pool pool;
    private final Poller poller;
    private volatile boolean ended;

    PollDaemon(Pool pool, Poller poller) {
        super(null, null, "jeio-poll", 0, false);
        setDaemon(true);
        this.pool = pool;
        this.poller = poller;
    }

    @Override
    public void run() {
        while (!ended) {
            pool.awaitReadable(FOREVER);
            try {
                if (!ended && !poller.tryCycle()) {
                    Thread.yield();
                }
            } catch (Throwable e) {
                Callbacks.report(e); // the next callback is not to suffer for it
            }
        }
    }

    /** Returns once it calls back no more; false if it is the caller, who is in its last callback. */
    boolean end() {
        ended = true;
        if (Thread.currentThread() == this) {
            return false;
        }
        pool.wakeup();
        boolean interrupted = false;
        for (;;) {
            try {
                join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
