package io.github.jeio.files;

import io.github.jeio.AioDir;
import io.github.jeio.AioDirent;
import io.github.jeio.AioRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A directory that may be closed before it has been opened; it is then closed as soon as it is open. */
final class OpenDirectory {

    private static final int BYTES = 1 << 15;

    /** Guarded by this. */
    private @Nullable AioDir directory;
    /** Guarded by this. */
    private boolean closed;

    synchronized boolean isOpen() {
        return directory != null;
    }

    synchronized void opened(AioDir opened) {
        directory = opened;
        if (closed) {
            opened.close();
        }
    }

    synchronized AioRequest<List<AioDirent>> read() {
        return Objects.requireNonNull(directory, "directory").aioReaddir(BYTES);
    }

    synchronized void close() {
        closed = true;
        if (directory != null) {
            directory.close();
        }
    }
}
