package bench.tuning;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
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
    private Lines begun;

    /** The chart that was begun last, as what takes its lines. */
    private interface Lines {
        void add(String name, List<Integer> xs, List<Double> ys);
    }

    Picture(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** Begins a chart of rates, from zero on. */
    Picture rates(String chart, String x, String y) {
        beginRates(chart, x, y);
        return this;
    }

    private CategoryChart beginRates(String chart, String x, String y) {
        CategoryChart rates = chart(chart, y);
        rates.setXAxisTitle(x);
        rates.getStyler().setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Line).setOverlapped(true).setYAxisMin(0.0);
        begun = (name, xs, ys) -> rates.addSeries(name, xs.stream().map(place -> String.format(Locale.ROOT, "%,d", place)).toList(), ys);
        return rates;
    }

    /** Begins a chart of what happens in the course of time, from zero on. */
    Picture course(String chart, String x, String y) {
        XYChart course = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(chart).xAxisTitle(x).yAxisTitle(y).build();
        style(course.getStyler());
        course.getStyler().setXAxisDecimalPattern("#,###").setYAxisMin(0.0).setMarkerSize(0);
        charts.add(course);
        begun = (name, xs, ys) -> course.addSeries(name, xs.stream().map(Integer::doubleValue).toList(), ys);
        return this;
    }

    /** Begins a chart of lines, whose vertical axis is logarithmic. */
    Picture lines(String chart, String x, String y) {
        beginRates(chart, x, y).getStyler().setYAxisLogarithmic(true);
        return this;
    }

    /** A line of the chart that was begun last. But in the course of time, all have the same places, which stand at equal distances. */
    Picture line(String name, List<Integer> xs, List<Double> ys) {
        begun.add(name, xs, ys);
        return this;
    }

    /** A chart of bars, which the legend names. What is not a number has none. */
    Picture bars(String chart, String y, List<String> names, List<Double> values) {
        CategoryChart bars = chart(chart, y);
        bars.getStyler().setXAxisTicksVisible(false).setPlotGridVerticalLinesVisible(false).setLegendPosition(Styler.LegendPosition.OutsideE);
        for (int i = 0; i < names.size(); i++) {
            bars.addSeries(names.get(i), List.of(" "), List.of(Double.isNaN(values.get(i)) ? 0 : values.get(i)));
        }
        return this;
    }

    private CategoryChart chart(String title, String y) {
        CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).yAxisTitle(y).build();
        style(chart.getStyler());
        chart.getStyler().setMarkerSize(6);
        charts.add(chart);
        return chart;
    }

    private static void style(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE).setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Vertical);
        styler.setPlotBorderVisible(false);
        styler.setYAxisDecimalPattern("#,###.##");
    }

    /** Writes it; gives the Markdown that shows it, and the command that draws it. */
    String write(Place place) throws IOException {
        for (Chart<?, ?> chart : charts) {
            if (chart instanceof CategoryChart category && category.getStyler().isYAxisLogarithmic()) {
                wholeDecades(category);
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
    private static void wholeDecades(CategoryChart chart) {
        double[] values = chart.getSeriesMap().values().stream().flatMap(series -> series.getYData().stream()).mapToDouble(Number::doubleValue)
                .filter(value -> value > 0).toArray();
        double least = Arrays.stream(values).min().orElse(1);
        double most = Arrays.stream(values).max().orElse(1);
        chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))))
                .setYAxisMax(Math.pow(10, Math.floor(Math.log10(most)) + 1));
    }
}
