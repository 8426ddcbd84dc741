package io.github.jeio.cli;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.AioStat;
import io.github.jeio.AioTree;
import io.github.jeio.AioTreeBatch;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Measures which numbers of threads and requests suit a path. It reads only. */
final class Bench extends Command {

    private static final Choices WORKLOADS = new Choices("read", "stat");
    private static final int MOST_FILES = 256;
    /** A setting with fewer threads is good enough where it has that much of the best one's throughput. */
    private static final double ENOUGH = 0.95;

    private BenchRun.Workload workload = BenchRun.Workload.READ;

    private String size = "4K";
    private List<Integer> threadCounts = List.of(1, 2, 4, 8, 16, 32, 64);
    private List<Integer> depths = List.of(1, 4, 16, 64, 256);
    private double seconds = 0.2;
    private boolean cold;
    private String svg;
    private String png;
    private String path;

    private Session session;
    private int bytes;

    @Override
    void define(Options o) {
        o.command("bench", "Measures how many threads and requests in flight suit a path: throughput and latency of reads at random places,"
                + " or of lstat, on the files that are there, and says which setting to use. Nothing is written.");
        String word = o.value("-w --workload", "read|stat", "what is measured; read by default", null);
        if (word != null) {
            workload = BenchRun.Workload.valueOf(WORKLOADS.choose(word, "--workload").toUpperCase(Locale.ROOT));
        }
        size = o.value("--size", "SIZE", "of a read; 4K by default", size);
        threadCounts = o.numbers("--thread-counts", "N[,N...]", "numbers of threads to try", threadCounts);
        depths = o.numbers("--depths", "N[,N...]", "numbers of requests in flight to try", depths);
        seconds = o.decimal("--seconds", "S", "for each setting; 0.2 by default", seconds);
        cold |= o.flag("--cold", "drop the files from the page cache before each setting");
        svg = o.value("--svg", "FILE", "draw it, as SVG", svg);
        png = o.value("--png", "FILE", "draw it, as PNG", png);
        for (String operand : o.operands("PATH", 1, 1, "a file, or a tree with files", List.of())) {
            path = operand;
        }
    }

    @Override
    void check() {
        long wanted = Sizes.parse(size);
        if (wanted < 1 || wanted > 1 << 26) {
            throw new UsageException("invalid size " + Names.quote(size));
        }
        bytes = (int) wanted;
        if (!(seconds > 0 && seconds <= 3600)) {
            throw new UsageException("--seconds " + seconds + " is not in 0 to 3600");
        }
        if (threadCounts.isEmpty() || depths.isEmpty() || threadCounts.stream().anyMatch(n -> n < 1 || n > 1024) || depths.stream().anyMatch(n -> n < 1 || n > 65536)) {
            throw new UsageException("numbers of threads are 1 to 1024, depths 1 to 65536");
        }
    }

    @Override
    void run(Session session) throws IOException {
        this.session = session;
        List<BenchRun.Target> targets = open(find());
        if (targets.isEmpty()) {
            session.failed("no file in " + Names.quote(path) + " can be read");
            return;
        }
        BenchRun run = new BenchRun(targets, workload, bytes, seconds, cold);
        run.measure(1, 1); // what the JVM has to learn first
        session.progress.unit("", 1);
        session.progress.more((long) threadCounts.size() * depths.size());
        List<BenchRun.Point> points = new ArrayList<>();
        for (int threads : threadCounts) {
            for (int depth : depths) {
                if (session.stop.requested()) {
                    return;
                }
                points.add(run.measure(threads, depth));
                session.progress.done(1, threads + " threads, " + depth + " requests");
            }
        }
        tell(points, run);
        draw(points);
        targets.forEach(target -> session.io.aioClose(target.fd()));
        session.flush();
    }

