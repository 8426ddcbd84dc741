package io.github.jeio.internal.pool;

import java.security.PrivilegedAction;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs timers at their time, in one daemon thread for the whole process. The thread is started with the first timer and ends
 * when there has been none for a second. A timer must not block: all others would be late.
 */
public final class Timers {

    /** What {@link Timer#expire} returns if the timer is not to run again. */
    public static final long NEVER = -1;

    private static final long FARTHEST = Long.MAX_VALUE / 4;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MIN_PURGE = 1024;

    /** The fields are guarded by the class's monitor. */
    private static final PriorityQueue<Entry> QUEUE = new PriorityQueue<>();
    private static TimerThread thread;
    /** When the queue has grown to this size, timers that are over are removed from it. */
    private static int purgeSize = MIN_PURGE;

    /** Something that is to be done at a certain time. */
    public interface Timer {

        /** Called by the timer thread. Returns the nanoseconds until the next call, or {@link #NEVER}. */
        long expire();

        /** Whether the timer has nothing to do any more, so that it may be removed before its time. */
        boolean isOver();
    }

    /** A timer and when it expires, as {@link System#nanoTime}. */
    private record Entry(long time, Timer timer) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return Long.signum(time - other.time);
        }
    }

    private static final class TimerThread extends JeioThread {

        private TimerThread() {
            super("jeio-watch");
            setDaemon(true);
        }

        private static final class Made implements PrivilegedAction<TimerThread> {
            @Override
            public TimerThread run() {
                return new TimerThread();
            }
        }

        @Override
        public void run() {
            while (tick()) {
                Thread.interrupted(); // an interrupt means nothing to this thread
            }
        }
    }

    private Timers() { }

    /**
     * Runs the timer after this many nanoseconds, 0 or more. If the timer thread can't be started, the next call tries
     * again.
     */
    @SuppressWarnings("ReferenceEquality") // it is asked whether this very entry is first in the queue
    public static void after(long nanos, Timer timer) {
        Entry entry = new Entry(System.nanoTime() + Math.min(nanos, FARTHEST), timer);
        synchronized (Timers.class) {
            QUEUE.add(entry);
            if (QUEUE.size() >= purgeSize) {
                purge();
            }
            if (thread == null) {
                start();
            } else if (QUEUE.peek() == entry) {
                LockSupport.unpark(thread);
            }
        }
    }

    private static void start() {
        try {
            TimerThread made = JeioThread.make(new TimerThread.Made());
            made.start();
            thread = made;
        } catch (OutOfMemoryError e) {
            // the process may start no more threads: the next timer tries again
        }
    }

    /** Removes the timers that are over. The threshold doubles, so each timer pays for a constant number of steps. */
    public static synchronized void purge() {
        boolean gone = false;
        // no lambda, since closing a pool comes here: see Submission.NativeSlabs
        for (Iterator<Entry> entries = QUEUE.iterator(); entries.hasNext();) {
            if (entries.next().timer.isOver()) {
                entries.remove();
                gone = true;
            }
        }
        if (gone) {
            LockSupport.unpark(thread); // it may sleep until the time of one of these, whose pool it would keep until then
        }
        purgeSize = Math.max(MIN_PURGE, 2 * QUEUE.size());
    }

    /** By the timer thread: runs a timer that is due, or else sleeps. False if the thread is to end. */
    private static boolean tick() {
        Entry due = null;
        long wait = IDLE_NANOS;
        synchronized (Timers.class) {
            Entry first = QUEUE.peek();
            if (first != null) {
                wait = first.time - System.nanoTime();
                if (wait <= 0) {
                    due = QUEUE.poll();
                }
            }
        }
        if (due == null) {
            LockSupport.parkNanos(Timers.class, wait);
            return !endsIfIdle(wait);
        }
        expire(due.timer);
        return true;
    }

    private static void expire(Timer timer) {
        try {
            if (!timer.isOver()) {
                long again = timer.expire();
                if (again != NEVER) {
                    after(again, timer);
                }
            }
        } catch (Throwable e) {
            Callbacks.report(e); // a timer that throws must not stop the others
        }
    }

    private static synchronized boolean endsIfIdle(long waited) {
        if (waited < IDLE_NANOS || !QUEUE.isEmpty()) {
            return false;
        }
        thread = null;
        return true;
    }
}
