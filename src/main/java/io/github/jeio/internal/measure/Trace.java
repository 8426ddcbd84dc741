package io.github.jeio.internal.measure;

import io.github.jeio.internal.memory.Hold;
import io.github.jeio.internal.wire.CompletionReader;
import io.github.jeio.internal.wire.Op;

/**
 * When a request was submitted, begun, executed and handled, as {@link System#nanoTime}. It wraps what the request holds,
 * since that is released when the request is over: so a request needs no field for it.
 */
public final class Trace implements Hold {

    private final Probe probe;
    private final Hold inner;
    public final Op op;
    public final int priority;
    /** A path, or two of them, or null. */
    public final Object subject;
    public final long submitted;
    public long begun;
    public long ended;
    public long told;
    /** The thread that has executed the request; 0: it was answered at submission. */
    public int worker;
    /** The descriptor that the request worked on, or -1. */
    public int fd = -1;
    public int errno;
    public long result;
    private boolean arrived;
    private final Object noted;

    Trace(Probe probe, Op op, int priority, Object subject, Hold inner) {
        this.probe = probe;
        this.op = op;
        this.priority = priority;
        this.subject = subject;
        this.inner = inner;
        noted = probe.sink() == null ? null : probe.sink().begun();
        submitted = System.nanoTime();
    }

    /** Reads the times; {@code in} is at the request's record. */
    public void arrived(CompletionReader in) {
        begun = in.begun();
        ended = in.ended();
        worker = in.worker();
        fd = in.fd();
        errno = in.errno();
        arrived = begun != 0;
    }

    @Override
    public void release(long result, boolean delivered) {
        try {
            if (inner != null) {
                inner.release(result, delivered);
            }
        } finally {
            if (delivered && arrived) {
                this.result = result;
                over();
            }
        }
    }

    private void over() {
        told = System.nanoTime();
        Meter meter = probe.meter();
        if (meter != null) {
            meter.record(op, Meter.QUEUE_WAIT, begun - submitted);
            meter.record(op, Meter.EXECUTION, ended - begun);
            meter.record(op, Meter.CALLBACK_DELAY, told - ended);
        }
        if (probe.sink() != null) {
            probe.sink().over(this, noted);
        }
    }
}
