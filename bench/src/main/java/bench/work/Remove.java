package bench.work;

import bench.plan.Case;
import java.io.IOException;

/** 20,000 files in 100 directories. */
final class Remove extends Job {

    Remove() {
        super("remove", "removal of 20,000 files", DataSet.TREE_FILES);
    }

    @Override
    public void before(DataSet data, Case measured) throws IOException {
        data.makeTree("doomed");
    }

    @Override
    public void after(DataSet data) throws IOException {
        data.delete("doomed");
    }
}
