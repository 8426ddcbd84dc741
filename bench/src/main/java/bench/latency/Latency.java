package bench.latency;

import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * One system under one load, in a JVM of its own. {@code capacity <system> <file> <seconds>} prints reads a second;
 * {@code rate <system> <file> <seconds> <rate>} and {@code stuck <system> <file> <seconds> <rate> <fifo>} print percentiles in
 * microseconds.
 */
public final class Latency {

    private static final double WARM_UP_SECONDS = 3;
    private static final int DEPTH = 32;
    private static final long STUCK_MILLIS = 1000;

    private Latency() { }

    public static void main(String[] args) throws Exception {
        try (Target target = new Targets(Path.of(args[2])).byName(args[1])) {
            OpenLoop loop = new OpenLoop(target);
            double seconds = Double.parseDouble(args[3]);
            if (args[0].equals("capacity")) {
                loop.capacity(DEPTH, WARM_UP_SECONDS);
                System.out.println(loop.capacity(DEPTH, seconds));
            } else {
                double rate = Double.parseDouble(args[4]);
                loop.run(rate, WARM_UP_SECONDS);
                if (args[0].equals("stuck")) {
                    stick(target, args[5]);
                }
                print(loop.run(rate, seconds));
            }
        }
        System.exit(0);
    }

    /** All of its threads, for a second: an open of a fifo returns when its other end is opened. */
    private static void stick(Target target, String fifo) throws Exception {
        for (int i = 0; i < Targets.THREADS; i++) {
            target.stick(fifo);
        }
        Thread release = new Thread(() -> {
            try {
                Thread.sleep(STUCK_MILLIS);
                for (;;) { // a system may begin with one only when another has ended: each open waits for the next
                    new FileOutputStream(fifo).close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        release.setDaemon(true);
        release.start();
    }

    private static void print(Histogram nanos) {
        StringBuilder line = new StringBuilder();
        for (double percentile : Latencies.PERCENTILES) {
            line.append(String.format(Locale.ROOT, "%.1f ", nanos.getValueAtPercentile(percentile) / 1e3));
        }
        System.out.println(line.toString().trim());
    }
}
