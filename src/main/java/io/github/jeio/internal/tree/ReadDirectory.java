package io.github.jeio.internal.tree;

import io.github.jeio.AioDirent;
import io.github.jeio.AioRequest;
import io.github.jeio.internal.pool.Composite;
import io.github.jeio.internal.pool.Directory;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.wire.Kind;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The request of {@code aioReaddirBatches}: keeps the directory open and reads it by portions; while one portion is given to
 * the consumer, the next one is read.
 */
public final class ReadDirectory {

    /** Bytes of a packed entry with a name of usual length. */
    private static final int ENTRY = 32;
    private static final int SMALLEST = 1 << 13;

    private final Composite<Long> all;
    private final int batch;
    private final Consumer<? super List<AioDirent>> consumer;
    private long count;

    private ReadDirectory(Composite<Long> all, int batch, Consumer<? super List<AioDirent>> consumer) {
        this.all = all;
        this.batch = batch;
        this.consumer = consumer;
    }

    public static AioRequest<Long> start(Scope scope, String pathname, int batch, Consumer<? super List<AioDirent>> entries,
            LongConsumer callback) {
        Objects.requireNonNull(entries, "entries");
        if (batch < 1) {
            throw new IllegalArgumentException("batch " + batch + " is less than 1");
        }
        Composite<Long> all = new Composite<>(scope, "readdir", pathname, Kind.COUNT, callback);
        ReadDirectory read = new ReadDirectory(all, batch, entries);
        return all.start(() -> all.add(() ->
                EntryRequests.directory(all.scope(), pathname, 0, all.orFail(wd -> read.next(all.own(wd))))));
    }

    private void next(Directory wd) {
        int bytes = (int) Math.max(SMALLEST, Math.min(EntryRequests.PORTION, (long) batch * ENTRY));
        all.add(() -> EntryRequests.nextEntries(wd, bytes, all.orFail(entries -> {
            if (entries.isEmpty()) {
                all.succeed(count);
            } else {
                count += entries.size();
                next(wd);
                give(entries, 0);
            }
        })));
    }

    /** Gives all entries to the consumer, batch by batch, even if it throws for one. */
    private void give(List<AioDirent> entries, int from) {
        if (from == entries.size() || all.isCancelled()) {
            return;
        }
        int end = (int) Math.min((long) from + batch, entries.size());
        try {
            consumer.accept(entries.subList(from, end));
        } finally {
            give(entries, end);
        }
    }
}
