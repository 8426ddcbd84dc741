package bench.work;

import bench.plan.Case;
import java.io.IOException;

/** A tree of 20,000 small files, to a new one. */
final class CopyTree extends Job {

    CopyTree() {
        super("cptree", "copy of 20,000 files", DataSet.TREE_FILES);
    }

    @Override
    public void before(DataSet data, Case measured) throws IOException {
        data.keepTree("forest");
        data.awaitReuse();
    }

    @Override
    public void after(DataSet data) throws IOException {
        data.putAside("copied");
    }
}
