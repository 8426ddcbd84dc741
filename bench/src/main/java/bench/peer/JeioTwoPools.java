package bench.peer;

import java.util.Set;

/** Two pools, each polled by a thread of its own: half of the operations and of the window for each. */
final class JeioTwoPools implements Peer {

    private final Jeio[] pools;

    JeioTwoPools(Data data, int threads) {
        pools = new Jeio[] {new Jeio(data, threads, true), new Jeio(data.beside(), threads, true)};
    }

    @Override
    public Job job(String work) {
        if (!BY_THE_OPERATION.contains(work)) {
            return null;
        }
        Job[] jobs = {pools[0].job(work), pools[1].job(work)};
        return (depth, ops) -> {
            Peers.inThreads(Thread::new, 2, index -> jobs[index].run(Math.max(1, depth / 2), ops / 2));
            return ops / 2 * 2;
        };
    }

    private static final Set<String> BY_THE_OPERATION =
            Set.of("nop", "read", "write", "direct", "stat", "open", "slurp");
}
