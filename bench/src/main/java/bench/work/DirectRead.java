package bench.work;

/** 4 KiB at random offsets past the page cache: what the device gives. */
final class DirectRead extends Workload {

    DirectRead() {
        super("direct", "read 4 KiB, O_DIRECT, random");
    }

    @Override
    public long ops(int depth) {
        return depth == 1 ? 1_000 : 10_000;
    }
}
