package io.github.jeio.internal.measure;

import io.github.jeio.internal.memory.Hold;
import io.github.jeio.internal.wire.Op;

/**
 * What is measured of each request of a pool, and who is notified. Most pools have no probe: a submission then reads one
 * field, which is null.
 *
 * @param meter gets the times, or null
 * @param sink gets the whole request, or null
 */
public record Probe(Meter meter, Sink sink) {

    /** Is notified of each request. */
    public interface Sink {

        /** A request is being submitted. Returns an object that is passed to {@link #over}. */
        Object begun();

        /**
         * The request is over. Called by the thread that is about to call back, or that completes a request without a
         * listener.
         */
        void over(Trace trace, Object begun);
    }

    /** A probe, or null if neither is given. */
    public static Probe of(Meter meter, Sink sink) {
        return meter == null && sink == null ? null : new Probe(meter, sink);
    }

    /** Starts to follow a request; null for one of jeio's own, which is not measured. */
    public Trace follow(Op op, int priority, Object subject, Hold hold) {
        return op == Op.GROUP ? null : new Trace(this, op, priority, subject, hold);
    }
}
