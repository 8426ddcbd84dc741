package io.github.jeio.internal.pool;

import io.github.jeio.internal.measure.Tally;
import io.github.jeio.internal.wire.RequestWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The memory to which threads other than the poller write their requests. A thread has a writer to itself from {@link #take}
 * until it gives that back; no code of the application runs in between. If all writers are taken, a thread gets a new one, which is
 * dropped afterwards.
 *
 * <p>A taken writer also keeps the native pool alive: see {@link #awaitOthers}.
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

    /** A writer and the thread that has it. The unused fields keep what different threads write on different cache lines. */
    public static final class Writer {
        final RequestWriter out = new RequestWriter(BYTES);
        final boolean spare;
        /** Null: the writer is free. Set to null to give it back. */
        volatile Thread owner;
        /** Used by the owner only. */
        final Tally tally = new Tally();
        @SuppressWarnings("unused")
        private long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12;

        private Writer(boolean spare) {
            this.spare = spare;
        }
    }

    private final Writer[] writers = new Writer[COUNT];
    /** The writers that threads have beside those. */
    private final Set<Writer> spares = ConcurrentHashMap.newKeySet();
    /** Guarded by its own monitor: what was counted in the additional writers. */
    private final Tally spareTally = new Tally();

    public Writers() {
        for (int i = 0; i < COUNT; i++) {
            writers[i] = new Writer(false);
        }
    }

    /** Takes a writer for the calling thread, which has to give it back, and {@link #drop} it then if it is spare. */
    public Writer take(Thread me) {
        int index = (int) me.getId() & COUNT - 1;
        for (int tries = 0; tries < COUNT; tries++, index = index + 1 & COUNT - 1) {
            Writer writer = writers[index];
            if (writer.owner == null && OWNER.compareAndSet(writer, (Thread) null, me)) {
                return writer;
            }
        }
        Writer writer = new Writer(true);
        writer.owner = me;
        spares.add(writer);
        return writer;
    }

    /** A writer beside the usual ones was given back. Where this fails, it has no owner all the same: nobody waits for it. */
    void drop(Writer writer) {
        spares.remove(writer);
        synchronized (spareTally) {
            spareTally.add(writer.tally);
        }
    }

    /** What was counted so far, as of about this moment. */
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
     * Returns when every thread that has a writer now has given it back. Once the pool refuses requests, no thread is in C
     * any more then. A thread that has died with its writer, by an error of the JVM, counts as gone.
     */
    public void awaitOthers() {
        boolean interrupted = false;
        for (Writer writer : writers) {
            interrupted |= awaitOther(writer);
        }
        for (Writer writer : spares) {
            interrupted |= awaitOther(writer);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** True if the calling thread was interrupted meanwhile. */
    private boolean awaitOther(Writer writer) {
        boolean interrupted = false;
        for (Thread owner; (owner = writer.owner) != null && owner.isAlive(); ) {
            LockSupport.parkNanos(this, CHECK_NANOS);
            interrupted |= Thread.interrupted();
        }
        return interrupted;
    }
}
