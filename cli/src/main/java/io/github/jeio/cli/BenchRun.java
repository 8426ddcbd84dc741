package io.github.jeio.cli;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** One setting, measured: a pool of its own with so many threads, and so many requests in flight until the time is over. */
final class BenchRun {

    /** What a request does. */
    enum Workload { READ, STAT }

    /**
     * A file that requests are made on.
     *
     * @param fd open for reading
     */
    record Target(String path, int fd, long size) { }

    /**
     * What was measured.
     *
     * @param rate requests a second
     * @param p50 half of them took no longer, in microseconds
     * @param p99 all but a hundredth took no longer
     */
    record Point(int threads, int depth, double rate, double p50, double p99) { }

    private static final double MICROS = 1000;

    private final List<Target> targets;
    private final Workload workload;
    private final int size;
    private final long nanos;
    private final boolean cold;
    private final SplittableRandom random = new SplittableRandom(1);

    private IoAio io;
    private long end;
    private Histogram latencies;

    /** @param size of a read, in bytes */
    BenchRun(List<Target> targets, Workload workload, int size, double seconds, boolean cold) {
        this.targets = targets;
        this.workload = workload;
        this.size = size;
        this.cold = cold;
        nanos = (long) (seconds * 1e9);
    }

    Point measure(int threads, int depth) {
        latencies = new Histogram();
        try (IoAio pool = open(threads)) {
            long start = begin(pool);
            for (int i = 0; i < depth; i++) {
                request(ByteBuffer.allocateDirect(size), 0, latencies);
            }
            pool.flush();
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Point(threads, depth, latencies.count() / seconds, latencies.quantile(0.5) / MICROS, latencies.quantile(0.99) / MICROS);
        }
    }

    /** The p99 in microseconds of one request at a time beside many, with a higher priority than theirs or with the same. */
    double beside(int threads, int depth, int priority) {
        latencies = new Histogram();
        try (IoAio pool = open(threads)) {
            begin(pool);
            Histogram others = new Histogram();
            for (int i = 0; i < depth; i++) {
                request(ByteBuffer.allocateDirect(size), 0, others);
            }
            request(ByteBuffer.allocateDirect(size), priority, latencies);
            pool.flush();
            return latencies.quantile(0.99) / MICROS;
        }
    }

    private static IoAio open(int threads) {
        IoAio pool = IoAio.builder().name("bench").minParallel(threads).maxParallel(threads).create();
        pool.pollCb();
        return pool;
    }

    private long begin(IoAio pool) {
        io = pool;
        if (cold) {
            targets.forEach(target -> Advanced.fadvise(target.fd, 0, 0, AioConstants.FADV_DONTNEED));
        }
        long start = System.nanoTime();
        end = start + nanos;
        return start;
    }

    /** One after the other until the time is over, in the same memory. */
    private void request(ByteBuffer data, int priority, Histogram histogram) {
        Target target = targets.get(random.nextInt(targets.size()));
        long start = System.nanoTime();
        Runnable done = () -> {
            long now = System.nanoTime();
            histogram.add(now - start);
            if (now < end) {
                request(data, priority, histogram);
            }
        };
        IoAio.aioreqPri(priority);
        if (workload == Workload.STAT) {
            io.aioLstat(target.path, st -> done.run());
        } else {
            long blocks = Math.max(1, target.size / size);
            io.aioRead(target.fd, random.nextLong(blocks) * size, data.clear(), count -> done.run());
        }
    }
}
