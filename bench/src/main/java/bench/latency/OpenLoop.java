package bench.latency;

import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Load that comes whether or not the system keeps up, as the world's does: a read has a time when it is due, and its latency is
 * counted from then, however late it could be begun. So a stall is not left out of the figures by having nothing begun in it
 * (coordinated omission).
 */
final class OpenLoop {

    private static final long SECOND = 1_000_000_000L;
    private static final long MOST_NANOS = 60 * SECOND;

    private final Target target;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Runnable ended = inFlight::decrementAndGet;

    OpenLoop(Target target) {
        this.target = target;
    }

    /** Reads a second, with so many in flight all the time. */
    double capacity(int depth, double seconds) throws Exception {
        long start = System.nanoTime();
        long end = start + (long) (seconds * SECOND);
        long begun = 0;
        while (System.nanoTime() < end) {
            while (inFlight.get() < depth) {
                begin(begun++, ended);
            }
            target.poll();
        }
        finish();
        return begun / ((System.nanoTime() - start) / (double) SECOND);
    }

    /** Latencies in nanoseconds of reads at a rate. */
    Histogram run(double rate, double seconds) throws Exception {
        Recorder recorder = new Recorder(MOST_NANOS, 3);
        long count = (long) (rate * seconds);
        double interval = SECOND / rate;
        long start = System.nanoTime();
        for (long i = 0; i < count; ) {
            long now = System.nanoTime();
            for (; i < count && start + (long) (i * interval) <= now; i++) {
                long due = start + (long) (i * interval);
                begin(i, () -> {
                    recorder.recordValue(Math.min(MOST_NANOS, System.nanoTime() - due));
                    inFlight.decrementAndGet();
                });
            }
            target.poll();
        }
        finish();
        return recorder.getIntervalHistogram();
    }

    private void begin(long i, Runnable done) throws Exception {
        inFlight.incrementAndGet();
        target.read(i, done);
    }

    private void finish() {
        while (inFlight.get() > 0) {
            target.poll();
            Thread.onSpinWait();
        }
    }
}
