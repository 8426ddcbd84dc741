package bench.probe;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** As many reads, writes, stats and nops as it is told, 256 at a time, inline on and off. For counting what C allocates. */
public final class Steady {

    /** Requests for each one that it is told. */
    static final int KINDS = 8;

    private static final int DEPTH = 256;

    private Steady() { }

    /** Takes the number, a file to read, one to write, and one to stat. */
    public static void main(String[] args) {
        long ops = Long.parseLong(args[0]);
        IoAio io = IoAio.create();
        io.maxParallel(4);
        int[] fds = {-1, -1};
        io.aioOpen(args[1], AioConstants.O_RDONLY, 0, fd -> fds[0] = fd);
        io.aioOpen(args[2], AioConstants.O_WRONLY, 0, fd -> fds[1] = fd);
        io.flush();
        ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
        LongConsumer count = result -> check(result == 4096);
        Consumer<Object> object = result -> check(result != null);
        for (boolean inline : new boolean[] {true, false}) {
            io.inlineCached(inline);
            batches(io, ops, () -> io.aioRead(fds[0], 0, 4096, buffer, 0, count));
            batches(io, ops, () -> io.aioWrite(fds[1], 0, 4096, buffer, 0, count));
            batches(io, ops, () -> io.aioStat(args[3], object));
            batches(io, ops, io::aioNop);
        }
        io.close();
    }

    private static void check(boolean succeeded) {
        if (!succeeded) {
            throw new IllegalStateException("errno " + IoAio.errno());
        }
    }

    private static void batches(IoAio io, long ops, Runnable request) {
        for (long done = 0; done < ops; done += DEPTH) {
            for (int i = 0; i < DEPTH; i++) {
                request.run();
            }
            io.flush();
        }
    }
}
