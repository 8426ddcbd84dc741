package io.github.jeio.internal.pool;

import io.github.jeio.Errno;
import io.github.jeio.internal.wire.Op;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What only some pools do on each submission: limit the number of outstanding requests, set deadlines, record opened
 * descriptors. Other pools have no governor.
 */
final class Governor {

    /** The outermost composite that the thread is making a part of. */
    private static final ThreadLocal<@Nullable Composite<?>> MAKING = new ThreadLocal<>();

    private final Pool pool;
    private final Settings settings;
    private final OpenDescriptors descriptors;
    /** A future for each thread that waits for room. */
    private final ConcurrentLinkedQueue<PoolFuture<Void>> waiting = new ConcurrentLinkedQueue<>();
    /** Actions that run once the pool is at most half full. */
    private final ConcurrentLinkedQueue<Runnable> callbacks = new ConcurrentLinkedQueue<>();

    Governor(Pool pool, OpenDescriptors descriptors) {
        this.pool = pool;
        settings = pool.settings;
        this.descriptors = descriptors;
    }

    /** Null if the settings ask for nothing that a governor does. */
    static Governor of(Pool pool, OpenDescriptors descriptors) {
        Settings settings = pool.settings;
        return settings.timeout == 0 && settings.maxRequests == 0 && descriptors == null ? null : new Governor(pool, descriptors);
    }

    OpenDescriptors descriptors() {
        return descriptors;
    }

    /** Whether the limit does not apply. What closes something is always let through; and a group has nothing to execute. */
    private static boolean isExempt(Op op) {
        return switch (op) {
            case GROUP, CLOSE, CLOSE_ORPHAN, WD_CLOSE, TREE_CLOSE, TREE_LEAVE, REMOVE_COPIED -> true;
            default -> false;
        };
    }

    /**
     * Called before anything is acquired for a request: whether it is neither refused nor has to wait. In callbacks none has: no
     * request would be handled while a callback waits.
     */
    boolean takes(Op op) {
        return settings.maxRequests == 0 || isExempt(op) || isRoom() || pool.turn.isMine();
    }

    /** For a request that is not taken: the errno to refuse it with, or 0 once it has waited for room. */
    int refuseOrWait() {
        return settings.refuses ? Errno.EAGAIN : waitForRoom();
    }

    private boolean isRoom() {
        return pool.nrequests() < settings.maxRequests;
    }

    private int waitForRoom() {
        try {
            while (!isRoom()) {
                PoolFuture<Void> room = new PoolFuture<>(pool);
                waiting.add(room);
                if (isRoom()) {
                    forget(room);
                    break;
                }
                try {
                    pool.waiting.await(null, room, false, 0, true);
                } finally {
                    forget(room);
                }
            }
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Errno.EINTR;
        }
    }

    /** A thread that leaves passes the room on to the next one, if it was already told of it. */
    private void forget(PoolFuture<Void> room) {
        if (!waiting.remove(room)) {
            wakeNext();
        }
    }

    private void wakeNext() {
        if (isRoom()) {
            PoolFuture<Void> next = waiting.poll();
            if (next != null) {
                next.complete(null);
            }
        }
    }

    /** The request has been queued in C, or answered. */
    void submitted(Op op, Request<?> request) {
        if (settings.timeout != 0 && !isExempt(op) && !request.isDone()) {
            @Nullable Composite<?> whole = MAKING.get();
            Timers.after(settings.timeout, new Deadline(request, whole == null ? request : whole));
        }
    }

    /** The composite that a new one is a part of, or is made for a part of; else null. */
    @Nullable Composite<?> whole() {
        return MAKING.get();
    }

    /** Makes a request that is a part of the composite, or of one of its parts. */
    <R> R makePart(Composite<?> whole, Supplier<R> request) {
        @Nullable Composite<?> outer = MAKING.get();
        MAKING.set(whole);
        try {
            return request.get();
        } finally {
            if (outer == null) {
                MAKING.remove();
            } else {
                MAKING.set(outer);
            }
        }
    }

    /** A request is no longer outstanding. */
    void left() {
        if (!waiting.isEmpty()) {
            wakeNext();
        }
        if (!callbacks.isEmpty() && isMuchRoom()) {
            for (Runnable next; (next = callbacks.poll()) != null; ) {
                pool.submission.runInTurn(0, next, false);
            }
        }
    }

    private boolean isMuchRoom() {
        return settings.maxRequests == 0 || pool.nrequests() <= settings.maxRequests / 2;
    }

    /** Runs the action once, in the poller's turn, when no more than half of the limit is outstanding. */
    void onRoom(Runnable action) {
        callbacks.add(action);
        left();
    }
}
