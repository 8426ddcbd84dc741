package io.github.jeio.internal.pool;

import io.github.jeio.internal.measure.Tally;
import io.github.jeio.internal.wire.RequestWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The memory that requests are written to by threads that are not the poller. A thread has a writer to itself from
 * {@link #take} to {@link #give}, in which no code of the application runs. One that finds all of them taken gets a new
 * one, which is forgotten afterwards.
 *
 * <p>That a writer is taken also keeps the native pool alive: see {@link #awaitOthers}.
 */
public final class Writers {

    private static final int COUNT = 16;
    private static final int BYTES = 1 << 10;
    private static final long CHECK_NANOS = 100_000;

    private static final VarHandle OWNER;

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(Writer.class, "owner", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A writer and who has it. The unused fields keep what threads write to on cache lines of their own. */
    public static final class Writer {
        final RequestWriter out = new RequestWriter(BYTES);
        private final boolean spare;
        private volatile Thread owner;
        /** The owner's. */
        final Tally tally = new Tally();
        @SuppressWarnings("unused")
        private long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12;

        private Writer(boolean spare) {
            this.spare = spare;
        }
    }

    private final Writer[] writers = new Writer[COUNT];
    /** Threads that have a writer beyond those. */
    private final AtomicInteger spares = new AtomicInteger();
    /** Guarded by itself: what was counted in those. */
    private final Tally spareTally = new Tally();

    public Writers() {
        for (int i = 0; i < COUNT; i++) {
            writers[i] = new Writer(false);
        }
    }

    /** A writer, the calling thread's until it gives it back. */
    public Writer take(Thread me) {
        int index = (int) me.getId() & COUNT - 1;
        for (int tries = 0; tries < COUNT; tries++, index = index + 1 & COUNT - 1) {
            Writer writer = writers[index];
            if (writer.owner == null && OWNER.compareAndSet(writer, (Thread) null, me)) {
                return writer;
            }
        }
        Writer writer = new Writer(true);
        spares.getAndIncrement();
        return writer;
    }

    /** A plain store for nearly all, so that it can't fail for want of stack. */
    public void give(Writer writer) {
        if (writer.spare) {
            synchronized (spareTally) {
                spareTally.add(writer.tally);
            }
            spares.getAndDecrement();
        }
        writer.owner = null;
    }

    /** What was counted, at about this moment. */
    public Tally tally() {
        Tally sum = new Tally();
        synchronized (spareTally) {
            sum.add(spareTally);
        }
        for (Writer writer : writers) {
            sum.add(writer.tally);
        }
        return sum;
    }

    /**
     * Returns when no thread has a writer that had one before: once the pool refuses requests, none is in the native pool
     * any more. A thread that has died with its writer, of an error of the JVM, has left, too.
     */
    public void awaitOthers() {
        boolean interrupted = false;
        for (Writer writer : writers) {
            for (Thread owner; (owner = writer.owner) != null && owner.isAlive(); ) {
                interrupted |= rest();
            }
        }
        while (spares.get() > 0) {
            interrupted |= rest();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean rest() {
        LockSupport.parkNanos(this, CHECK_NANOS);
        return Thread.interrupted();
    }
}
