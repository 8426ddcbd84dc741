package reactive;

import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * RxJava 3. {@code Single.fromCompletionStage(request.future())} leaves the request alone when it is disposed of; this form
 * cancels it.
 */
public final class WithRxJava {

    private WithRxJava() { }

    /** Any request that gives something as a Single. */
    public static <T> Single<T> single(Supplier<AioRequest<T>> request) {
        return Single.create(emitter -> {
            AioRequest<T> made = request.get();
            emitter.setCancellable(made::cancel);
            made.future().whenComplete((value, failure) -> {
                if (failure == null) {
                    emitter.onSuccess(value);
                } else {
                    emitter.tryOnError(failure);
                }
            });
        });
    }

    /** The sizes of files, one after the other. */
    public static Flowable<Long> sizes(IoAio io, List<String> paths) {
        return Flowable.fromIterable(paths).concatMapSingle(path -> single(() -> io.aioStat(path)).map(AioStat::size));
    }

    /** Any request, or a TimeoutException; the request is cancelled then. */
    public static <T> Single<T> within(Duration limit, Supplier<AioRequest<T>> request) {
        return single(request).timeout(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
