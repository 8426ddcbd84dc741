package bench.peer;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadFactory;

/** jeio by await(), in as many threads as the depth says: platform or virtual ones. A daemon polls. */
final class JeioAwait implements Peer {

    private final Data data;
    private final ThreadFactory factory;
    private final IoAio io = IoAio.create();

    JeioAwait(Data data, int threads, ThreadFactory factory) {
        this.data = data;
        this.factory = factory;
        io.maxParallel(threads);
        io.minParallel(threads);
    }

    @FunctionalInterface
    private interface Operation {
        void run(ByteBuffer buffer, long i) throws Exception;
    }

    @Override
    public Job job(String work) throws Exception {
        Operation operation = operation(work);
        return operation == null ? null : (depth, ops) -> {
            Peers.inThreads(factory, depth, ops, (index, begin, end) -> {
                ByteBuffer buffer = data.buffer(index);
                for (long i = begin; i < end; i++) {
                    operation.run(buffer, i);
                }
            });
            return ops;
        };
    }

    private Operation operation(String work) throws Exception {
        switch (work) {
            case "nop":
                return (buffer, i) -> io.aioNop().await();
            case "read":
                int big = io.aioOpen(data.name("big"), AioConstants.O_RDONLY, 0).await();
                return (buffer, i) ->
                        Slot.check(io.aioRead(big, data.readOffset(i), Data.BLOCK, buffer, 0).await(), Data.BLOCK);
            case "write":
                int out = io.aioOpen(data.name("out"), AioConstants.O_WRONLY, 0).await();
                return (buffer, i) ->
                        Slot.check(io.aioWrite(out, data.writeOffset(i), Data.BLOCK, buffer, 0).await(), Data.BLOCK);
            case "stat":
                return (buffer, i) -> Slot.check(io.aioStat(data.smallName(i)).await().size(), Data.SMALL);
            case "slurp":
                return (buffer, i) -> Slot.check(
                        io.aioSlurp(data.smallName(i), 0, buffer.position(0).limit(Data.SMALL)).await(), Data.SMALL);
            default:
                return null;
        }
    }
}
