package io.github.jeio.internal.pool;

import io.github.jeio.Errno;
import io.github.jeio.internal.wire.Kind;
import io.github.jeio.internal.wire.Op;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The state of a request, and what it tells about the request. {@link Request} changes it; the table is in that class's comment.
 *
 * @param <T> what the request gives
 */
abstract class RequestState<T> extends Outcome<T> {

    static final byte QUEUED = 0;
    static final byte READY = 1;
    static final byte ENDING = 2;
    static final byte HANDLING = 3;
    static final byte DONE = 4;
    static final byte CANCELLED = 5;

    static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(RequestState.class, "state", byte.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    volatile byte state;

    RequestState(Pool pool, Op op, Kind kind) {
        super(pool, op, kind);
    }

    /** Whether the request is over for threads that wait: the callback has returned, if there is one. */
    final boolean isOver() {
        return state >= DONE;
    }

    /** Whether its outcome is still to come. */
    final boolean isQueued() {
        return state == QUEUED;
    }

    /** By the poller, for a request that is still in its batch: whether it need not be executed any more. */
    final boolean isSettled() {
        return state >= HANDLING;
    }

    public int errno() {
        return state == DONE || state == HANDLING ? error() : 0;
    }

    public boolean isDone() {
        return state >= HANDLING;
    }

    public boolean isCancelled() {
        return state == CANCELLED;
    }

    /** The call, the paths or the descriptor, and the state as of about this moment. Takes no lock. */
    @Override
    public String toString() {
        return what() + ": " + stateName();
    }

    /** The state in words, as of about this moment. */
    public final String stateName() {
        return switch (state) {
            case QUEUED -> "queued or executing";
            case READY -> "executed, its callback is to come";
            case HANDLING -> "in its callback";
            case CANCELLED -> "cancelled";
            default -> error() == 0 ? "done" : "failed with " + Errno.name(error());
        };
    }
}
