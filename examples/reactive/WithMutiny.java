package reactive;

import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** SmallRye Mutiny. A request is made at subscription, and cancelled with it. */
public final class WithMutiny {

    private WithMutiny() { }

    /** Any request as a Uni. */
    public static <T> Uni<T> uni(Supplier<AioRequest<T>> request) {
        return Uni.createFrom().completionStage(() -> request.get().future());
    }

    /** The sizes of files, one after the other. */
    public static Multi<Long> sizes(IoAio io, List<String> paths) {
        return Multi.createFrom().iterable(paths).onItem().transformToUniAndConcatenate(path -> uni(() -> io.aioStat(path)).map(AioStat::size));
    }

    /** Any request, or a TimeoutException; the request is cancelled then. */
    public static <T> Uni<T> within(Duration limit, Supplier<AioRequest<T>> request) {
        return uni(request).ifNoItem().after(limit).fail();
    }
}
