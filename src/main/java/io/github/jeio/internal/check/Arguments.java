package io.github.jeio.internal.check;

import io.github.jeio.AioConstants;
import io.github.jeio.internal.memory.Buffers;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Checks of arguments; each throws an exception with a message that names the argument and its value. */
public final class Arguments {

    /** The longest array that every JVM can make. */
    public static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    /** The kernel maps nothing below this address, so a smaller number is no address of this process. */
    private static final long LOWEST_ADDRESS = 65536;

    private Arguments() { }

    public static void notNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " " + value + " is negative");
        }
    }

    /** Checks an offset in a file, or -1 for the descriptor's own. */
    public static void fileOffset(String name, long value) {
        if (value < -1) {
            throw new IllegalArgumentException(name + " " + value
                    + " is negative; only -1, the descriptor's own offset, may be");
        }
    }

    /** Checks the flags of an open without a mode, which can't create a file. */
    public static void opensOnly(String name, int flags) {
        boolean unnamed = (flags & AioConstants.O_TMPFILE) == AioConstants.O_TMPFILE;
        if (unnamed || (flags & AioConstants.O_CREAT) != 0) {
            throw new IllegalArgumentException(name + " 0x" + Integer.toHexString(flags) + " have " + (unnamed ? "O_TMPFILE" : "O_CREAT")
                    + ": what makes a file needs a mode, aioOpen(pathname, flags, mode)");
        }
    }

    public static void flags(String name, int value, int known) {
        if ((value & ~known) != 0) {
            throw new IllegalArgumentException(name + " 0x" + Integer.toHexString(value)
                    + " has bits that mean nothing here: 0x" + Integer.toHexString(value & ~known));
        }
    }

    /** The index for an offset in a buffer: a negative offset counts from the limit. */
    public static int start(String name, long offset, ByteBuffer data) {
        int limit = Objects.requireNonNull(data, "data").limit();
        long start = offset < 0 ? limit + offset : offset;
        if (start < 0 || start > limit) {
            throw new IndexOutOfBoundsException(name + " " + offset
                    + " is outside the buffer, whose limit is " + limit);
        }
        return (int) start;
    }

    /**
     * The length of a range that begins at {@code start}: a negative length says how far before the limit the range ends.
     */
    public static long span(String name, long length, long start, ByteBuffer data) {
        long room = data.limit() - start;
        long span = length < 0 ? room + length : length;
        if (span < 0 || span > room) {
            throw new IndexOutOfBoundsException(name + " " + length + " from index " + start
                    + " on is outside the buffer, whose limit is " + data.limit());
        }
        return span;
    }

    /** The length of a buffer that is used from its first byte on. */
    public static int limit(ByteBuffer data) {
        return Objects.requireNonNull(data, "data").limit();
    }

    public static void direct(ByteBuffer data) {
        Buffers.checkDirect(Objects.requireNonNull(data, "data"));
    }

    /** Checks that a number which the kernel may take for an address is none of this process. */
    public static void notAddress(String name, long value) {
        if (value >= LOWEST_ADDRESS || value < Integer.MIN_VALUE) {
            throw new IllegalArgumentException(name + " " + value
                    + " could be an address of this process; for a request that takes one, pass a ByteBuffer");
        }
    }
}
