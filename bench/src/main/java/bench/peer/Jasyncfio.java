package bench.peer;

import java.util.concurrent.CompletableFuture;
import one.jasyncfio.AsyncFile;
import one.jasyncfio.EventExecutor;
import one.jasyncfio.OpenOption;

/** jasyncfio (io_uring): driven from another thread, or from inside its own ring thread. */
final class Jasyncfio implements Peer {

    private static final String RING_THREAD = "EventExecutor";

    private final Data data;
    private final boolean inside;
    private final EventExecutor executor;

    Jasyncfio(Data data, boolean inside) {
        this.data = data;
        this.inside = inside;
        // while it spins before it sleeps, which it does for a second, it does not submit what callbacks queue
        executor = inside ? EventExecutor.builder().sleepTimeout(0).build() : EventExecutor.initDefault();
    }

    /** Starts an operation on a file. */
    @FunctionalInterface
    private interface Operation {
        CompletableFuture<Integer> start(Slot slot, long i);
    }

    @Override
    public Job job(String work) throws Exception {
        switch (work) {
            case "read":
                return job(read(open("big", OpenOption.READ_ONLY)));
            case "direct":
                return job(read(open("big", OpenOption.READ_ONLY, OpenOption.DIRECT)));
            case "write":
                AsyncFile file = open("out", OpenOption.WRITE_ONLY);
                return job((slot, i) -> file.write(slot.buffer.clear(), data.writeOffset(i)));
            default:
                return null;
        }
    }

    private AsyncFile open(String name, OpenOption... options) throws Exception {
        return AsyncFile.open(data.name(name), executor, options).get();
    }

    private Operation read(AsyncFile file) {
        return (slot, i) -> file.read(slot.buffer.clear(), data.readOffset(i));
    }

    private Job job(Operation operation) {
        return inside ? (depth, ops) -> new Inside(operation, ops).run(depth) : (depth, ops) ->
                Loop.run(data, depth, ops, (slot, i, loop) -> operation.start(slot, i).whenComplete((count, e) -> {
                    if (e != null || count != Data.BLOCK) {
                        loop.post(slot, e == null ? new Exception("got " + count) : e);
                    } else {
                        loop.post(slot);
                    }
                }));
    }

    /** The window in the ring thread, which an operation from outside leads into. */
    private final class Inside {

        private final Operation operation;
        private final long ops;
        private final CompletableFuture<Long> end = new CompletableFuture<>();
        private long started;
        private int inFlight;

        Inside(Operation operation, long ops) {
            this.operation = operation;
            this.ops = ops;
        }

        long run(int depth) throws Exception {
            enter(depth);
            return end.get();
        }

        private void enter(int depth) {
            operation.start(new Slot(0, data.buffer(0)), 0).whenComplete((count, e) -> {
                if (e != null) {
                    end.completeExceptionally(e);
                    return;
                }
                if (!Thread.currentThread().getName().equals(RING_THREAD)) {
                    enter(depth); // it was complete before this was attached
                    return;
                }
                inFlight = (int) Math.min(depth, ops);
                for (int i = 0, n = inFlight; i < n; i++) {
                    next(new Slot(i, data.buffer(i)));
                }
            });
        }

        private void next(Slot slot) {
            if (started < ops) {
                operation.start(slot, started++).whenComplete((count, e) -> {
                    if (e != null || count != Data.BLOCK) {
                        end.completeExceptionally(e == null ? new Exception("got " + count) : e);
                    } else {
                        next(slot);
                    }
                });
            } else if (--inFlight == 0) {
                end.complete(ops);
            }
        }
    }
}
