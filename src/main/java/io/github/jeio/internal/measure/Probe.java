package io.github.jeio.internal.measure;

import io.github.jeio.internal.memory.Hold;
import io.github.jeio.internal.wire.Op;

/**
 * What is to be found out of each request of a pool, and told to whom. A pool without one, the usual one, looks at a field and
 * sees null.
 *
 * @param meter gets the times, or null
 * @param sink gets the whole request, or null
 */
public record Probe(Meter meter, Sink sink) {

    /** Who wants to know of each request. */
    public interface Sink {

        /** A request is being submitted: gives something for {@link #over}. */
        Object begun();

        /** It is over, in the thread that is about to call back, or that found that nobody is to be told. */
        void over(Trace trace, Object begun);
    }

    /** Null where neither wants anything. */
    public static Probe of(Meter meter, Sink sink) {
        return meter == null && sink == null ? null : new Probe(meter, sink);
    }

    /** Follows a request from now on; null for one that stands for something of jeio's own. */
    public Trace follow(Op op, int priority, Object subject, Hold hold) {
        return op == Op.GROUP ? null : new Trace(this, op, priority, subject, hold);
    }
}
