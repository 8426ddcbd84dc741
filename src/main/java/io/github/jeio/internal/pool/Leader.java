package io.github.jeio.internal.pool;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Of the threads that wait for requests of a pool, the one that sleeps in the native pool and takes the results over itself:
 * so a worker wakes it directly, where by the {@link PollDaemon} it would be woken by a thread that has to be woken first.
 * The others are parked meanwhile. The daemon sleeps on, and is the next whom a result wakes once the leader has left.
 *
 * <p>A virtual thread never leads: in native code it would keep its carrier.
 */
final class Leader {

    private static final long MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final MethodHandle IS_VIRTUAL = isVirtualMethod();

    private final Pool pool;
    /** Who leads, or null. Written before the leader looks whether its request is over; read by who has ended one. */
    private final AtomicReference<Thread> leading = new AtomicReference<>();

    Leader(Pool pool) {
        this.pool = pool;
    }

    /** Thread.isVirtual() of JDK 21, or null. */
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
     * Sleeps as the leader until results have come, which are taken over then, or the thread is to look for another reason.
     * False, at once: another thread leads, or this one can't.
     *
     * @param over tells whether what the thread waits for is over
     * @param nanos how long it may wait
     */
    boolean tryLead(Thread me, BooleanSupplier over, long nanos, boolean interruptible) throws InterruptedException {
        if (nanos < MIN_NANOS || isVirtual(me) || !leading.compareAndSet(null, me)) {
            return false;
        }
        boolean taken = false;
        try {
            int rings = pool.bell.rings();
            if (!over.getAsBoolean() && !hasItsTurn()) {
                sleep(rings, nanos, interruptible);
                pool.take();
            }
            taken = true;
        } finally {
            leading.set(null);
            if (!taken) {
                pool.bell.ring(); // results may have come that nobody else was told of
            }
        }
        return true;
    }

    /** Whether this is the thread that polls, and has left results when its last turn was over. */
    private boolean hasItsTurn() {
        return pool.ownership.isMine() && pool.npending() > 0;
    }

    private void sleep(int rings, long nanos, boolean interruptible) throws InterruptedException {
        int millis = nanos == Long.MAX_VALUE ? Bell.FOREVER
                : (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos));
        if (interruptible) {
            new InterruptibleSleep(pool).during(() -> pool.bell.lead(rings, millis));
        } else {
            pool.bell.lead(rings, millis);
        }
    }

    /** By who has ended what that thread waits for: wakes it, wherever it sleeps. */
    void wake(Thread thread) {
        if (thread == Thread.currentThread()) {
            return;
        }
        LockSupport.unpark(thread);
        if (leading.get() == thread) {
            pool.bell.ringIfAlive();
        }
    }
}
