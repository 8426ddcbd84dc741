package io.github.jeio.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Throughput and latency over the number of threads, a line for each depth; both axes are logarithmic. */
final class Chart {

    static final int WIDTH = 960;
    static final int HEIGHT = 420;
    private static final int TOP = 40;
    private static final int BOTTOM = 360;
    private static final int[] COLORS = {0x1f77b4, 0xff7f0e, 0x2ca02c, 0xd62728, 0x9467bd, 0x8c564b, 0xe377c2, 0x7f7f7f};
    private static final int GRID = 0xd8d8d8;

    private Chart() { }

    static void draw(List<BenchRun.Point> points, Canvas canvas) {
        panel(points, canvas, 70, 430, "requests a second", BenchRun.Point::rate);
        panel(points, canvas, 540, 900, "p99, microseconds", BenchRun.Point::p99);
        List<Integer> depths = points.stream().map(BenchRun.Point::depth).distinct().toList();
        for (int i = 0; i < depths.size(); i++) {
            canvas.line(70 + 100 * i, 402, 90 + 100 * i, 402, COLORS[i % COLORS.length]);
            canvas.text(95 + 100 * i, 406, "depth " + depths.get(i), 0);
        }
    }

    private static void panel(List<BenchRun.Point> points, Canvas canvas, int left, int right, String title, ToDoubleFunction<BenchRun.Point> value) {
        canvas.text((left + right) / 2.0, 24, title, 1);
        double low = Math.floor(Math.log10(Math.max(1e-3, points.stream().mapToDouble(value).min().orElse(1))));
        double high = Math.max(low + 1, Math.ceil(Math.log10(points.stream().mapToDouble(value).max().orElse(10))));
        for (double decade = low; decade <= high; decade++) {
            double y = BOTTOM - (decade - low) / (high - low) * (BOTTOM - TOP);
            canvas.line(left, y, right, y, GRID);
            canvas.text(left - 6, y + 4, number(Math.pow(10, decade)), 2);
        }
        double most = Math.max(1, points.stream().mapToDouble(point -> log2(point.threads())).max().orElse(1));
        points.stream().mapToInt(BenchRun.Point::threads).distinct().forEach(threads ->
                canvas.text(left + log2(threads) / most * (right - left), BOTTOM + 16, Integer.toString(threads), 1));
        List<Integer> depths = points.stream().map(BenchRun.Point::depth).distinct().toList();
        for (int i = 0; i < depths.size(); i++) {
            int depth = depths.get(i);
            double[] before = null;
            for (BenchRun.Point point : points.stream().filter(each -> each.depth() == depth).toList()) {
                double x = left + log2(point.threads()) / most * (right - left);
                double y = BOTTOM - (Math.log10(Math.max(1e-3, value.applyAsDouble(point))) - low) / (high - low) * (BOTTOM - TOP);
                int color = COLORS[i % COLORS.length];
                canvas.dot(x, y, color);
                if (before != null) {
                    canvas.line(before[0], before[1], x, y, color);
                }
                before = new double[] {x, y};
            }
        }
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    private static String number(double value) {
        return value >= 1e6 ? String.format(Locale.ROOT, "%.0fM", value / 1e6) : value >= 1e3 ? String.format(Locale.ROOT, "%.0fk", value / 1e3)
                : String.format(Locale.ROOT, "%.4g", value).replaceFirst("[.]?0+$", "");
    }
}
