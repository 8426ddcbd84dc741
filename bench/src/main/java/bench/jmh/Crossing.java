package bench.jmh;

import io.github.jeio.IoAio;
import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.wire.CompletionReader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One crossing into C and back, which reads a counter there. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Crossing {

    private final CompletionReader completions = new CompletionReader();
    private long pool;

    @Setup
    public void create() {
        IoAio.version(); // loads the library
        pool = Natives.create(completions.buffer());
    }

    @TearDown
    public void destroy() {
        Natives.destroy(pool);
    }

    @Benchmark
    public int crossing() {
        return Natives.count(pool, Natives.NREADY);
    }
}
