package bench.work;

import java.io.IOException;

/** 4 KiB over random blocks of a file of 64 MiB, into the page cache. */
final class CachedWrite extends Workload {

    CachedWrite() {
        super("write", "write 4 KiB, cached");
    }

    @Override
    public long ops(int depth) {
        return depth == 1 ? 5_000 : 25_000;
    }

    @Override
    public void warm(DataSet data) throws IOException {
        data.warm("out");
    }
}
