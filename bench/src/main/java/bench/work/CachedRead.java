package bench.work;

import java.io.IOException;

/** 4 KiB at random offsets of a file of 256 MiB that the page cache has. */
final class CachedRead extends Workload {

    CachedRead() {
        super("read", "read 4 KiB, cached, random");
    }

    @Override
    public void warm(DataSet data) throws IOException {
        data.warm("big");
    }
}
