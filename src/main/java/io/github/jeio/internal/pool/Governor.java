package io.github.jeio.internal.pool;

import io.github.jeio.Errno;
import io.github.jeio.internal.wire.Op;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What a pool does at each submission that most pools don't: holds to a limit of outstanding requests, sets deadlines, notes
 * descriptors. A pool that does nothing of it has no governor.
 */
final class Governor {

    private final Pool pool;
    private final Settings settings;
    private final OpenDescriptors descriptors;
    /** A stage for each thread that waits for room. */
    private final ConcurrentLinkedQueue<PoolFuture<Void>> waiting = new ConcurrentLinkedQueue<>();
    /** To be called back once there is much room. */
    private final ConcurrentLinkedQueue<Runnable> callbacks = new ConcurrentLinkedQueue<>();

    Governor(Pool pool, OpenDescriptors descriptors) {
        this.pool = pool;
        settings = pool.settings;
        this.descriptors = descriptors;
    }

    /** Null where it has nothing to do. */
    static Governor of(Pool pool, OpenDescriptors descriptors) {
        Settings settings = pool.settings;
        return settings.timeout == 0 && settings.maxRequests == 0 && descriptors == null ? null : new Governor(pool, descriptors);
    }

    OpenDescriptors descriptors() {
        return descriptors;
    }

    /** One that closes something is to be executed, and soon; a group, or a note, has nothing to execute. */
    private static boolean isExempt(Op op) {
        return switch (op) {
            case GROUP, CLOSE, WD_CLOSE, TREE_CLOSE, TREE_LEAVE, REMOVE_COPIED -> true;
            default -> false;
        };
    }

    /**
     * Before anything is done for a request: 0, or the errno that it is refused with; may wait. What callbacks make is let
     * through, since nothing would end while they wait.
     */
    int admit(Op op) {
        if (settings.maxRequests == 0 || isExempt(op) || isRoom() || pool.turn.isMine()) {
            return 0;
        }
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

    /** One that was told of room that it does not use passes that on. */
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

    /** The request is below, or was answered. */
    void submitted(Op op, Request<?> request) {
        if (settings.timeout != 0 && !isExempt(op) && !request.isDone()) {
            Alarms.after(settings.timeout, new Deadline(request));
        }
    }

    /** A request is no longer outstanding. */
    void left() {
        if (!waiting.isEmpty()) {
            wakeNext();
        }
        if (!callbacks.isEmpty() && isMuchRoom()) {
            for (Runnable next; (next = callbacks.poll()) != null; ) {
                pool.submission.note(0, next, false);
            }
        }
    }

    private boolean isMuchRoom() {
        return settings.maxRequests == 0 || pool.nrequests() <= settings.maxRequests / 2;
    }

    /** Has the action run in the poller's turn, once, when no more than half of the limit are outstanding. */
    void onRoom(Runnable action) {
        callbacks.add(action);
        left();
    }
}
