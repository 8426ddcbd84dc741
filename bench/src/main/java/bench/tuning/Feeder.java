package bench.tuning;

import io.github.jeio.AioGroup;
import io.github.jeio.IoAio;
import java.util.ArrayList;
import java.util.List;

/** A feeder's limit: so many requests of a group in flight, each by a thread. */
final class Feeder implements Experiment {

    private static final List<Integer> LIMITS = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256);
    private static final int STATS = 60_000;

    @Override
    public String id() {
        return "feeder";
    }

    @Override
    public String measure(Place place) throws Exception {
        List<Double> rates = new ArrayList<>();
        Table table = new Table("limit", "stats a second");
        String path = place.warmFile().toString();
        for (int limit : LIMITS) {
            List<Outcome> rounds = new ArrayList<>();
            for (int round = 0; round < place.rounds(); round++) {
                rounds.add(sample(path, limit));
            }
            rates.add(Outcome.median(rounds).rate());
            table.row("" + limit, rates.get(rates.size() - 1));
        }
        return table + new Picture(id(), "A feeder's limit")
                .rates("Stats of a group, 8 threads", "limit of the feeder", "stats a second").line("by threads", LIMITS, rates).write(place);
    }

    private static Outcome sample(String path, int limit) throws Exception {
        try (IoAio io = IoAio.builder().inlineCached(false).create()) {
            int[] left = {STATS};
            long start = System.nanoTime();
            AioGroup group = io.aioGroup();
            group.limit(limit);
            group.feed(fed -> {
                if (left[0]-- > 0) {
                    fed.add(io.aioStat(path));
                }
            });
            group.await();
            return new Outcome(STATS / ((System.nanoTime() - start) * 1e-9), 0, 0, 0);
        }
    }
}
