package bench.work;

import bench.plan.Case;
import java.io.IOException;

/** 20,000 files in 100 directories. */
final class Remove extends Workload {

    Remove() {
        super("remove", "removal of 20,000 files");
    }

    @Override
    public boolean isJob() {
        return true;
    }

    @Override
    public long ops(int depth) {
        return DataSet.TREE_FILES;
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
