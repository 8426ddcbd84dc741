package io.github.jeio.internal.pool;

import java.security.PrivilegedAction;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What is to be done at a certain time, by one daemon thread of the process, which is there while something is to be done, and
 * for a moment after. An alarm must not wait for anything.
 */
public final class Alarms {

    /** {@link Alarm#ring}: not again. */
    public static final long NEVER = -1;

    private static final long FARTHEST = Long.MAX_VALUE / 4;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int FEW = 1024;

    /** Guarded by the class, as is the rest. */
    private static final PriorityQueue<Entry> QUEUE = new PriorityQueue<>();
    private static Clock clock;
    /** When so many wait, those that are over are looked for. */
    private static int many = FEW;

    /** Something to be done. */
    public interface Alarm {

        /** By the alarms' thread, when its time has come: gives the nanoseconds until it is to ring again, or {@link #NEVER}. */
        long ring();

        /** Whether it need not ring any more, so that it can be forgotten before its time. */
        boolean isOver();
    }

    /** An alarm and when it rings, as {@link System#nanoTime}. */
    private record Entry(long time, Alarm alarm) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return Long.signum(time - other.time);
        }
    }

    private static final class Clock extends JeioThread {

        private Clock() {
            super("jeio-watch");
            setDaemon(true);
        }

        private static final class Made implements PrivilegedAction<Clock> {
            @Override
            public Clock run() {
                return new Clock();
            }
        }

        @Override
        public void run() {
            while (tick()) {
                Thread.interrupted(); // nobody wants anything of this thread
            }
        }
    }

    private Alarms() { }

    /** Has the alarm ring after so many nanoseconds, 0 or more. Where no thread can be made, when one can. */
    @SuppressWarnings("ReferenceEquality") // this very entry
    public static void after(long nanos, Alarm alarm) {
        Entry entry = new Entry(System.nanoTime() + Math.min(nanos, FARTHEST), alarm);
        synchronized (Alarms.class) {
            QUEUE.add(entry);
            if (QUEUE.size() >= many) {
                forgetWhatIsOver();
            }
            if (clock == null) {
                start();
            } else if (QUEUE.peek() == entry) {
                LockSupport.unpark(clock);
            }
        }
    }

    private static void start() {
        try {
            Clock made = JeioThread.make(new Clock.Made());
            made.start();
            clock = made;
        } catch (OutOfMemoryError e) {
            // there are no threads left: the next alarm tries again
        }
    }

    /** Forgets what is over; a few steps for each alarm that was set since. */
    public static synchronized void forgetWhatIsOver() {
        for (Iterator<Entry> entries = QUEUE.iterator(); entries.hasNext();) { // no lambda: a pool that is closed comes here
            if (entries.next().alarm.isOver()) {
                entries.remove();
            }
        }
        many = Math.max(FEW, 2 * QUEUE.size());
    }

    /** By the clock: rings what is due, or waits; false where it is to end. */
    private static boolean tick() {
        Entry due = null;
        long wait = IDLE_NANOS;
        synchronized (Alarms.class) {
            Entry first = QUEUE.peek();
            if (first != null) {
                wait = first.time - System.nanoTime();
                if (wait <= 0) {
                    due = QUEUE.poll();
                }
            }
        }
        if (due == null) {
            LockSupport.parkNanos(Alarms.class, wait);
            return !endsIfIdle(wait);
        }
        ring(due.alarm);
        return true;
    }

    private static void ring(Alarm alarm) {
        try {
            if (!alarm.isOver()) {
                long again = alarm.ring();
                if (again != NEVER) {
                    after(again, alarm);
                }
            }
        } catch (Throwable e) {
            Callbacks.report(e); // the next alarm is not to suffer for it
        }
    }

    private static synchronized boolean endsIfIdle(long waited) {
        if (waited < IDLE_NANOS || !QUEUE.isEmpty()) {
            return false;
        }
        clock = null;
        return true;
    }
}
