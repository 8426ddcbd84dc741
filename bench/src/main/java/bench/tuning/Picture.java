package bench.tuning;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** One or two charts side by side, as a PNG file beside the page. */
final class Picture {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 380;

    private final String id;
    private final String title;
    private final List<Chart<?, ?>> charts = new ArrayList<>();
    private XYChart lines;

    Picture(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** Begins a chart of rates, from zero on. */
    Picture rates(String chart, String x, String y) {
        lines(chart, x, y);
        lines.getStyler().setYAxisLogarithmic(false).setYAxisMin(0.0);
        return this;
    }

    /** Begins a chart of what happens in the course of time. */
    Picture course(String chart, String x, String y) {
        rates(chart, x, y);
        lines.getStyler().setXAxisLogarithmic(false).setMarkerSize(0);
        return this;
    }

    /** Begins a chart of lines, with logarithmic axes. */
    Picture lines(String chart, String x, String y) {
        lines = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(chart).xAxisTitle(x).yAxisTitle(y).build();
        style(lines.getStyler());
        lines.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true).setXAxisDecimalPattern("#,###")
                .setYAxisDecimalPattern("#,###.##").setXAxisLogarithmicDecadeOnly(false).setMarkerSize(6);
        charts.add(lines);
        return this;
    }

    /** A line of the chart that was begun last. */
    Picture line(String name, List<Integer> xs, List<Double> ys) {
        lines.addSeries(name, xs.stream().map(Integer::doubleValue).toList(), ys);
        return this;
    }

    /** A chart of bars. What is not a number has none. */
    Picture bars(String chart, String y, List<String> names, String series, List<Double> values) {
        CategoryChart bars = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(chart).yAxisTitle(y).build();
        style(bars.getStyler());
        bars.getStyler().setLegendVisible(false);
        bars.getStyler().setXAxisLabelRotation(30).setYAxisDecimalPattern("#,###.##");
        bars.addSeries(series, names, values.stream().map(value -> Double.isNaN(value) ? 0 : value).toList());
        charts.add(bars);
        return this;
    }

    private static void style(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE).setLegendPosition(Styler.LegendPosition.OutsideS).setLegendLayout(Styler.LegendLayout.Horizontal);
        styler.setPlotBorderVisible(false);
    }

    /** Writes it; gives the Markdown that shows it, and the command that draws it. */
    String write(Place place) throws IOException {
        for (Chart<?, ?> chart : charts) {
            if (chart instanceof XYChart xy && xy.getStyler().isYAxisLogarithmic()) {
                wholeDecades(xy);
            }
        }
        Path file = place.docs().resolve("tuning-" + id + ".png");
        if (charts.size() == 1) {
            BitmapEncoder.saveBitmap(charts.get(0), file.toString(), BitmapFormat.PNG);
        } else {
            BitmapEncoder.saveBitmap(new ArrayList<Chart>(charts), 1, charts.size(), file.toString(), BitmapFormat.PNG);
        }
        return "![" + title + "](" + file.getFileName() + ")\n\n`bench/run tuning " + id + "` draws this.\n";
    }

    /** XChart's logarithmic axes have labels at powers of ten only. */
    private static void wholeDecades(XYChart chart) {
        double[] values = chart.getSeriesMap().values().stream().flatMapToDouble(series -> Arrays.stream(series.getYData()))
                .filter(value -> value > 0).toArray();
        double least = Arrays.stream(values).min().orElse(1);
        double most = Arrays.stream(values).max().orElse(1);
        chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))))
                .setYAxisMax(Math.pow(10, Math.floor(Math.log10(most)) + 1));
    }
}
