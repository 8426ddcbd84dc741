package io.github.jeio.metrics;

import io.github.jeio.internal.measure.Probe;
import io.github.jeio.internal.measure.Recorder;
import io.github.jeio.internal.measure.Trace;
import java.util.Collection;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/**
 * Records events with Flight Recorder. Loaded by name, by {@code internal.measure.Recorders}, once Flight Recorder runs; nothing
 * else refers to this class.
 */
final class FlightEvents implements Recorder, FlightRecorderListener {

    private final Owner owner;
    private final Runnable eachSecond = this::recordStates;

    FlightEvents(Owner owner) {
        this.owner = owner;
        FlightRecorder.addListener(this);
        FlightRecorder.addPeriodicEvent(PoolStateEvent.class, eachSecond);
    }

    @Override
    public void close() {
        FlightRecorder.removeListener(this);
        FlightRecorder.removePeriodicEvent(eachSecond);
    }

    /** A recording has begun, or ended. */
    @Override
    public void recordingStateChanged(Recording recording) {
        owner.changed();
    }

    @Override
    public Probe.@Nullable Sink requests(String pool) {
        return new RequestEvent().isEnabled() ? new Requests(pool) : null;
    }

    /** Records the requests of one pool. */
    private record Requests(String pool) implements Probe.Sink {

        @Override
        public Object begun() {
            RequestEvent event = new RequestEvent();
            event.begin();
            return event;
        }

        @Override
        public void over(Trace trace, Object begun) {
            RequestEvent event = (RequestEvent) begun;
            event.end();
            if (event.shouldCommit()) {
                event.pool = pool;
                event.type = trace.op.call();
                event.priority = trace.priority;
                event.path = path(trace.subject);
                event.descriptor = trace.fd;
                event.queueWait = Math.max(0, trace.begun - trace.submitted);
                event.execution = Math.max(0, trace.ended - trace.begun);
                event.callbackDelay = Math.max(0, trace.told - trace.ended);
                event.errno = trace.errno;
                event.answeredAtSubmission = trace.worker == 0;
                event.worker = trace.worker;
                event.commit();
            }
        }
    }

    /** Null for a request on a descriptor, which is a field of its own. */
    private static @Nullable String path(@Nullable Object subject) {
        return subject instanceof String[] both ? String.join(" ", both) : subject instanceof String path ? path : null;
    }

    @Override
    public void opened(String pool) {
        PoolOpenEvent event = new PoolOpenEvent();
        event.pool = pool;
        event.commit();
    }

    @Override
    public void closed(State state) {
        recordWorkers(state);
        PoolCloseEvent event = new PoolCloseEvent();
        event.pool = state.pool();
        event.commit();
    }

    @Override
    public Object pollBegins() {
        LoopHeldEvent event = new LoopHeldEvent();
        event.begin();
        return event;
    }

    @Override
    public void pollEnded(Object begun, String pool, int callbacks) {
        LoopHeldEvent event = (LoopHeldEvent) begun;
        event.end();
        if (event.shouldCommit()) {
            event.pool = pool;
            event.callbacks = callbacks;
            event.commit();
        }
    }

    private void recordStates() {
        Collection<State> states = owner.states();
        for (State state : states) {
            recordWorkers(state);
            PoolStateEvent event = new PoolStateEvent();
            event.pool = state.pool();
            event.threads = state.threads();
            event.queued = state.queued();
            event.pending = state.pending();
            event.requests = state.requests();
            event.commit();
        }
    }

    private static void recordWorkers(State state) {
        long now = System.nanoTime();
        long clock = System.currentTimeMillis();
        state.workers().forEach(worker -> {
            long time = clock - (now - worker.nanos()) / 1_000_000;
            WorkerEvent event = worker.started() ? new WorkerStartEvent() : new WorkerEndEvent();
            event.pool = state.pool();
            event.worker = worker.thread();
            event.time = time;
            event.commit();
        });
    }
}
