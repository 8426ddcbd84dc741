package bench.peer;

import java.util.concurrent.Executor;

/** Blocking calls in the threads of an executor, results to one loop. */
final class Pooled implements Peer {

    private final Data data;
    private final Executor executor;
    private final BlockingWork work;

    Pooled(Data data, Executor executor) {
        this.data = data;
        this.executor = executor;
        work = new BlockingWork(data);
    }

    @Override
    public Job job(String name) throws Exception {
        BlockingWork.Operation operation = work.operation(name);
        if (operation == null) {
            return new PooledTrees(data, executor).job(name);
        }
        return (depth, ops) -> Loop.run(data, depth, ops, (slot, i, loop) -> executor.execute(() -> {
            try {
                operation.run(slot, i);
                loop.post(slot);
            } catch (Throwable e) {
                loop.post(slot, e);
            }
        }));
    }
}
