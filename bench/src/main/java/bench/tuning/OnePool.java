package bench.tuning;

import io.github.jeio.IoAio;
import java.util.ArrayList;
import java.util.List;

/** A pool for each device: a local directory is listed while a slow device keeps 64 requests in flight, in the same pool and in another. */
final class OnePool implements Experiment {

    private static final double SLOW_SECONDS = 0.02;

    @Override
    public String id() {
        return "devices";
    }

    @Override
    public String measure(Place place) throws Exception {
        List<Outcome> alone = new ArrayList<>();
        List<Outcome> same = new ArrayList<>();
        List<Outcome> other = new ArrayList<>();
        for (int round = 0; round < place.rounds(); round++) {
            try (IoAio local = IoAio.create(); IoAio slow = IoAio.create()) {
                alone.add(list(place, local, null));
                same.add(list(place, local, local));
                other.add(list(place, local, slow));
            }
        }
        List<String> names = List.of("nothing else", "64 slow requests in the same pool", "64 slow requests in another pool");
        List<Outcome> medians = List.of(Outcome.median(alone), Outcome.median(same), Outcome.median(other));
        Table table = new Table("beside it", "listings a second", "p50 µs", "p99 µs", "max µs");
        for (int i = 0; i < names.size(); i++) {
            Outcome each = medians.get(i);
            table.row(names.get(i), each.rate(), each.p50(), each.p99(), each.max());
        }
        return table + new Picture(id(), "Listing a local directory beside a slow device")
                .bars("A local directory listed, one after the other", "milliseconds, p99", names,
                        medians.stream().map(each -> each.p99() * 1e-3).toList()).write(place);
    }

    /** @param slow where requests of 20 ms each are in flight meanwhile, or null */
    private static Outcome list(Place place, IoAio local, IoAio slow) {
        Window device = slow == null ? null : new Window(slow, 64, (slot, done) -> {
            slow.aioBusy(SLOW_SECONDS, done);
            return true;
        });
        if (device != null) {
            device.begin(Double.MAX_VALUE);
        }
        Window window = new Window(local, 1, (slot, done) -> {
            local.aioReaddir("/etc", names -> done.run());
            return true;
        });
        Outcome outcome = window.run(place.seconds(), () -> {
            local.poll();
            if (slow != null && slow != local) {
                slow.pollCb();
            }
        });
        if (device != null) {
            device.stop();
            slow.flush();
        }
        return outcome;
    }
}
