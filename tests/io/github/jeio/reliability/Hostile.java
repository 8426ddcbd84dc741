package io.github.jeio.reliability;

import io.github.jeio.AioBuffer;
import io.github.jeio.AioTree;
import io.github.jeio.AioTreeCopy;
import io.github.jeio.AioTreeRemove;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.requests.EveryRequest;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Arguments for requests: most of them right, some at the edges, some that nobody can mean. None of them reaches what is not the
 * round's own, sends a signal, or waits for somebody who never comes.
 */
final class Hostile {

    private static final String[] NAMES = {"a", "d", "d/b", "d/e", "d/e/f", "new", "link", "loop", "x", "y", "z", "d/x", "d/link/y", "a/b",
        ".", "", "./d/", "d/..", "sp ace", "new\nline", "-rf", "*", "\uDC80\uDCFF", "caf\u00e9", "n".repeat(255), "n".repeat(256),
        "p/".repeat(2100) + "q", "nul\0", "\uD800"};
    private static final int[] INTS = {0, 1, -1, 2, 7, 64, 255, 4096, 0x7fff, 0x10000, Integer.MAX_VALUE, Integer.MIN_VALUE, -2, -100};
    private static final int[] NO_DESCRIPTORS = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 28};
    private static final long[] LONGS = {0, 1, -1, 5, 100, 4095, 4096, 10_000, 65_536, 1L << 31, (1L << 31) - 9, 1L << 40, Long.MAX_VALUE,
        Long.MIN_VALUE, -2, -4096};
    /** F_SETFL, and what takes a lease, a signal or somebody else's lock, is left out; of ioctl, what changes a file system. */
    private static final int[] FCNTLS = {0, 1, 2, 3, 5, 6, 9, 11, 16, 36, 37, 1025, 1030, 1031, 1032, 1033, 1034, 1035, 1036, 99_999, -1};
    private static final long[] IOCTLS = {0x541B, 0x80086601L, 2, 0x5401, 0, -1, Long.MAX_VALUE};
    private static final FileTime[] TIMES = {null, IoAio.OMIT, FileTime.fromMillis(0), FileTime.from(Long.MAX_VALUE, TimeUnit.DAYS),
        FileTime.from(Long.MIN_VALUE, TimeUnit.SECONDS), FileTime.from(-1, TimeUnit.NANOSECONDS)};
    private static final String[] ATTRIBUTES = {"user.x", "trusted.x", "security.x", "", "user.", "none", "user." + "y".repeat(300),
        "user.nul\0"};
    private static final double[] SECONDS = {0, 0.0001, 0.001, -1, Double.NaN, Double.POSITIVE_INFINITY, 0.0005};

    private final Random random;
    private final Things things;

    Hostile(Random random, Things things) {
        this.random = random;
        this.things = things;
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** Of any type but a collection's or a consumer's. */
    Object argument(EveryRequest form, int i) {
        Class<?> type = form.type(i);
        String name = form.names().get(i);
        String call = form.method().getName();
        if (!type.isPrimitive() && oneIn(200)) {
            return null;
        }
        return type == int.class ? (Object) anInt(call, name)
                : type == long.class ? (Object) aLong(call, name)
                : type == double.class ? (Object) SECONDS[random.nextInt(SECONDS.length)]
                : type == String.class ? (name.equals("name") ? ATTRIBUTES[random.nextInt(ATTRIBUTES.length)] : path())
                : type == ByteBuffer.class ? buffer()
                : type == ByteBuffer[].class ? buffers()
                : type == AioWd.class ? directory()
                : type == AioTree.class ? tree()
                : type == AioTreeCopy.class ? treeCopy()
                : type == AioTreeRemove.class ? AioTreeRemove.WHOLE.requests(1 + random.nextInt(3)).sameDevice(oneIn(2)).filter(path -> mayThrow())
                : type == AioBuffer.class ? new AioBuffer()
                : type == FileTime.class ? TIMES[random.nextInt(TIMES.length)]
                : null;
    }

    private int anInt(String call, String name) {
        switch (name) {
            case "fd", "inFd", "outFd":
                return !call.equals("aioClose") ? descriptor() : oneIn(10) ? NO_DESCRIPTORS[random.nextInt(4)] : things.descriptorToClose();
            case "cmd":
                return FCNTLS[random.nextInt(FCNTLS.length)];
            default:
                break;
        }
        return switch (call) {
            // any other value would lock the memory of all of the process
            case "aioMlockall" -> oneIn(2) ? 0 : 8;
            // whoever opens a FIFO waits for the other end
            case "aioMknod" -> random.nextInt(0200000) & ~0170000 | new int[] {0, 0100000, 0140000, 0120000, 0020000}[random.nextInt(5)];
            case "aioOpen", "aioOpenat2" -> openFlags(name);
            default -> oneIn(4) ? INTS[random.nextInt(INTS.length)] : oneIn(2) ? 1 << random.nextInt(31) : random.nextInt(3);
        };
    }

    /** Not O_ASYNC, of which signals come. */
    private int openFlags(String name) {
        if (!name.equals("flags")) {
            return random.nextInt(01000);
        }
        int flags = random.nextInt(4) | (oneIn(3) ? 0100 : 0) | (oneIn(8) ? 01000 : 0) | (oneIn(8) ? 02000 : 0);
        return (oneIn(6) ? flags | 1 << random.nextInt(31) : flags) & ~020000 | 04000;
    }

    private int descriptor() {
        return oneIn(12) ? NO_DESCRIPTORS[random.nextInt(4)]
                : things.descriptors[random.nextInt(things.descriptors.length)];
    }

    private long aLong(String call, String name) {
        if (name.equals("request")) {
            return IOCTLS[random.nextInt(IOCTLS.length)];
        }
        if (call.equals("aioMknod")) {
            return oneIn(2) ? 0 : 0x103;
        }
        return oneIn(3) ? LONGS[random.nextInt(LONGS.length)] : random.nextInt(200);
    }

    /** Below the working directory, one way or the other. */
    String path() {
        String name = oneIn(3) ? NAMES[random.nextInt(NAMES.length)] : NAMES[random.nextInt(14)];
        return oneIn(20) ? name : things.dir + "/" + name;
    }

    private AioWd directory() {
        return things.directories[random.nextInt(things.directories.length)];
    }

    ByteBuffer buffer() {
        return oneIn(4) ? ByteBuffer.allocate(random.nextInt(3000)) : things.buffers[random.nextInt(things.buffers.length)].duplicate();
    }

    private ByteBuffer[] buffers() {
        ByteBuffer[] buffers = new ByteBuffer[oneIn(30) ? 1025 : random.nextInt(5)];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = oneIn(100) ? null : buffer();
        }
        return buffers;
    }

    private AioTree tree() {
        return switch (random.nextInt(4)) {
            case 0 -> AioTree.WHOLE;
            case 1 -> AioTree.WHOLE.requests(1).maxDepth(1 + random.nextInt(3));
            case 2 -> AioTree.WHOLE.sameDevice(true).everyDirectory(true);
            default -> AioTree.WHOLE.descend(path -> mayThrow());
        };
    }

    private AioTreeCopy treeCopy() {
        return switch (random.nextInt(4)) {
            case 0 -> AioTreeCopy.WHOLE;
            case 1 -> AioTreeCopy.WHOLE.requests(1).overwrite(oneIn(2));
            case 2 -> AioTreeCopy.WHOLE.dereference(true).progress(progress -> mayThrow());
            default -> AioTreeCopy.WHOLE.filter(path -> mayThrow());
        };
    }

    /** Called by the thread that polls, while others use these numbers: what it decides need not be the same again. */
    private static boolean mayThrow() {
        if (System.nanoTime() % 50 == 0) {
            throw new Boom();
        }
        return true;
    }
}
