package bench.peer;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The driving thread of systems whose results come from other threads: they are posted to one queue, as to an event
 * loop, and only the loop starts operations.
 */
final class Loop {

    private final ConcurrentLinkedQueue<Slot> finished = new ConcurrentLinkedQueue<>();
    private volatile Thread sleeper;

    /** Starts the operation with that number, which will post its slot. */
    @FunctionalInterface
    interface Starter {
        void start(Slot slot, long operation, Loop loop) throws Exception;
    }

    /** By any thread: the slot's operation is done. */
    void post(Slot slot) {
        finished.add(slot);
        Thread waiting = sleeper;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    void post(Slot slot, Throwable failure) {
        slot.failure = failure;
        post(slot);
    }

    private Slot take() {
        Slot slot = finished.poll();
        if (slot != null) {
            return slot;
        }
        sleeper = Thread.currentThread();
        for (slot = finished.poll(); slot == null; slot = finished.poll()) {
            LockSupport.park(this);
        }
        sleeper = null;
        return slot;
    }

    /** Does so many operations with a window of that depth. */
    static long run(Data data, int depth, long ops, Starter starter) throws Exception {
        Loop loop = new Loop();
        long started = 0;
        for (; started < Math.min(depth, ops); started++) {
            starter.start(new Slot((int) started, data.buffer((int) started)), started, loop);
        }
        Throwable failure = null;
        for (long inFlight = started; inFlight > 0; ) {
            Slot slot = loop.take();
            failure = failure == null ? slot.failure : failure;
            if (started < ops && failure == null) {
                starter.start(slot, started++, loop);
            } else {
                inFlight--;
            }
        }
        if (failure != null) {
            throw new Exception(failure);
        }
        return ops;
    }
}
