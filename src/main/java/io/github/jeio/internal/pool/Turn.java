package io.github.jeio.internal.pool;

import java.util.concurrent.atomic.AtomicReference;

/** Who runs callbacks: at any time at most one thread has the turn. Whatever is said to be the poller's is that thread's. */
public final class Turn {

    private final AtomicReference<Thread> holder = new AtomicReference<>();
    /** Guards waiting for the turn's end. */
    private final Object ended = new Object();
    /** Threads that wait for it; written under {@link #ended}. */
    private volatile int waiting;

    /** The thread that has the turn, or null. */
    public Thread holder() {
        return holder.get();
    }

    /** Whether the calling thread has it: it is in a callback, a feeder, a consumer or a dependent stage, or about to call one. */
    public boolean isMine() {
        return holder.getPlain() == Thread.currentThread();
    }

    /** Takes the turn; false where a thread has it. */
    boolean begin() {
        return holder.compareAndSet(null, Thread.currentThread());
    }

    void end() {
        holder.set(null);
        if (waiting > 0) {
            synchronized (ended) {
                ended.notifyAll();
            }
        }
    }

    /** Returns when the thread that has the turn now no longer has it. */
    void awaitEnd() throws InterruptedException {
        synchronized (ended) {
            waiting++; // before looking: who ends the turn afterwards sees it
            try {
                Thread now = holder.get();
                while (now != null && holder.get() == now) {
                    ended.wait();
                }
            } finally {
                waiting--;
            }
        }
    }
}
