package bench.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Costs that grow: what is drawn over depth, threads and the size of a directory. */
public final class Curves {

    /**
     * A figure with a line for each system.
     *
     * @param id part of its file's name
     * @param title above it
     * @param axis what grows
     * @param xs its values
     * @param cases one for each
     * @param contestants a line for each
     */
    public record Curve(String id, String title, String axis, List<Integer> xs, List<Case> cases,
            List<Contestant> contestants) { }

    private static final int[] DEPTHS = {1, 4, 16, 64, 256, 1_000, 4_000, 16_000, 100_000};
    private static final int[] THREADS = {1, 2, 4, 8, 16, 32, 64};
    private static final int[] ENTRIES = {1_000, 10_000, 100_000, 1_000_000};

    public static final List<Curve> ALL = List.of(
            curve("depth-nop", "nop over depth", "operations in flight", DEPTHS,
                    x -> Case.of("nop", x).withOps(ops(x)), "jeio", "libeio", "executor", "virtual-loop"),
            curve("depth-read", "cached 4 KiB reads over depth", "operations in flight", DEPTHS,
                    x -> Case.of("read", x).withOps(ops(x)), "jeio", "jeio-noinline", "libeio", "executor", "afc"),
            curve("threads-read", "cached 4 KiB reads at depth 256 over threads", "threads", THREADS,
                    x -> Case.of("read", 256).withThreads(x), "jeio-noinline", "libeio", "executor", "afc"),
            curve("threads-direct", "O_DIRECT 4 KiB reads at depth 256 over threads", "threads", THREADS,
                    x -> Case.of("direct", 256).withThreads(x), "jeio", "libeio", "executor", "afc"),
            curve("directory", "one directory over its entries", "entries", ENTRIES,
                    x -> Case.of("list", 1).withOps(x), "jeio", "jeio-tree", "libeio", "perl", "node", "blocking", "coreutils"));

    private Curves() { }

    private static long ops(int depth) {
        return depth == 1 ? 5_000 : Math.max(50_000, 2L * depth);
    }

    private static Curve curve(String id, String title, String axis, int[] xs, IntFunction<Case> of, String... systems) {
        List<Contestant> contestants = new ArrayList<>();
        for (String system : systems) {
            contestants.add(Contestant.byId(system));
        }
        return new Curve(id, title, axis, IntStream.of(xs).boxed().toList(), IntStream.of(xs).mapToObj(of).toList(), contestants);
    }
}
