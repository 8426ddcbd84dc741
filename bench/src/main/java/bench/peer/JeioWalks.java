package bench.peer;

import io.github.jeio.AioRequest;
import io.github.jeio.AioTree;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;

/** Directories by jeio's own requests for many entries, which come in batches. */
final class JeioWalks implements Peer {

    private static final int BATCH = 1000;

    private final Data data;
    private final IoAio io = IoAio.create();

    JeioWalks(Data data, int threads) {
        this.data = data;
        io.maxParallel(threads);
        io.minParallel(threads);
    }

    @Override
    public Job job(String work) {
        return switch (work) {
            case "scan" -> (depth, ops) -> {
                long[] entries = {0};
                return count(entries, io.aioTree(data.scanRoot().toString(), AioTree.WHOLE.requests(depth),
                        batch -> entries[0] += batch.entries().size()));
            };
            case "list" -> (depth, ops) -> {
                long[] entries = {0};
                return count(entries, io.aioReaddirBatches(data.list(ops).toString(), BATCH,
                        batch -> entries[0] += batch.size()));
            };
            default -> null;
        };
    }

    private long count(long[] entries, AioRequest<Long> request) throws Exception {
        io.flush();
        if (request.errno() != 0) {
            throw new Exception(Errno.name(request.errno()));
        }
        return entries[0];
    }
}
