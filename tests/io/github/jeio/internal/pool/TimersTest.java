package io.github.jeio.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
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

    @Test
    @Timeout(60)
    void aPoolThatIsClosedLeavesNoTimer() {
        WeakReference<Over> timer = set();
        awaitSleep(); // which must not keep it either
        IoAio.create().close();
        while (timer.get() != null) {
            System.gc();
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    /** Returns once the thread sleeps, be it until a timer's time has come. */
    private static void awaitSleep() {
        while (Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("jeio-watch") && thread.getState() == Thread.State.TIMED_WAITING)) {
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    /** A timer that tells when its time has come. */
    private static final class Told implements Timers.Timer {

        private final CountDownLatch told = new CountDownLatch(1);

        @Override
        public long expire() {
            told.countDown();
            return Timers.NEVER;
        }

        @Override
        public boolean isOver() {
            return told.getCount() == 0;
        }
    }

    /** The thread sleeps for an hour, and is woken for what comes first. */
    @Test
    @Timeout(60)
    void anEarlierTimerDoesNotWaitForALaterOne() throws Exception {
        Told later = new Told();
        Timers.after(TimeUnit.HOURS.toNanos(1), later);
        awaitSleep();
        Told earlier = new Told();
        Timers.after(1, earlier);
        earlier.told.await();
        later.expire();
        Timers.purge();
        Timers.after(0, new Over()); // as above
    }
}
