package bench.work;

import bench.UsageException;
import java.util.List;

/** All of them, in the order of the report. */
public final class Workloads {

    public static final List<Workload> ALL = List.of(new Nop(), new CachedRead(), CachedWrite.SMALL, CachedWrite.LARGE, new DirectRead(),
            new Stat(), new OpenReadClose(), new Slurp(), new Scan(), new Copy(), new CopyTree(), new Remove(), new ListDirectory());

    private Workloads() { }

    public static Workload byName(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new UsageException("no work is called " + name + "; see bench/run list"));
    }
}
