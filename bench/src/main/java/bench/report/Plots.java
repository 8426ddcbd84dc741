package bench.report;

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

    private Optional<String> lines(String id, String title, String axis, List<Integer> xs, List<Case> cases,
            List<Contestant> contestants) throws IOException {
        boolean job = !cases.isEmpty() && Workloads.byName(cases.get(0).work()).isJob();
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(axis)
                .yAxisTitle(job ? "seconds" : "thousands a second").build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true)
                .setLegendPosition(Styler.LegendPosition.OutsideE).setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        chart.getStyler().setXAxisDecimalPattern("#,###").setYAxisDecimalPattern("#,###.####").setMarkerSize(6);
        double least = Double.MAX_VALUE;
        double most = 0;
        for (Contestant contestant : contestants) {
            List<Double> at = new ArrayList<>();
            List<Double> figures = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                Optional<Spread> figure = results.of(cases.get(i), contestant.id(), job ? Sample::seconds : Sample::rate);
                if (figure.isPresent()) {
                    at.add((double) xs.get(i));
                    figures.add(figure.get().median() * (job ? 1 : 1e-3));
                    least = Math.min(least, figures.get(figures.size() - 1));
                    most = Math.max(most, figures.get(figures.size() - 1));
                }
            }
            if (at.size() > 1) {
                chart.addSeries(contestant.title().replace("`", ""), at, figures)
                        .setLineWidth(contestant.family() == Family.JEIO ? 3 : 1.2f);
            }
        }
        if (chart.getSeriesMap().isEmpty()) {
            return Optional.empty();
        }
        chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))))
                .setYAxisMax(Math.pow(10, Math.ceil(Math.log10(most))));
        Path file = Path.of(start + id + ".png");
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
        return Optional.of(file.getFileName().toString());
    }
}
