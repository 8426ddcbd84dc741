package bench.work;

import bench.plan.Case;
import java.io.IOException;

/** What every system is asked to do. How it does it is the system's. */
public abstract class Workload {

    private final String name;
    private final String title;

    Workload(String name, String title) {
        this.name = name;
        this.title = title;
    }

    /** As on the command line. */
    public String name() {
        return name;
    }

    /** As in the protocol: what a system is told to do. */
    public String job() {
        return name;
    }

    /** As in a heading. */
    public String title() {
        return title;
    }

    /** A job is done once a sample and measured in seconds; else operations are repeated and counted. */
    public boolean isJob() {
        return false;
    }

    /** Its operations are entries that a system has to find. */
    public boolean isCounted() {
        return false;
    }

    /** The operations of one request to a driver. */
    public long ops(int depth) {
        return depth == 1 ? 5_000 : depth <= 32 ? 50_000 : 100_000;
    }

    /** Before each round: pages that were idle for a minute get evicted. */
    public void warm(DataSet data) throws IOException { }

    /** Before each system's turn. */
    public void before(DataSet data, Case measured) throws IOException { }

    /** After each system's turn. */
    public void after(DataSet data) throws IOException { }
}
