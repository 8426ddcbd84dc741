package bench.probe;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import io.github.jeio.internal.natives.Natives;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** A million reads that wait in the queue of a pool without threads; prints what a request takes: heap, native, both. */
public final class Memory {

    private static final int REQUESTS = 1_000_000;

    private Memory() { }

    public static void main(String[] args) {
        IoAio io = IoAio.create();
        io.inlineCached(false);
        int[] fd = {-1};
        io.aioOpen(args[0], AioConstants.O_RDONLY, 0, opened -> fd[0] = opened);
        io.flush();
        io.maxParallel(0);
        ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
        LongConsumer callback = count -> { };
        long heap = heap();
        long memory = Natives.memoryInUse();
        for (int i = 0; i < REQUESTS; i++) {
            io.aioRead(fd[0], 0, 4096, buffer, 0, callback);
        }
        double heapEach = (double) (heap() - heap) / REQUESTS;
        double nativeEach = (double) (Natives.memoryInUse() - memory) / REQUESTS;
        if (io.nreqs() != REQUESTS) {
            throw new IllegalStateException(io.nreqs() + " requests are queued");
        }
        System.out.println(heapEach + " " + nativeEach + " " + (heapEach + nativeEach));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
