package bench.peer;

import java.util.concurrent.ThreadFactory;

/**
 * Threads that block in place: no loop gets the results. One thread, whatever the depth, where there is no factory;
 * else as many as the depth says.
 */
final class InPlace implements Peer {

    private final Data data;
    private final ThreadFactory factory;
    private final BlockingWork work;

    InPlace(Data data, ThreadFactory factory) {
        this.data = data;
        this.factory = factory;
        work = new BlockingWork(data);
    }

    @Override
    public Job job(String name) throws Exception {
        // doing nothing in place takes no time, and there is nothing to compare with
        BlockingWork.Operation operation = name.equals("nop") ? null : work.operation(name);
        if (operation == null) {
            return factory == null ? new BlockingTrees(data).job(name) : null;
        }
        if (factory == null) {
            return (depth, ops) -> share(operation, 0, 1, ops);
        }
        return (depth, ops) -> {
            Peers.inThreads(factory, depth, index -> share(operation, index, depth, ops));
            return ops;
        };
    }

    private long share(BlockingWork.Operation operation, int index, int step, long ops) throws Exception {
        Slot slot = new Slot(index, data.buffer(index));
        for (long i = index; i < ops; i += step) {
            operation.run(slot, i);
        }
        return ops;
    }
}
