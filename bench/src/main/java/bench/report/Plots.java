package bench.report;

import bench.plan.Case;
import bench.plan.Contestant;
import bench.plan.Curves;
import bench.run.Results;
import bench.run.Sample;
import bench.run.Spread;
import bench.work.Workload;
import bench.work.Workloads;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;

/** The report's plots, as SVG files beside it. Each method gives the file's name, or nothing if there is nothing to draw. */
final class Plots {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 480;

    private final Results results;
    private final Path out;

    Plots(Results results, Path out) {
        this.results = results;
        this.out = out;
    }

    /** Bars for each system, a group for each depth: thousands of operations a second. */
    Optional<String> workload(String work) throws IOException {
        Workload workload = Workloads.byName(work);
        List<Case> cases = results.cases().stream()
                .filter(each -> each.work().equals(work) && !each.pinned() && !each.cold() && each.ops() == 0
                        && each.threads() == Case.THREADS).toList();
        if (cases.isEmpty()) {
            return Optional.empty();
        }
        CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(workload.title())
                .xAxisTitle("operations in flight").yAxisTitle("thousands a second").build();
        chart.getStyler().setAvailableSpaceFill(0.9).setYAxisLogarithmic(true);
        style(chart.getStyler());
        List<String> depths = cases.stream().map(each -> "" + each.depth()).toList();
        for (Contestant contestant : Contestant.ALL) {
            List<Double> rates = new ArrayList<>();
            for (Case each : cases) {
                rates.add(results.of(each, contestant.id(), Sample::rate).map(rate -> rate.median() / 1e3).orElse(null));
            }
            if (rates.stream().anyMatch(rate -> rate != null)) {
                chart.addSeries(plain(contestant), depths, rates);
            }
        }
        return Optional.of(save(chart, work));
    }

    /** A line for each system, over what grows. */
    Optional<String> curve(Curves.Curve curve) throws IOException {
        boolean job = Workloads.byName(curve.cases().get(0).work()).isJob();
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(curve.title()).xAxisTitle(curve.axis())
                .yAxisTitle(job ? "seconds" : "thousands a second").build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        style(chart.getStyler());
        for (Contestant contestant : curve.contestants()) {
            List<Double> xs = new ArrayList<>();
            List<Double> ys = new ArrayList<>();
            for (int i = 0; i < curve.xs().size(); i++) {
                Optional<Spread> figure = results.of(curve.cases().get(i), contestant.id(), job ? Sample::seconds : Sample::rate);
                if (figure.isPresent()) {
                    xs.add((double) curve.xs().get(i));
                    ys.add(figure.get().median() * (job ? 1 : 1e-3));
                }
            }
            if (xs.size() > 1) {
                chart.addSeries(plain(contestant), xs, ys);
            }
        }
        return chart.getSeriesMap().isEmpty() ? Optional.empty() : Optional.of(save(chart, curve.id()));
    }

    private static String plain(Contestant contestant) {
        return contestant.title().replace("`", "");
    }

    private static void style(Styler styler) {
        styler.setLegendPosition(Styler.LegendPosition.OutsideE).setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
    }

    private String save(Chart<?, ?> chart, String id) throws IOException {
        String name = "performance-" + id + ".svg";
        VectorGraphicsEncoder.saveVectorGraphic(chart, out.resolve(name).toString(), VectorGraphicsFormat.SVG);
        return name;
    }
}
