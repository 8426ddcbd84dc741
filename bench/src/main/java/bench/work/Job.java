package bench.work;

/** Work that is done once a sample, and measured in seconds. */
abstract class Job extends Workload {

    private final long ops;

    /** @param ops how many operations it counts as */
    Job(String name, String title, long ops) {
        super(name, title);
        this.ops = ops;
    }

    @Override
    public final boolean isJob() {
        return true;
    }

    @Override
    public final long ops(int depth) {
        return ops;
    }
}
