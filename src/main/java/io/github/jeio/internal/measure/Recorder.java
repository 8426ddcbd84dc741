package io.github.jeio.internal.measure;

import java.util.Collection;
import java.util.List;

/** Who records what happens in pools: Flight Recorder, where it runs. */
public interface Recorder {

    /** A worker that has started or ended. */
    record Worker(long nanos, int thread, boolean started) { }

    /** What a pool is at; the workers are those that have started or ended since it was asked for last. */
    record State(String pool, int threads, int queued, int pending, int requests, List<Worker> workers) { }

    /** What the recorder asks of the pools. */
    interface Owner {

        /** What is to be recorded may have changed. */
        void changed();

        /** Of all pools that are open. */
        Collection<State> states();
    }

    /** Who is told of a pool's requests; null where they are not recorded. */
    Probe.Sink requests(String pool);

    void opened(String pool);

    void closed(State state);

    /** Something for {@link #pollEnded}. */
    Object pollBegins();

    void pollEnded(Object begun, String pool, int callbacks);

    /** Ends recording: no pool is open any more. */
    void close();
}
