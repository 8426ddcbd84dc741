package io.github.jeio;

import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.tree.EntryRequests;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An open directory that is read batch by batch, at the reader's own pace: opendir(3), readdir(3) and closedir(3). Made by
 * {@link IoAio#aioOpendir(String) aioOpendir}.
 *
 * <p>It holds a descriptor until {@link #close()}, or until it is unreachable. Reads of one directory that are in flight at
 * the same time get different entries, in no particular order.
 */
public final class AioDir implements AutoCloseable {

    private static final int SMALLEST = 1 << 13;

    private final AioWd directory;

    AioDir(AioWd directory) {
        this.directory = directory;
    }

    /**
     * Reads the next entries, as getdents64(2), with types and inode numbers; where the file system does not give types,
     * lstat(2) does.
     *
     * @param bytes how much to read at a time, in bytes of the kernel's own entries: 8192 at least, 1 MiB at most. An entry
     *     takes some 32
     * @param callback gets them, unmodifiable, in no particular order, without {@code .} and {@code ..}; an empty list at the
     *     end; or null: ENOENT if the directory was removed, EIO …
     * @return the request; it gives the entries
     * @throws IllegalArgumentException bytes is out of this range
     * @throws IllegalStateException the directory or the pool is closed
     */
    public AioRequest<List<AioDirent>> aioReaddir(int bytes, Consumer<? super @Nullable List<AioDirent>> callback) {
        if (bytes < SMALLEST || bytes > 1 << 20) {
            throw new IllegalArgumentException("bytes " + bytes + " is not in 8192 to 1048576");
        }
        Objects.requireNonNull(callback, "callback");
        @SuppressWarnings("unchecked")
        Consumer<List<AioDirent>> same = (Consumer<List<AioDirent>>) callback;
        return EntryRequests.nextEntries(directory.directory(), bytes, same);
    }

    /**
     * {@link #aioReaddir(int, Consumer)} without a callback.
     *
     * @param bytes how much to read at a time, in bytes: 8192 at least, 1 MiB at most
     * @return the request; it gives the entries, none at the end
     */
    public AioRequest<List<AioDirent>> aioReaddir(int bytes) {
        return aioReaddir(bytes, Callbacks.noObject());
    }

    /**
     * Closes the descriptor, on a thread of the pool, once the reads in flight are done. New ones throw {@code
     * IllegalStateException}. A second call does nothing.
     */
    @Override
    public void close() {
        directory.close();
    }
}
