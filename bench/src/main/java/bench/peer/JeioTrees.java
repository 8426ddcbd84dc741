package bench.peer;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioDirents;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import java.util.ArrayDeque;
import java.util.function.LongConsumer;

/** Whole jobs by jeio. */
final class JeioTrees {

    private final Data data;
    private final IoAio io;

    JeioTrees(Data data, IoAio io) {
        this.data = data;
        this.io = io;
    }

    Peer.Job job(String work) {
        return switch (work) {
            case "scan" -> (depth, ops) -> new Scan(depth).run(data.scanRoot().toString());
            case "list" -> (depth, ops) -> new Scan(depth).run(data.list(ops).toString());
            case "copy" -> (depth, ops) -> {
                whole("aioCopy", data.name("source"), data.name("copy"));
                return ops;
            };
            case "remove" -> (depth, ops) -> {
                whole("aioRmtree", data.name("doomed"));
                return ops;
            };
            default -> null;
        };
    }

    private void whole(String request, String... paths) throws Exception {
        Class<?>[] types = new Class<?>[paths.length + 1];
        Object[] arguments = new Object[paths.length + 1];
        long[] result = {-1};
        for (int i = 0; i < paths.length; i++) {
            types[i] = String.class;
            arguments[i] = paths[i];
        }
        types[paths.length] = LongConsumer.class;
        arguments[paths.length] = (LongConsumer) status -> result[0] = status;
        PathRequests.class.getMethod(request, types).invoke(io, arguments);
        io.flush();
        if (result[0] < 0) {
            throw new Exception(request + ": errno " + IoAio.errno());
        }
    }

    /** Directories by a work list, so many at a time. What can't be read counts as empty. */
    private final class Scan {

        private final int depth;
        private final ArrayDeque<String> waiting = new ArrayDeque<>();
        private int active;
        private long entries;

        Scan(int depth) {
            this.depth = depth;
        }

        long run(String root) {
            waiting.push(root);
            pump();
            while (active > 0) {
                io.poll();
            }
            return entries;
        }

        private void pump() {
            while (!waiting.isEmpty() && active < depth) {
                String path = waiting.pop();
                active++;
                io.aioReaddirx(path, AioConstants.READDIR_DENTS, found -> {
                    if (found != null) {
                        add(path, found);
                    }
                    active--;
                    pump();
                });
            }
        }

        private void add(String path, AioDirents found) {
            for (AioDirent entry : found.entries()) {
                entries++;
                if (entry.type() == AioConstants.DT_DIR) {
                    waiting.push(path + '/' + entry.name());
                }
            }
        }
    }
}
