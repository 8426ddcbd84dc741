import io.github.jeio.AioConstants;
import io.github.jeio.AioHistogram;
import io.github.jeio.AioStats;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Where the time of requests goes: does some work with a small pool, and draws how long requests waited for a thread, executed, and
 * waited for their callback. {@code java -cp jeio.jar examples/Histograms.java docs/histograms.svg} has made the picture in
 * docs/observability.md.
 */
public final class Histograms {

    private static final int WIDTH = 760, LEFT = 110, ROW = 150, TOP = 40, HEIGHT = 100;
    /** The axis: from a tenth of a microsecond to a second, each power of ten as wide as the others. */
    private static final int FIRST_POWER = 2, POWERS = 7;
    private static final String[] COLOURS = {"#0072b2", "#d55e00", "#009e73", "#cc79a7"};

    private Histograms() { }

    public static void main(String[] args) throws Exception {
        Path dir = Files.createTempDirectory("histograms");
        AioStats stats;
        try (IoAio io = IoAio.builder().name("picture").maxParallel(2).inlineCached(false).create()) {
            io.measure(true);
            work(io, dir);
            stats = io.stats();
            io.aioRmtree(dir.toString()).await();
        }
        System.out.println(stats);
        if (args.length > 0) {
            Files.writeString(Path.of(args[0]), picture(stats));
        }
    }

    /** Reads, stats and synced writes, some of each at a time. */
    private static void work(IoAio io, Path dir) throws Exception {
        String file = Files.write(dir.resolve("file"), new byte[1 << 20]).toString();
        int fd = io.aioOpen(file, AioConstants.O_RDWR, 0).await();
        ByteBuffer data = ByteBuffer.allocateDirect(4096);
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < 16; i++) {
                io.aioRead(fd, i * 4096L, 4096, data, 0, count -> { });
                io.aioStat(file, stat -> { });
            }
            io.aioWrite(fd, 0, 4096, data, 0, count -> io.aioFdatasync(fd, status -> { }));
            io.flush();
        }
        io.aioClose(fd).await();
    }

    private static String picture(AioStats stats) {
        Map<String, AioStats.Latency> types = new TreeMap<>(stats.latencies());
        types.keySet().retainAll(List.of("read", "stat", "write", "fdatasync"));
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH, 2 * ROW + TOP + HEIGHT + 25));
        int index = 0;
        for (String type : types.keySet()) {
            svg.append(String.format("<text x=\"%d\" y=\"20\" fill=\"%s\">%s</text>%n", LEFT + 100 * index, COLOURS[index++], type));
        }
        row(svg, 0, "queue wait", types, AioStats.Latency::queueWait);
        row(svg, 1, "execution", types, AioStats.Latency::execution);
        row(svg, 2, "callback delay", types, AioStats.Latency::callbackDelay);
        return svg.append("</svg>\n").toString();
    }

    private static void row(StringBuilder svg, int row, String title, Map<String, AioStats.Latency> types,
            Function<AioStats.Latency, AioHistogram> time) {
        int base = TOP + row * ROW + HEIGHT;
        svg.append(String.format("<text x=\"8\" y=\"%d\">%s</text>%n", base - HEIGHT / 2, title));
        for (int power = 0; power <= POWERS; power++) {
            int x = LEFT + power * (WIDTH - LEFT - 20) / POWERS;
            svg.append(String.format("<path d=\"M%d %dv%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n", x,
                    base - HEIGHT, HEIGHT, x, base + 15, axis(power + FIRST_POWER)));
        }
        int index = 0;
        for (AioStats.Latency latency : types.values()) {
            svg.append(String.format("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>%n", curve(time.apply(latency), base),
                    COLOURS[index++]));
        }
    }

    private static String axis(int power) {
        Duration time = Duration.ofNanos((long) Math.pow(10, power));
        return power < 3 ? time.toNanos() + " ns" : power < 6 ? time.toNanos() / 1000 + " us" : power < 9 ? time.toMillis() + " ms"
                : time.toSeconds() + " s";
    }

    /** Fifths of a power of ten, each as high as its part of all requests. */
    private static String curve(AioHistogram histogram, int base) {
        double[] parts = new double[POWERS * 5 + 1];
        for (AioHistogram.Bucket bucket : histogram.buckets()) {
            double power = Math.log10(Math.max(1, bucket.lowest())) - FIRST_POWER;
            parts[(int) Math.max(0, Math.min(parts.length - 1, Math.round(power * 5)))] += bucket.count() / (double) histogram.count();
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            path.append(i == 0 ? 'M' : 'L').append(LEFT + i * (WIDTH - LEFT - 20) / (parts.length - 1)).append(' ')
                    .append(Math.round(base - Math.min(1, parts[i] * 1.5) * HEIGHT));
        }
        return path.toString();
    }
}
