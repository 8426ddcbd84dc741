package bench.work;

import bench.plan.Case;
import java.io.IOException;

/** A file of 512 MiB that the page cache has, to a new one. */
final class Copy extends Job {

    Copy() {
        super("copy", "copy of 512 MiB", 1);
    }

    @Override
    public void before(DataSet data, Case measured) throws IOException {
        data.warm("source");
    }

    @Override
    public void after(DataSet data) throws IOException {
        data.delete("copy");
    }
}
