package bench.work;

import java.io.IOException;

/** The attributes of 10,000 files, by path. */
final class Stat extends Workload {

    Stat() {
        super("stat", "stat of 10,000 files");
    }

    @Override
    public void warm(DataSet data) throws IOException {
        data.warmSmall();
    }
}
