package bench.report;

import bench.latency.Latencies;
import bench.plan.Case;
import bench.plan.Contestant;
import bench.plan.Curves;
import bench.plan.Family;
import bench.run.Results;
import bench.run.Sample;
import bench.run.Spread;
import bench.work.Workload;
import bench.work.Workloads;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** The report's plots, as PNG files beside it. Each method gives the file's name, or nothing if there is nothing to draw. */
final class Plots {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 480;

    private final Results results;
    private final Path start;

    /** @param start what the plots' names begin with */
    Plots(Results results, Path start) {
        this.results = results;
        this.start = start;
    }

    /** A line for each system over depth: thousands of operations a second. */
    Optional<String> workload(Workload workload) throws IOException {
        List<Case> cases = results.cases().stream()
                .filter(each -> each.work().equals(workload.name()) && !each.pinned() && !each.cold() && each.ops() == 0
                        && each.threads() == Case.THREADS)
                .sorted(Comparator.comparingInt(Case::depth)).toList();
        return lines(workload.name(), workload.title(), "operations in flight",
                cases.stream().map(Case::depth).toList(), cases, Contestant.ALL);
    }

    /** A line for each system over what grows. */
    Optional<String> curve(Curves.Curve curve) throws IOException {
        return lines(curve.id(), curve.title(), curve.axis(), curve.xs(), curve.cases(), curve.contestants());
    }

    /** A line for each system over how rare a latency is: 10 stands for the 90th percentile, 1,000 for the 99.9th. */
    Optional<String> latency(String load, String title) throws IOException {
        XYChart chart = chart("latency of cached reads: " + title, "one read in so many is slower", "microseconds");
        Extent extent = new Extent();
        for (String system : Latencies.SYSTEMS) {
            List<Double> rarities = new ArrayList<>();
            List<Double> micros = new ArrayList<>();
            for (double percentile : Latencies.PERCENTILES.subList(0, Latencies.PERCENTILES.size() - 1)) {
                results.value(Latencies.name(load, system, percentile)).ifPresent(figure -> {
                    rarities.add(100 / (100 - percentile));
                    micros.add(extent.with(figure.median()));
                });
            }
            if (!rarities.isEmpty()) {
                add(chart, Contestant.byId(system), rarities, micros);
            }
        }
        return save(chart, extent, "latency-" + load);
    }

    private static XYChart chart(String title, String xAxis, String yAxis) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(xAxis).yAxisTitle(yAxis).build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true)
                .setLegendPosition(Styler.LegendPosition.OutsideE).setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        chart.getStyler().setXAxisDecimalPattern("#,###").setYAxisDecimalPattern("#,###.####").setMarkerSize(6);
        return chart;
    }

    private static void add(XYChart chart, Contestant contestant, List<Double> xs, List<Double> ys) {
        chart.addSeries(contestant.title().replace("`", ""), xs, ys).setLineWidth(contestant.family() == Family.JEIO ? 3 : 1.2f);
    }

    private Optional<String> save(XYChart chart, Extent extent, String id) throws IOException {
        if (chart.getSeriesMap().isEmpty()) {
            return Optional.empty();
        }
        chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(extent.least))))
                .setYAxisMax(Math.pow(10, Math.ceil(Math.log10(extent.most))));
        Path file = Path.of(start + id + ".png");
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
        return Optional.of(file.getFileName().toString());
    }

    /** From the least to the most that a chart shows. */
    private static final class Extent {

        private double least = Double.MAX_VALUE;
        private double most;

        double with(double figure) {
            least = Math.min(least, figure);
            most = Math.max(most, figure);
            return figure;
        }
    }

    private Optional<String> lines(String id, String title, String axis, List<Integer> xs, List<Case> cases,
            List<Contestant> contestants) throws IOException {
        boolean job = !cases.isEmpty() && Workloads.byName(cases.get(0).work()).isJob();
        XYChart chart = chart(title, axis, job ? "seconds" : "thousands a second");
        Extent extent = new Extent();
        for (Contestant contestant : contestants) {
            List<Double> at = new ArrayList<>();
            List<Double> figures = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                Optional<Spread> figure = results.of(cases.get(i), contestant.id(), job ? Sample::seconds : Sample::rate);
                if (figure.isPresent()) {
                    at.add((double) xs.get(i));
                    figures.add(extent.with(figure.get().median() * (job ? 1 : 1e-3)));
                }
            }
            if (at.size() > 1) {
                add(chart, contestant, at, figures);
            }
        }
        return save(chart, extent, id);
    }
}
