package io.github.jeio.internal.pool;

import io.github.jeio.internal.measure.Meter;
import io.github.jeio.internal.measure.Probe;

/** What of a pool's requests is measured and told: sets the pool's {@link Probe}. With a lock of its own, since closing a pool may take long. */
public final class Measuring {

    private final Pool pool;
    private volatile Meter meter;
    /** Guarded by this, as is the next. */
    private boolean on;
    private Probe.Sink sink;

    Measuring(Pool pool) {
        this.pool = pool;
    }

    /** What was measured, or null. */
    public Meter meter() {
        return meter;
    }

    public synchronized boolean isOn() {
        return on;
    }

    /** Begins with nothing measured, where it does not measure already. */
    public synchronized void set(boolean measure) {
        if (measure && !on) {
            meter = new Meter();
        }
        on = measure;
        update();
    }

    /** Who is told of each request, or null. */
    synchronized void sink(Probe.Sink told) {
        sink = told;
        update();
    }

    private void update() {
        pool.probe = Probe.of(on ? meter : null, sink);
    }
}
