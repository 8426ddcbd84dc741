package io.github.jeio.internal.pool;

import io.github.jeio.AioRequest;
import io.github.jeio.internal.wire.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The request of {@code aioAll}: it is done when all the given ones are, and its value is the list of their values. */
public final class All {

    private All() { }

    public static <T extends @Nullable Object> AioRequest<List<T>> of(Pool pool, Collection<? extends AioRequest<? extends T>> requests,
            Consumer<? super @Nullable List<T>> callback) {
        List<Request<? extends T>> members = new ArrayList<>();
        for (AioRequest<? extends T> request : Objects.requireNonNull(requests, "requests")) {
            members.add((Request<? extends T>) Objects.requireNonNull(request, "requests has a null"));
        }
        Composite<List<T>> all = new Composite<List<T>>(new Scope(pool, null), "all", null, Kind.OBJECT, callback).failFast();
        all.atEnd(() -> settle(all, members));
        return all.start(() -> members.forEach(all::addMade));
    }

    private static <T extends @Nullable Object> void settle(Composite<List<T>> all, List<Request<? extends T>> members) {
        if (all.fatal() != null) {
            all.fail(all.fatal().errno());
        } else if (members.stream().noneMatch(Request::isCancelled)) { // if a member was cancelled, so is the whole request
            List<T> values = new ArrayList<>(members.size());
            members.forEach(member -> values.add(member.value()));
            all.succeed(values);
        }
    }
}
