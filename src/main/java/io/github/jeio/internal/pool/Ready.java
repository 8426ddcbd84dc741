package io.github.jeio.internal.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Requests that are READY, by priority, and in order of arrival within each. Used by one thread at a time, except for the
 * size.
 */
public final class Ready {

    private static final VarHandle SIZE;

    static {
        try {
            SIZE = MethodHandles.lookup().findVarHandle(Ready.class, "size", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final ArrayDeque<Request<?>>[] queues = new ArrayDeque[Priority.MAX - Priority.MIN + 1];
    /** A bit for each queue that is not empty. */
    private int filled;
    /** Other threads read it, too. */
    private volatile int size;

    Ready() {
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new ArrayDeque<>();
        }
    }

    int size() {
        return size;
    }

    void add(Request<?> request) {
        int index = request.priority() - Priority.MIN;
        queues[index].add(request);
        filled |= 1 << index;
        resize(1);
    }

    /** Removes the first request of the highest priority, or returns null. */
    Request<?> poll() {
        if (filled == 0) {
            return null;
        }
        int index = 31 - Integer.numberOfLeadingZeros(filled);
        Request<?> first = queues[index].poll();
        if (queues[index].isEmpty()) {
            filled &= ~(1 << index);
        }
        resize(-1);
        return first;
    }

    /** One thread at a time changes the size, and others only read it: so no atomic update and no full barrier is needed. */
    private void resize(int by) {
        SIZE.setRelease(this, (int) SIZE.get(this) + by);
    }

    void moveTo(Ready other) {
        while (filled != 0) {
            other.add(poll());
        }
    }

    void forEach(Consumer<Request<?>> action) {
        for (ArrayDeque<Request<?>> queue : queues) {
            queue.forEach(action);
        }
    }
}
