package io.github.jeio.internal.pool;

import io.github.jeio.internal.measure.Meter;
import io.github.jeio.internal.measure.Probe;

/**
 * What is measured and recorded of a pool's requests: sets the pool's {@link Probe}. It has a monitor of its own, since
 * closing a pool holds the pool's for long.
 */
public final class Measuring {

    private final Pool pool;
    private volatile Meter meter;
    /** Guarded by this object's monitor, like {@code sink}. */
    private boolean on;
    private Probe.Sink sink;

    Measuring(Pool pool) {
        this.pool = pool;
    }

    /** The measured times, or null. */
    public Meter meter() {
        return meter;
    }

    public synchronized boolean isOn() {
        return on;
    }

    /** Switches measuring on, with empty histograms unless it is on already; or off. */
    public synchronized void set(boolean measure) {
        if (measure && !on) {
            meter = new Meter();
        }
        on = measure;
        update();
    }

    /** Sets who is notified of each request, or null. */
    synchronized void sink(Probe.Sink told) {
        sink = told;
        update();
    }

    private void update() {
        pool.probe = Probe.of(on ? meter : null, sink);
    }
}
