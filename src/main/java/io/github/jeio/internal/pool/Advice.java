package io.github.jeio.internal.pool;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.AioStatx;
import io.github.jeio.Errno;
import io.github.jeio.internal.natives.AdvancedNatives;
import io.github.jeio.internal.natives.FileNatives;
import io.github.jeio.internal.wire.Stats;
import java.io.File;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * What an error's message adds about its circumstances. It is looked up when the exception is made, and the descriptor may
 * stand for another file by then: so it is a hint and no more. Null where there is nothing to add.
 */
final class Advice {

    private static final File DESCRIPTORS = new File("/proc/self/fd");
    private static final byte[] ITSELF = {0};
    private static final AdvancedNatives NATIVES = AdvancedNatives.natives();

    private Advice() { }

    /**
     * Loads the classes that the message for EMFILE needs: once the process has no descriptor left, the JVM can't open a jar
     * or a directory to load them from.
     */
    static void prepare() {
        Objects.requireNonNull(new AioException("", null, null, 0, descriptors()).call());
    }

    static String of(int error) {
        return error == Errno.EMFILE ? descriptors() : null;
    }

    /** For the exception of a wait that ended before its request did. */
    static String ofWait(int error) {
        return error == Errno.ETIMEDOUT ? "the time to wait is up, and the request goes on"
                : error == Errno.EINTR ? "the thread that waits was interrupted, and the request goes on" : null;
    }

    static String of(int fd, int error) {
        return error == Errno.EINVAL ? alignment(fd) : of(error);
    }

    /**
     * The size of /proc/self/fd is the number of open descriptors since Linux 6.2, and 0 before. There the directory would
     * have to be listed, which takes a descriptor.
     */
    private static String descriptors() {
        long limit = NATIVES.getFdlimit();
        long open = DESCRIPTORS.length();
        String most = limit < 0 || limit == Long.MAX_VALUE ? "as many as there may be" : "as there may be " + limit;
        return (open > 0 ? open + " descriptors are open, " : "all descriptors are open, ") + most
                + ": close some, or raise the limit with ulimit -n or Advanced.minFdlimit(n)";
    }

    private static String alignment(int fd) {
        int status = FileNatives.natives().status(fd);
        if (status < 0 || (status & AioConstants.O_DIRECT) == 0) {
            return null;
        }
        String direct = "the descriptor is open with O_DIRECT, which wants ";
        byte[] out = new byte[Stats.STATX_SIZE];
        int failed = NATIVES.statx(fd, ITSELF, AioConstants.AT_EMPTY_PATH, AioConstants.STATX_DIOALIGN, out);
        AioStatx stat = failed < 0 ? null : Stats.statx(ByteBuffer.wrap(out), 0);
        if (stat == null || stat.dioOffsetAlign() == 0) {
            return direct + "offset, length and the buffer's address aligned, mostly to 512 or 4096 bytes";
        }
        return direct + "offset and length to be multiples of " + stat.dioOffsetAlign() + " and the buffer's address one of "
                + stat.dioMemAlign() + ": ByteBuffer.alignedSlice";
    }
}
