package bench.plan;

import bench.run.Results;
import bench.run.Spread;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What jeio has to reach: a row of the report.
 *
 * @param id its name on the command line
 * @param work what is done
 * @param depth operations in flight, as the row says
 * @param claim what is compared with what
 * @param atLeast the limit is the least; else it is the most
 * @param limit what the claim's figure is compared with
 * @param unit of the figure: "×" for a ratio
 * @param needs the cases it takes, and the systems in them
 * @param probe the probe it takes; null where cases tell
 * @param measure the figure, if it was measured
 */
public record Bar(String id, String work, String depth, String claim, boolean atLeast, double limit, String unit,
        List<Need> needs, String probe, Function<Results, Optional<Spread>> measure) {

    /** Systems in a case. */
    public record Need(Case measured, List<Contestant> contestants) { }

    public boolean isMet(Spread figure) {
        return atLeast ? figure.median() >= limit : figure.median() <= limit;
    }
}
