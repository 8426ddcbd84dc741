package bench.jmh;

import bench.probe.ReadWindow;
import io.github.jeio.IoAio;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Cached reads by callbacks, 256 in flight: what a request costs altogether, and what it leaves on the heap. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Requests {

    private static final int OPERATIONS = 50_000;

    /** Whether requests are answered without a thread. */
    @Param({"true", "false"})
    public boolean inline;

    private IoAio io;
    private ReadWindow window;

    @Setup
    public void open() {
        io = IoAio.create();
        io.maxParallel(4);
        io.inlineCached(inline);
        window = new ReadWindow(io, Path.of(System.getProperty("bench.file")), 256);
    }

    @TearDown
    public void close() {
        io.close();
    }

    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void request() {
        window.run(OPERATIONS, io::poll);
    }
}
