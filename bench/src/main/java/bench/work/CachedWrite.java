package bench.work;

import java.io.IOException;

/**
 * 4 KiB over random blocks of a file of 64 MiB, into the page cache. What a write costs there depends on the kernel's folios, which
 * are as large as the writes that have made them: ext4 looks at the state of each of a folio's blocks.
 */
final class CachedWrite extends Workload {

    static final CachedWrite SMALL = new CachedWrite("write", "write 4 KiB, cached, folios of 4 KiB", 1 << 12);
    static final CachedWrite LARGE = new CachedWrite("write-large", "write 4 KiB, cached, folios of 1 MiB", 1 << 20);

    private final int folio;

    private CachedWrite(String name, String title, int folio) {
        super(name, title);
        this.folio = folio;
    }

    @Override
    public String job() {
        return "write";
    }

    @Override
    public long ops(int depth) {
        return depth == 1 ? 5_000 : 25_000;
    }

    @Override
    public void warm(DataSet data) throws IOException {
        data.refill("out", folio);
    }
}
