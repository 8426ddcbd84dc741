package reactive;

import io.github.jeio.AioRequest;
import java.time.Duration;
import java.util.function.Supplier;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.TimeoutKt;
import kotlinx.coroutines.future.FutureKt;

/**
 * Kotlin's coroutines, as Java calls them. In Kotlin it is one line, {@code val st = io.aioStat(path).future().await()}, and a
 * coroutine that is cancelled there cancels the request.
 */
public final class WithCoroutines {

    private WithCoroutines() { }

    /** What {@code suspend fun <T> AioRequest<T>.awaitResult(): T = future().await()} compiles to. */
    public static <T> Object await(AioRequest<T> request, Continuation<? super T> continuation) {
        return FutureKt.await(request.future(), continuation);
    }

    /** {@code GlobalScope.async { request.awaitResult() }} */
    public static <T> Deferred<T> async(AioRequest<T> request) {
        return BuildersKt.async(GlobalScope.INSTANCE, EmptyCoroutineContext.INSTANCE, CoroutineStart.UNDISPATCHED,
                (scope, continuation) -> await(request, continuation));
    }

    /** {@code GlobalScope.async { withTimeout(limit) { request().awaitResult() } }}; the request is cancelled when it is late. */
    public static <T> Deferred<T> within(Duration limit, Supplier<AioRequest<T>> request) {
        return BuildersKt.async(GlobalScope.INSTANCE, EmptyCoroutineContext.INSTANCE, CoroutineStart.UNDISPATCHED,
                (scope, continuation) -> TimeoutKt.withTimeout(limit.toMillis(), (inner, more) -> await(request.get(), more), continuation));
    }
}
