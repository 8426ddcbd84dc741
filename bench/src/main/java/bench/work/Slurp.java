package bench.work;

import java.io.IOException;

/** The same files, by the one request or call that reads a whole file, where a system has one. */
final class Slurp extends Workload {

    Slurp() {
        super("slurp", "slurp of 10,000 small files");
    }

    @Override
    public long ops(int depth) {
        return depth == 1 ? 5_000 : 30_000;
    }

    @Override
    public void warm(DataSet data) throws IOException {
        data.warmSmall();
    }
}
