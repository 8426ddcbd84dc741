package bench.work;

import java.io.IOException;

/** 10,000 files of 1 KiB, by three requests each where a system has requests for that. */
final class OpenReadClose extends Workload {

    OpenReadClose() {
        super("open", "open, read and close of 10,000 small files");
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
