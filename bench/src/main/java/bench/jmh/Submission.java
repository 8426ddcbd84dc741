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
import org.openjdk.jmh.annotations.TearDown;

/** One submission, on its own, to a pool without threads: nothing but the submitting side is at work. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Submission {

    private static final int REQUESTS = 4096;

    private final Runnable callback = () -> { };
    private IoAio io;

    @Setup(Level.Invocation)
    public void stopThreads() {
        if (io == null) {
            io = IoAio.create();
        }
        io.maxParallel(0);
    }

    @TearDown(Level.Invocation)
    public void drain() {
        io.minParallel(1);
        io.aioNop();
        io.flush();
    }

    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public void submission() {
        for (int i = 0; i < REQUESTS; i++) {
            io.aioNop(callback);
        }
    }
}
