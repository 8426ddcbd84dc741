package io.github.jeio.internal.pool;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Among the threads that wait for requests of a pool, the one that sleeps in C and drains the results itself. A worker wakes
 * it directly; with the {@link PollDaemon}, the worker would wake the daemon, and the daemon the waiting thread. The other
 * waiting threads are parked meanwhile. The daemon sleeps as well, and gets the next result once the leader has left.
 *
 * <p>A virtual thread never leads, since native code would pin its carrier.
 */
final class Leader {

    private static final long MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final MethodHandle IS_VIRTUAL = isVirtualMethod();

    private final Pool pool;
    /**
     * The leader, or null. The leader sets it before it looks whether its request is over; a thread that has ended a request
     * reads it afterwards. So one of them sees the other.
     */
    private final AtomicReference<Thread> leading = new AtomicReference<>();

    Leader(Pool pool) {
        this.pool = pool;
    }

    /** {@code Thread.isVirtual()} of JDK 21, or null. */
    private static MethodHandle isVirtualMethod() {
        try {
            return MethodHandles.publicLookup().findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Sleeps as the leader until there are results, and drains them; or until the thread has another reason to look around.
     * Returns false at once if another thread leads, or this one can't.
     *
     * @param over tells whether what the thread waits for is over
     * @param nanos how long it may wait
     */
    boolean tryLead(Thread me, BooleanSupplier over, long nanos, boolean interruptible) throws InterruptedException {
        if (nanos < MIN_NANOS || isVirtual(me) || pool.isClosed() || !leading.compareAndSet(null, me)) {
            return false;
        }
        boolean taken = false;
        try {
            int seen = pool.events.read();
            if (!over.getAsBoolean() && !pool.isClosed() && !hasItsTurn()) {
                sleep(seen, nanos, interruptible);
                pool.take();
            }
            taken = true;
        } finally {
            leading.set(null);
            if (!taken) {
                pool.events.advance(); // results may have come meanwhile of which only the leader was notified
            }
        }
        return true;
    }

    /**
     * Whether the calling thread owns the pool and has left results pending when its last turn ended: it has to take its
     * turn then, and not to sleep.
     */
    private boolean hasItsTurn() {
        return pool.ownership.isMine() && pool.npending() > 0;
    }

    private void sleep(int seen, long nanos, boolean interruptible) throws InterruptedException {
        int millis = nanos == Long.MAX_VALUE ? EventCount.FOREVER
                : (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos));
        if (interruptible) {
            new InterruptibleSleep(pool).during(() -> pool.events.lead(seen, millis));
        } else {
            pool.events.lead(seen, millis);
        }
    }

    /** Wakes a thread, wherever it sleeps. By the thread that has ended what it waits for. */
    void wake(Thread thread) {
        if (thread == Thread.currentThread()) {
            return;
        }
        LockSupport.unpark(thread);
        if (leading.get() == thread) {
            pool.events.advanceIfAlive();
        }
    }
}
