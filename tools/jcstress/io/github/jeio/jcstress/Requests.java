package io.github.jeio.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.III_Result;

/** A request that is completed by a worker while something is done with it. What is not listed as acceptable is an error. */
public final class Requests {

    static final IoAio IO = IoAio.builder().name("jcstress").minParallel(1).maxParallel(2).create();

    private Requests() { }

    static void await(AioRequest<?> request) {
        try {
            request.await();
        } catch (CancellationException e) {
            // as another thread has wanted it
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Results: how often the callback was called, and whether the request is cancelled. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "completed")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "cancelled")
    @State
    public static class CancelAgainstCompletion {
        final Told told = new Told();
        AioRequest<Void> request;

        @Actor
        public void submit() {
            synchronized (this) {
                request = IO.aioNop(told);
            }
            await(request);
        }

        @Actor
        public void cancel() {
            AioRequest<Void> made;
            synchronized (this) {
                made = request;
            }
            if (made != null) {
                made.cancel();
            }
        }

        @Arbiter
        public void result(II_Result r) {
            if (request != null) { // as it is where jcstress only looks how large the state is
                await(request);
                r.r2 = request.isCancelled() ? 1 : 0;
                r.r1 = r.r2 == 1 ? told.times() : told.once();
            }
        }
    }

    /** Results: how often the callback was called, and how many of the two threads that waited had the result. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "both, and told once")
    @State
    public static class AwaitAgainstAwait {
        final Told told = new Told();
        final AioRequest<Void> request = IO.aioNop(told);
        int first, second;

        @Actor
        public void one() {
            await(request);
            first = 1;
        }

        @Actor
        public void other() {
            await(request);
            second = 1;
        }

        @Arbiter
        public void result(II_Result r) {
            r.r1 = told.once();
            r.r2 = first + second;
        }
    }

    /** Results: how often the callback that comes late was called, how often a dependent stage. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "each once")
    @State
    public static class CallbackAgainstFuture {
        final Told told = new Told();
        final Told stage = new Told();
        final AioRequest<Void> request = IO.aioNop();

        @Actor
        public void callback() {
            request.cb(value -> told.run());
        }

        @Actor
        public void future() {
            request.future().thenRun(stage);
        }

        @Arbiter
        public void result(II_Result r) {
            await(request);
            r.r1 = told.once();
            r.r2 = stage.once();
        }
    }

    /** Results: how often the callback was called, whether the request is cancelled, and whether its future is. */
    @JCStressTest
    @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "completed")
    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "cancelled")
    @State
    public static class CancelOfFutureAgainstCompletion {
        final Told told = new Told();
        final AioRequest<Void> request = IO.aioNop(told);
        final CompletableFuture<Void> future = request.future();

        @Actor
        public void cancel() {
            future.cancel(true);
        }

        @Actor
        public void complete() {
            await(request);
        }

        @Arbiter
        public void result(III_Result r) {
            await(request);
            r.r2 = request.isCancelled() ? 1 : 0;
            r.r1 = r.r2 == 1 ? told.times() : told.once();
            r.r3 = future.isCancelled() ? 1 : 0;
        }
    }
}
