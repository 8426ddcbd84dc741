package io.github.jeio.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** A pool that ends, or begins anew, while something is done with it. */
public final class Pools {

    private Pools() { }

    private static IoAio pool() {
        return IoAio.builder().minParallel(1).maxParallel(1).create();
    }

    /** Results: whether the pool has taken the request, how often its callback was called, and whether it is cancelled. */
    @JCStressTest
    @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "taken, and completed")
    @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "refused")
    @State
    public static class SubmitAgainstClose {
        final IoAio io = pool();
        final Told told = new Told();
        AioRequest<Void> request;

        @Actor
        public void submit() {
            try {
                request = io.aioNop(told);
            } catch (IllegalStateException e) {
                // it was closed first
            }
        }

        @Actor
        public void close() {
            io.close();
        }

        @Arbiter
        public void result(III_Result r) {
            if (request != null) {
                Requests.await(request);
                r.r1 = 1;
                r.r3 = request.isCancelled() ? 1 : 0;
                r.r2 = r.r3 == 1 ? told.times() : told.once();
            }
        }
    }

    /** Results: how often the callback was called, and whether the request is cancelled. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "completed")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "cancelled")
    @State
    public static class CancelAgainstClose {
        final IoAio io = pool();
        final Told told = new Told();
        final AioRequest<Void> request = io.aioNop(told);

        @Actor
        public void cancel() {
            request.cancel();
        }

        @Actor
        public void close() {
            io.close();
        }

        @Arbiter
        public void result(II_Result r) {
            Requests.await(request);
            r.r2 = request.isCancelled() ? 1 : 0;
            r.r1 = r.r2 == 1 ? told.times() : told.once();
        }
    }

    /** Results: how often the callback was called, and whether the request is cancelled. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "completed, before it or by the pool that has begun anew")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "abandoned")
    @Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "refused")
    @State
    public static class SubmitAgainstReinit {
        static final IoAio ANEW = pool();
        final Told told = new Told();
        AioRequest<Void> request;

        @Actor
        public void submit() {
            try {
                request = ANEW.aioNop(told);
            } catch (IllegalStateException e) {
                // by the pool as it was before
            }
        }

        @Actor
        public void reinit() {
            try {
                ANEW.reinit();
            } catch (IllegalStateException e) {
                // a daemon polls
            }
        }

        @Arbiter
        public void result(II_Result r) {
            if (request == null) {
                r.r1 = -1;
                return;
            }
            Requests.await(request);
            r.r2 = request.isCancelled() ? 1 : 0;
            r.r1 = r.r2 == 1 ? told.times() : told.once();
        }
    }
}
