package bench.tuning;

import bench.Setup;
import bench.UsageException;
import bench.report.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Measures what docs/tuning.md says, and puts it into that page: {@code bench/run tuning [name ...]}, all of it by default. */
public final class Tuning {

    private static final List<Experiment> ALL = List.of(Threads.warm(), Threads.cold(), Threads.network(), Threads.distributed(), new Inline(),
            new OnePool(), new Loops(), new Priorities(), new PollLimits(), new Feeder(), new Idle(), new VirtualThreads());

    private Tuning() { }

    /** @param ids which of them */
    public static void run(Setup setup, List<String> ids) throws IOException {
        for (String id : ids) {
            if (ALL.stream().noneMatch(each -> each.id().equals(id))) {
                throw new UsageException(id + " is none of " + String.join(", ", ALL.stream().map(Experiment::id).toList()));
            }
        }
        long start = System.nanoTime();
        Path directory = Files.createDirectories(setup.target().resolve("tuning"));
        Place place = new Place(setup.bench(), directory, setup.out(), setup.rounds(), setup.sampleSeconds() * 2);
        Page page = new Page(setup.out().resolve("tuning.md"));
        for (Experiment experiment : ALL) {
            if (ids.isEmpty() || ids.contains(experiment.id())) {
                System.out.println("Measuring " + experiment.id() + " ...");
                page.put(experiment.id(), measured(experiment, place));
            }
        }
        StringBuilder facts = new StringBuilder();
        facts.append("- on ").append(LocalDate.now(ZoneOffset.UTC)).append(", ").append(setup.rounds()).append(" rounds, of which the median is shown\n");
        Machine.facts(directory).forEach((name, value) -> facts.append("- ").append(name).append(": ").append(value).append('\n'));
        facts.append("- load of the last minute at the end: ").append(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]).append('\n');
        page.put("machine", facts.toString());
        System.out.println("Wrote docs/tuning.md, after " + (System.nanoTime() - start) / 1_000_000_000 + " seconds");
    }

    private static String measured(Experiment experiment, Place place) {
        try {
            return experiment.measure(place);
        } catch (Exception e) {
            System.out.println(experiment.id() + ": " + e);
            return "Not measured: " + e.getMessage() + "\n";
        }
    }
}
