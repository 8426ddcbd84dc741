package bench.work;

import bench.plan.Case;
import java.io.IOException;

/** The names in one directory, with their types. */
final class ListDirectory extends Workload {

    ListDirectory() {
        super("list", "one large directory");
    }

    @Override
    public boolean isJob() {
        return true;
    }

    @Override
    public boolean isCounted() {
        return true;
    }

    @Override
    public void before(DataSet data, Case measured) throws IOException {
        data.makeList(measured.ops());
    }
}
