package bench.peer;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioDirents;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.util.ArrayDeque;

/** Whole jobs by jeio; directories are read as raw libeio and IO::AIO read them, by a request each. */
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
                finish(io.aioCopy(data.name("source"), data.name("copy")));
                return ops;
            };
            case "cptree" -> (depth, ops) -> {
                finish(io.aioCptree(data.name("forest"), data.name("copied")));
                return ops;
            };
            case "remove" -> (depth, ops) -> {
                finish(io.aioRmtree(data.name("doomed")));
                return ops;
            };
            default -> null;
        };
    }

    private void finish(AioRequest<Long> request) throws Exception {
        io.flush();
        if (request.errno() != 0) {
            throw new Exception(Errno.name(request.errno()));
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
