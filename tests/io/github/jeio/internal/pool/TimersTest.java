package io.github.jeio.internal.pool;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The timers of requests, which are mostly over long before their time. */
class TimersTest {

    /** A timer of a request that is done. */
    private static final class Over implements Timers.Timer {

        @Override
        public long expire() {
            return Timers.NEVER;
        }

        @Override
        public boolean isOver() {
            return true;
        }
    }

    private static WeakReference<Over> set() {
        Over timer = new Over();
        Timers.after(TimeUnit.HOURS.toNanos(1), timer);
        return new WeakReference<>(timer);
    }

    /** The closing of a pool purges, and so does each timer that doubles their number. */
    @Test
    @Timeout(60)
    void nothingIsLeftOfATimerThatIsOver() {
        WeakReference<Over> timer = set();
        Timers.purge();
        while (timer.get() != null) {
            System.gc();
        }
        WeakReference<Over> first = set();
        for (int i = 0; i < 1 << 12; i++) {
            set();
        }
        while (first.get() != null) {
            System.gc();
        }
        Timers.purge();
        Timers.after(0, new Over()); // the thread does not sleep for an hour on account of timers that are gone
    }
}
