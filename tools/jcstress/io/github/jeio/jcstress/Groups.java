package io.github.jeio.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.III_Result;

/** A group that ends while something is done with it. */
public final class Groups {

    private Groups() { }

    /** Results: whether the request was taken, how often its callback was called, how often the group's. */
    @JCStressTest
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "taken, and the group has waited for it")
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "refused, and cancelled")
    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "refused, and done before it could be cancelled")
    @State
    public static class AddAgainstEnd {
        final Told told = new Told();
        final Told groupTold = new Told();
        final AioGroup group = Requests.IO.aioGroup(results -> groupTold.run());
        AioRequest<Void> request;
        boolean taken;

        @Actor
        public void add() {
            request = Requests.IO.aioNop(told);
            try {
                group.add(request);
                taken = true;
            } catch (IllegalStateException e) {
                taken = false;
            }
        }

        @Actor
        public void seal() {
            group.seal();
        }

        @Arbiter
        public void result(III_Result r) {
            if (request != null) { // as it is where jcstress only looks how large the state is
                Requests.await(group);
                Requests.await(request);
                r.r1 = taken ? 1 : 0;
                r.r2 = request.isCancelled() ? told.times() : told.once();
                r.r3 = groupTold.once();
            }
        }
    }

    /** Results: how often the callback of the group was called, whether it is cancelled, and whether its request is done. */
    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "completed")
    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "cancelled")
    @State
    public static class CancelAgainstSeal {
        final Told groupTold = new Told();
        final AioGroup group = Requests.IO.aioGroup(results -> groupTold.run());
        final AioRequest<Void> request = group.add(Requests.IO.aioNop());

        @Actor
        public void cancel() {
            group.cancel();
        }

        @Actor
        public void seal() {
            try {
                group.seal();
            } catch (IllegalStateException e) {
                // it is cancelled
            }
        }

        @Arbiter
        public void result(III_Result r) {
            Requests.await(group);
            Requests.await(request);
            r.r2 = group.isCancelled() ? 1 : 0;
            r.r1 = r.r2 == 1 ? groupTold.times() : groupTold.once();
            r.r3 = request.isDone() ? 1 : 0;
        }
    }

    /** Results: how often the callback of the group was called; how many requests its feeder was asked for, of three. */
    @JCStressTest
    @Outcome(id = "1, 3", expect = ACCEPTABLE, desc = "fed to its end")
    @State
    public static class FeedAgainstLimit {
        final Told groupTold = new Told();
        final AioGroup group = Requests.IO.aioGroup(results -> groupTold.run());
        volatile int fed;

        @Actor
        public void feed() {
            group.feed(hungry -> {
                if (fed < 3) {
                    fed++; // feeders are called one at a time
                    hungry.add(Requests.IO.aioNop());
                }
            });
        }

        @Actor
        public void limit() {
            group.limit(2);
        }

        @Arbiter
        public void result(II_Result r) {
            group.seal();
            Requests.await(group);
            r.r1 = groupTold.once();
            r.r2 = fed;
        }
    }
}
