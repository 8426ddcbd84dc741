package bench.work;

/** Every name below /usr, with its type. */
final class Scan extends Workload {

    Scan() {
        super("scan", "scan of /usr");
    }

    @Override
    public boolean isJob() {
        return true;
    }

    @Override
    public boolean isCounted() {
        return true;
    }

    @Override
    public long ops(int depth) {
        return 1;
    }
}