    /** Files that are as large as a read, or all where stat is measured. */
    private List<BenchRun.Target> find() {
        List<BenchRun.Target> found = new ArrayList<>();
        long least = workload == BenchRun.Workload.STAT ? 0 : bytes;
        session.io.aioStat(path, st -> {
            if (st == null) {
                session.failed("cannot access", path, IoAio.errno());
            } else if (st.isDirectory()) {
                session.io.aioTree(path, AioTree.WHOLE.stats(64).descend(p -> found.size() < MOST_FILES), batch -> add(batch, least, found));
            } else if (st.isRegularFile()) {
                found.add(new BenchRun.Target(path, -1, st.size()));
            }
        });
        session.flush();
        return found.subList(0, Math.min(MOST_FILES, found.size()));
    }

    private static void add(AioTreeBatch batch, long least, List<BenchRun.Target> found) {
        for (int i = 0; i < batch.entries().size(); i++) {
            AioStat st = batch.stats().get(i);
            if (st != null && st.isRegularFile() && st.size() >= least) {
                found.add(new BenchRun.Target(batch.path(batch.entries().get(i)), -1, st.size()));
            }
        }
    }

    private List<BenchRun.Target> open(List<BenchRun.Target> found) {
        List<BenchRun.Target> targets = new ArrayList<>();
        for (BenchRun.Target each : found) {
            try {
                int fd = session.io.aioOpen(each.path(), AioConstants.O_RDONLY, 0).await();
                targets.add(new BenchRun.Target(each.path(), fd, each.size()));
            } catch (AioException e) {
                session.failed("cannot open", each.path(), e.errno());
            }
        }
        return targets;
    }

    private void tell(List<BenchRun.Point> points, BenchRun run) {
        BenchRun.Point best = choose(points);
        if (session.out.json()) {
            points.forEach(point -> session.out.line(json(point)));
            session.out.line(json(best).put("recommended", true));
            return;
        }
        session.out.line("threads  depth   requests/s     p50 us     p99 us");
        for (BenchRun.Point point : points) {
            session.out.line(String.format(Locale.ROOT, "%7d %6d %12.0f %10.1f %10.1f%s", point.threads(), point.depth(), point.rate(), point.p50(),
                    point.p99(), point == best ? "  <-" : ""));
        }
        double alike = run.beside(best.threads(), Math.max(best.depth(), 64), 0);
        double above = run.beside(best.threads(), Math.max(best.depth(), 64), 4);
        session.out.line(String.format(Locale.ROOT, "A single request beside many: p99 %.1f us with their priority, %.1f us with the highest.", alike, above));
        session.out.line("Use -j " + best.threads() + " --depth " + best.depth() + ": the fewest threads and requests that reach "
                + Math.round(ENOUGH * 100) + " % of the best throughput.");
    }

    private static Json json(BenchRun.Point point) {
        return new Json().put("threads", point.threads()).put("depth", point.depth()).put("rate", point.rate()).put("p50_us", point.p50())
                .put("p99_us", point.p99());
    }

    private static BenchRun.Point choose(List<BenchRun.Point> points) {
        double most = points.stream().mapToDouble(BenchRun.Point::rate).max().orElseThrow();
        return points.stream().filter(point -> point.rate() >= ENOUGH * most)
                .min(Comparator.comparingInt(BenchRun.Point::threads).thenComparingInt(BenchRun.Point::depth)).orElseThrow();
    }

    private void write(String file, byte[] data) {
        try {
            int fd = session.io.aioOpen(file, AioConstants.O_WRONLY | AioConstants.O_CREAT | AioConstants.O_TRUNC, 0666).await();
            try {
                session.io.aioWriteFully(fd, 0, ByteBuffer.allocateDirect(data.length).put(data).flip()).await();
            } finally {
                session.io.aioClose(fd).await();
            }
        } catch (AioException e) {
            session.failed("cannot write", file, e.errno());
        }
    }

    private void draw(List<BenchRun.Point> points) throws IOException {
        if (svg != null) {
            SvgCanvas canvas = new SvgCanvas(Chart.WIDTH, Chart.HEIGHT);
            Chart.draw(points, canvas);
            write(svg, canvas.bytes());
        }
        if (png != null) {
            PngCanvas canvas = new PngCanvas(Chart.WIDTH, Chart.HEIGHT);
            Chart.draw(points, canvas);
            write(png, canvas.bytes());
        }
    }
}
