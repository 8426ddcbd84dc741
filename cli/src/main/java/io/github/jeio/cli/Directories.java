package io.github.jeio.cli;

import io.github.jeio.AioConstants;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Opens directories relative to others, so that trees may be deeper than a path can say. */
final class Directories {

    /** The name is only looked up: to open it for reading would ask a server once more, and {@code aioWd} opens it anyhow. */
    private static final int FLAGS = AioConstants.O_PATH | AioConstants.O_DIRECTORY;

    private Directories() { }

    /**
     * Opens a directory.
     *
     * @param follow whether its name may be a symbolic link's: elsewhere than in what the user has named, that would leave the
     *     tree
     * @param then gets the directory, to be closed
     * @param refused gets the errno where it can't be opened
     */
    static void open(IoAio io, PathRequests in, String name, boolean follow, Consumer<AioWd> then,
            IntConsumer refused) {
        in.aioOpen(name, follow ? FLAGS : FLAGS | AioConstants.O_NOFOLLOW, 0, fd -> {
            if (fd < 0) {
                refused.accept(IoAio.errno());
            } else {
                io.aioWd(fd, wd -> {
                    int errno = IoAio.errno();
                    io.aioClose(fd);
                    if (wd == null) {
                        refused.accept(errno);
                    } else {
                        then.accept(wd);
                    }
                });
            }
        });
    }
}
