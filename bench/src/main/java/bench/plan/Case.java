package bench.plan;

/**
 * What is measured side by side.
 *
 * @param work a workload's name
 * @param depth operations in flight
 * @param pinned every system is held on one CPU
 * @param cold nothing is in the kernel's caches
 * @param threads of each system's pool
 * @param ops operations of a sample; 0: as the workload says
 */
public record Case(String work, int depth, boolean pinned, boolean cold, int threads, long ops) {

    public static final int THREADS = 4;

    public static Case of(String work, int depth) {
        return new Case(work, depth, false, false, THREADS, 0);
    }

    public static Case pinned(String work) {
        return new Case(work, 1, true, false, THREADS, 0);
    }

    public Case cooled() {
        return new Case(work, depth, pinned, true, threads, ops);
    }

    public Case withThreads(int count) {
        return new Case(work, depth, pinned, cold, count, ops);
    }

    public Case withOps(long count) {
        return new Case(work, depth, pinned, cold, threads, count);
    }

    /** "32", "1p" for one CPU, as the command line has it. */
    public static Case parse(String work, String depth) {
        boolean pinned = depth.endsWith("p");
        boolean cold = depth.endsWith("c");
        int number = Integer.parseInt(pinned || cold ? depth.substring(0, depth.length() - 1) : depth);
        return new Case(work, number, pinned, cold, THREADS, 0);
    }

    @Override
    public String toString() {
        return work + " at depth " + depth + (pinned ? ", one CPU" : "") + (cold ? ", cold" : "")
                + (threads == THREADS ? "" : ", " + threads + " threads") + (ops == 0 ? "" : ", " + ops);
    }
}
