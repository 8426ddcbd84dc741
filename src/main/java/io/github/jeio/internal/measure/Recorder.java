package io.github.jeio.internal.measure;

import java.util.Collection;
import java.util.List;

/** Records what happens in pools; implemented for Flight Recorder. */
public interface Recorder {

    /** A worker that has started or ended. */
    record Worker(long nanos, int thread, boolean started) { }

    /** The state of a pool. The workers are those that have started or ended since the last state. */
    record State(String pool, int threads, int queued, int pending, int requests, List<Worker> workers) { }

    /** What the recorder calls. */
    interface Owner {

        /** The recorder's settings may have changed. */
        void changed();

        /** The states of all open pools. */
        Collection<State> states();
    }

    /** The sink for a pool's requests; null if they are not recorded. */
    Probe.Sink requests(String pool);

    void opened(String pool);

    void closed(State state);

    /** A turn begins. Returns an object that is passed to {@link #pollEnded}. */
    Object pollBegins();

    void pollEnded(Object begun, String pool, int callbacks);

    /** Ends recording, as no pool is open any more. */
    void close();
}
