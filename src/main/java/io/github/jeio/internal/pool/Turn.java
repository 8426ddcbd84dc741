package io.github.jeio.internal.pool;

import java.util.concurrent.atomic.AtomicReference;

/** The right to run callbacks. At any time at most one thread has it; that thread is called the poller. */
public final class Turn {

    private final AtomicReference<Thread> holder = new AtomicReference<>();
    /** Its monitor guards waiting for the end of a turn. */
    private final Object ended = new Object();
    /** Threads that wait for the end; written under the monitor of {@link #ended}. */
    private volatile int waiting;

    /** The thread that has the turn, or null. */
    public Thread holder() {
        return holder.get();
    }

    /**
     * Whether the calling thread has the turn: it is in a callback, a feeder, a consumer or a dependent stage, or about to
     * call one.
     */
    public boolean isMine() {
        return holder.getPlain() == Thread.currentThread();
    }

    /** Takes the turn. False if another thread has it. */
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
            waiting++; // before the check: a thread that ends its turn afterwards sees the counter
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
