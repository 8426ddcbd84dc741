package reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.future.FutureKt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** The examples for reactive libraries, and what of each cancels a request. */
class ReactiveTest extends PoolTest {

    private static final int FILES = 1_000;

    /** Nobody polls it: a daemon of its own does. */
    private IoAio pool;
    private List<String> paths;
    private List<Long> sizes;

    @BeforeEach
    void files() {
        pool = IoAio.create();
        paths = new ArrayList<>();
        sizes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            paths.add(file("f" + i, "x".repeat(i)));
        }
        for (int i = 0; i < FILES; i++) {
            sizes.add((long) i % 10);
        }
        paths = sizes.stream().map(size -> paths.get(size.intValue())).toList();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    /** A request that no thread begins. */
    private AioRequest<AioStat> waiting() {
        pool.inlineCached(false);
        pool.maxParallel(0);
        return pool.aioStat(paths.get(0));
    }

    @Test
    void reactor() {
        assertThat(WithReactor.sizes(pool, paths).collectList().block()).isEqualTo(sizes);
        assertThatThrownBy(() -> WithReactor.mono(() -> pool.aioStat(path("nothing"))).block()).hasCauseInstanceOf(AioException.class);
    }

    @Test
    void reactorCancels() {
        AioRequest<AioStat> disposed = waiting();
        Disposable subscription = WithReactor.mono(() -> disposed).subscribe();
        assertThat(disposed.isCancelled()).isFalse();
        subscription.dispose();
        assertThat(disposed.isCancelled()).isTrue();
    }

    @Test
    void mutiny() {
        assertThat(WithMutiny.sizes(pool, paths).collect().asList().await().indefinitely()).isEqualTo(sizes);
        assertThatThrownBy(() -> WithMutiny.uni(() -> pool.aioStat(path("nothing"))).await().indefinitely()).hasCauseInstanceOf(AioException.class);
    }

    @Test
    void mutinyCancels() {
        AioRequest<AioStat> request = waiting();
        Cancellable subscription = WithMutiny.uni(() -> request).subscribe().with(st -> { });
        assertThat(request.isCancelled()).isFalse();
        subscription.cancel();
        assertThat(request.isCancelled()).isTrue();
    }

    @Test
    void rxJava() {
        assertThat(WithRxJava.sizes(pool, paths).toList().blockingGet()).isEqualTo(sizes);
        assertThatThrownBy(() -> WithRxJava.single(() -> pool.aioStat(path("nothing"))).blockingGet()).hasCauseInstanceOf(AioException.class);
    }

    @Test
    void rxJavaCancelsByTheFormThatDoes() {
        AioRequest<AioStat> request = waiting();
        io.reactivex.rxjava3.disposables.Disposable subscription = WithRxJava.single(() -> request).subscribe();
        assertThat(request.isCancelled()).isFalse();
        subscription.dispose();
        assertThat(request.isCancelled()).isTrue();

        AioRequest<AioStat> left = waiting();
        Single.fromCompletionStage(left.future()).subscribe().dispose();
        assertThat(left.isCancelled()).as("by the other one").isFalse();
        left.cancel();
    }

    @Test
    void coroutines() {
        for (String path : paths.subList(0, 100)) {
            assertThat(FutureKt.asCompletableFuture(WithCoroutines.async(pool.aioStat(path))).join().size()).isLessThan(10);
        }
        assertThatThrownBy(() -> FutureKt.asCompletableFuture(WithCoroutines.async(pool.aioStat(path("nothing")))).join())
                .hasCauseInstanceOf(AioException.class);
    }

    @Test
    void coroutinesCancel() {
        AioRequest<AioStat> request = waiting();
        Deferred<AioStat> coroutine = WithCoroutines.async(request);
        assertThat(request.isCancelled()).isFalse();
        coroutine.cancel(null);
        assertThat(request.isCancelled()).isTrue();
    }

    @Test
    void whatIsLateIsCancelled() {
        Duration limit = Duration.ofMillis(10);
        List<AioRequest<AioStat>> late = List.of(waiting(), waiting(), waiting(), waiting());
        assertThatThrownBy(() -> WithReactor.within(limit, () -> late.get(0)).block()).hasCauseInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> WithMutiny.within(limit, () -> late.get(1)).await().indefinitely())
                .isInstanceOf(io.smallrye.mutiny.TimeoutException.class);
        assertThatThrownBy(() -> WithRxJava.within(limit, () -> late.get(2)).blockingGet()).hasCauseInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> FutureKt.asCompletableFuture(WithCoroutines.within(limit, () -> late.get(3))).join())
                .isInstanceOf(CancellationException.class);
        assertThat(late).allMatch(AioRequest::isCancelled);
    }

    @Test
    void whatIsInTimeIsNot() {
        Duration limit = Duration.ofMinutes(1);
        String path = paths.get(7);
        assertThat(WithReactor.within(limit, () -> pool.aioStat(path)).block().size()).isEqualTo(7);
        assertThat(WithMutiny.within(limit, () -> pool.aioStat(path)).await().indefinitely().size()).isEqualTo(7);
        assertThat(WithRxJava.within(limit, () -> pool.aioStat(path)).blockingGet().size()).isEqualTo(7);
        assertThat(FutureKt.asCompletableFuture(WithCoroutines.within(limit, () -> pool.aioStat(path))).join().size()).isEqualTo(7);
    }

    /** A dependent stage's cancelling is its own; the future's is the request's. */
    @Test
    void theFutureItselfCancels() {
        AioRequest<AioStat> request = waiting();
        CompletableFuture<Long> dependent = request.future().thenApply(AioStat::size);
        dependent.cancel(true);
        assertThat(request.isCancelled()).isFalse();
        request.future().cancel(true);
        assertThat(request.isCancelled()).isTrue();
    }
}
