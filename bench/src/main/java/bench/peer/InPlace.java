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
            return (depth, ops) -> {
                run(operation, 0, 0, ops);
                return ops;
            };
        }
        return (depth, ops) -> {
            Peers.inThreads(factory, depth, ops, (index, begin, end) -> run(operation, index, begin, end));
            return ops;
        };
    }

    private void run(BlockingWork.Operation operation, int index, long begin, long end) throws Exception {
        Slot slot = new Slot(index, data.buffer(index));
        for (long i = begin; i < end; i++) {
            operation.run(slot, i);
        }
    }
}
