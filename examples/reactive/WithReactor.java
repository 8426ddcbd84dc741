package reactive;

import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Project Reactor. A request is made at subscription, and cancelled by a dispose, a timeout, or an operator that has enough. */
public final class WithReactor {

    private WithReactor() { }

    /** Any request as a Mono. */
    public static <T> Mono<T> mono(Supplier<AioRequest<T>> request) {
        return Mono.fromFuture(() -> request.get().future());
    }

    /** The sizes of files, 16 at a time, in their order. */
    public static Flux<Long> sizes(IoAio io, List<String> paths) {
        return Flux.fromIterable(paths).flatMapSequential(path -> mono(() -> io.aioStat(path)).map(AioStat::size), 16);
    }

    /** Any request, or a TimeoutException; the request is cancelled then. */
    public static <T> Mono<T> within(Duration limit, Supplier<AioRequest<T>> request) {
        return mono(request).timeout(limit);
    }
}
