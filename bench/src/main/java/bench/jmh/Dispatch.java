package bench.jmh;

import io.github.jeio.IoAio;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One dispatch, of results that are all there: from C's queue to the callback. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Dispatch {

    private static final int REQUESTS = 4096;

    private final IoAio io = IoAio.create();
    private long called;
    private final Runnable callback = () -> called++;

    @Setup(Level.Invocation)
    public void execute() {
        io.maxParallel(1);
        for (int i = 0; i < REQUESTS; i++) {
            io.aioNop(callback);
        }
        while (io.npending() < REQUESTS) {
            Thread.yield();
        }
    }

    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public long dispatch() {
        io.pollCb();
        return called;
    }
}
