package io.github.jeio.files;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A file's content, each part in a buffer of its own. */
final class ChunkSource implements Source<ByteBuffer> {

    private final HandOff handOff;
    private final IoAio io;
    private final Path path;
    private final String name;
    private final int size;
    /** The open file; -1 before and after. Guarded by this object's monitor, like {@code reading}. */
    private int fd = -1;
    /** Whether a request uses the descriptor. */
    private boolean reading;
    private boolean closed;

    ChunkSource(HandOff handOff, Path path, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size " + size + " is less than 1");
        }
        this.handOff = handOff;
        this.io = handOff.io;
        this.path = path;
        this.name = PathNames.of("path", path);
        this.size = size;
    }

    @Override
    public CompletableFuture<List<ByteBuffer>> next() {
        return Task.start(handOff, JdkErrors.on(path), task -> {
            if (isOpen()) {
                read(task);
            } else {
                task.acquire(io.aioOpen(name, AioConstants.O_RDONLY, 0), this::opened, opened -> read(task));
            }
        });
    }

    private synchronized boolean isOpen() {
        return fd >= 0;
    }

    private synchronized void opened(int opened) {
        fd = opened;
        if (closed) {
            release();
        }
    }

    private synchronized void read(Task<List<ByteBuffer>> task) {
        if (closed) {
            task.finish(List.of());
            return;
        }
        ByteBuffer data = ByteBuffer.allocate(size);
        AioRequest<Long> request = io.aioRead(fd, -1, data);
        reading = true;
        task.atEnd(() -> {
            isRead();
            return null;
        });
        task.held(request, count -> task.finish(count == 0 ? List.of() : List.of(data.flip())),
                error -> task.fail(JdkErrors.content(error)));
    }

    private synchronized void isRead() {
        reading = false;
        if (closed) {
            release();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (!reading) {
            release();
        }
    }

    private void release() {
        if (fd >= 0) {
            int mine = fd;
            fd = -1;
            try {
                io.aioClose(mine);
            } catch (IllegalStateException e) {
                closeHere(mine);
            }
        }
    }

    /** Closes the file in the calling thread, since the pool is closed. */
    private void closeHere(int mine) {
        try {
            AioFile.adopt(io, mine).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
