package io.github.jeio.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** A subscription by itself, to a source that gives what the test wants, in the thread that asks. */
class SourceSubscriptionTest implements Source<Integer> {

    private final List<CompletableFuture<List<Integer>>> parts = new ArrayList<>();
    private final List<Object> told = new ArrayList<>();
    private final SourceSubscription<Integer> subscription = new SourceSubscription<>(this);
    private IntConsumer onNext = item -> { };
    private int asked;
    private boolean closed;

    @Override
    public CompletableFuture<List<Integer>> next() {
        return parts.get(asked++);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void begin(long demand) {
        subscription.begin(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                given.request(demand);
            }

            @Override
            public void onNext(Integer item) {
                told.add(item);
                onNext.accept(item);
            }

            @Override
            public void onError(Throwable error) {
                told.add(error);
            }

            @Override
            public void onComplete() {
                told.add("complete");
            }
        });
    }

    @Test
    void aDemandBeyondTheLargestNumberIsThat() {
        CompletableFuture<List<Integer>> late = new CompletableFuture<>();
        parts.addAll(List.of(late, CompletableFuture.completedFuture(List.of())));
        begin(Long.MAX_VALUE);
        subscription.request(Long.MAX_VALUE);
        late.complete(List.of(1, 2));
        assertThat(told).containsExactly(1, 2, "complete");
        assertThat(closed).isTrue();
    }

    @Test
    void whoCancelsIsToldNoMoreOfWhatIsThere() {
        parts.add(CompletableFuture.completedFuture(List.of(1, 2, 3)));
        onNext = item -> subscription.cancel();
        begin(9);
        assertThat(told).containsExactly(1);
        assertThat(closed).isTrue();
    }

    @Test
    void whoHasThrownIsToldNoMore() throws Exception {
        parts.add(CompletableFuture.completedFuture(List.of(1, 2, 3)));
        List<Throwable> uncaught = new ArrayList<>();
        onNext = item -> {
            throw new IllegalStateException("thrown");
        };
        FutureTask<Void> task = new FutureTask<>(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
            begin(9);
            subscription.request(1);
            return null;
        });
        Thread thread = new Thread(task);
        thread.start();
        task.get();
        thread.join();
        assertThat(told).containsExactly(1);
        assertThat(uncaught).hasSize(1);
        assertThat(closed).isTrue();
    }

    @Test
    void whatIsBeingReadIsCancelled() {
        CompletableFuture<List<Integer>> late = new CompletableFuture<>();
        parts.add(late);
        begin(1);
        assertThat(asked).isEqualTo(1);
        subscription.cancel();
        assertThat(late).isCancelled();
        assertThat(told).isEmpty();
    }
}
