package fileserver;

import static io.github.jeio.AioConstants.O_DIRECTORY;
import static io.github.jeio.AioConstants.O_NOCTTY;
import static io.github.jeio.AioConstants.O_NOFOLLOW;
import static io.github.jeio.AioConstants.O_NONBLOCK;
import static io.github.jeio.AioConstants.O_PATH;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.RESOLVE_BENEATH;
import static io.github.jeio.AioConstants.RESOLVE_NO_MAGICLINKS;

import io.github.jeio.AioException;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.netty.AioNetty;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.function.IntConsumer;

/**
 * The directory that is served, as one loop's pool has it. No path leads out of it, whatever links are in it: the kernel sees to
 * that (openat2(2) with RESOLVE_BENEATH, Linux 5.6). Where it can't, a path is opened component by component, and links are not
 * followed at all.
 */
final class Root implements AutoCloseable {

    /** Opening must not wait for the other end of a pipe, nor make a terminal ours. */
    private static final int FLAGS = O_RDONLY | O_NONBLOCK | O_NOCTTY;
    private static final int RETRIES = 8;

    /** For large files: their reads would keep every thread busy that opens and looks at others. */
    private static final int BULK_THREADS = 32;

    private final IoAio io;
    private final IoAio bulk;
    private final AioWd wd;
    /** The directory's descriptor; -1 where the kernel resolves paths. */
    private final int fd;

    private Root(IoAio io, IoAio bulk, AioWd wd, int fd) {
        this.io = io;
        this.bulk = bulk;
        this.wd = wd;
        this.fd = fd;
    }

    /** Not to be called in a loop: it waits. */
    static Root open(EventLoop loop, String directory, boolean walk) throws IOException {
        IoAio io = AioNetty.of(loop);
        AioWd wd = io.aioWd(directory).await();
        IoAio bulk = IoAio.create();
        try {
            int fd = walk || !resolvesBeneath(io, wd) ? wd.aioOpen(".", O_PATH | O_DIRECTORY, 0).await() : -1;
            AioNetty.attach(bulk, loop);
            bulk.minParallel(BULK_THREADS);
            return new Root(io, bulk, wd, fd);
        } catch (IOException | RuntimeException e) {
            bulk.close();
            wd.close();
            throw e;
        }
    }

    /** False where the kernel does not know how, or a sandbox does not let it. */
    private static boolean resolvesBeneath(IoAio io, AioWd wd) throws IOException {
        try {
            io.aioClose(wd.aioOpenat2(".", FLAGS, 0, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS).await()).await();
            return true;
        } catch (AioException e) {
            if (e.errno() == Errno.ENOSYS || e.errno() == Errno.EPERM) {
                return false;
            }
            throw e;
        }
    }

    /** The loop's pool. */
    IoAio io() {
        return io;
    }

    /** Another pool on the same loop, for what takes long. */
    IoAio bulk() {
        return bulk;
    }

    /** Opens a path below; the callback gets a descriptor, or -1 and errno. */
    void open(String path, IntConsumer callback) {
        if (fd < 0) {
            beneath(path.isEmpty() ? "." : path, RETRIES, callback);
        } else if (path.isEmpty()) {
            io.aioOpen(of(fd, "."), FLAGS, 0, callback);
        } else {
            walk(fd, path, callback);
        }
    }

    /** EAGAIN: something was moved while the kernel followed a {@code ..} of a link, so that it could not tell. */
    private void beneath(String path, int retries, IntConsumer callback) {
        wd.aioOpenat2(path, FLAGS, 0, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS, opened -> {
            if (opened < 0 && IoAio.errno() == Errno.EAGAIN && retries > 0) {
                beneath(path, retries - 1, callback);
            } else {
                callback.accept(opened);
            }
        });
    }

    private void walk(int from, String path, IntConsumer callback) {
        int slash = path.indexOf('/');
        boolean last = slash < 0;
        String name = last ? path : path.substring(0, slash);
        io.aioOpen(of(from, name), (last ? FLAGS : O_PATH | O_DIRECTORY) | O_NOFOLLOW, 0, opened -> {
            if (last || opened < 0) {
                callback.accept(opened);
            } else {
                walk(opened, path.substring(slash + 1), callback);
            }
            if (from != fd) {
                io.aioClose(from);
            }
        });
    }

    /** A name in a directory that is open. */
    static String of(int directory, String name) {
        return "/proc/self/fd/" + directory + "/" + name;
    }

    @Override
    public void close() {
        bulk.close();
        wd.close();
        if (fd >= 0) {
            io.aioClose(fd);
        }
    }
}
