package io.github.jeio.internal.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * What the number of an ioctl(2) request says, as Linux encodes it on x86_64 and aarch64: two bits for the direction,
 * fourteen for the size of the argument, then type and number. Requests older than this encoding have neither direction nor
 * size.
 */
public final class IoctlRequest {

    private static final int SIZE_SHIFT = 16;
    private static final int SIZE_MASK = 0x3FFF;
    /** The kernel reads the argument, and the kernel writes to it. */
    private static final int READS = 0x4000_0000;
    private static final int WRITES = 0x8000_0000;

    /** The least room that the kernel gets, as much as Perl gives it. */
    private static final int LEAST = 256;

    private IoctlRequest() { }

    /** The request as the kernel's 32-bit number; a sign-extended C int is accepted. */
    public static int number(long request) {
        if (request >>> 32 != 0 && request != (int) request) {
            throw new IllegalArgumentException("request 0x" + Long.toHexString(request) + " has more than 32 bits");
        }
        return (int) request;
    }

    private static int size(int request) {
        return request >>> SIZE_SHIFT & SIZE_MASK;
    }

    /** The bytes that the kernel gets room for: if the number does not tell the size, as many as any number can tell. */
    public static int room(int request) {
        int size = size(request);
        return size == 0 ? SIZE_MASK : Math.max(size, LEAST);
    }

    /** Throws unless the buffer holds what the request reads and can hold what it writes. */
    public static void checkBuffer(int request, ByteBuffer arg) {
        int remaining = Objects.requireNonNull(arg, "arg").remaining();
        if (arg.isReadOnly() && (request & (READS | WRITES)) != READS) {
            throw new IllegalArgumentException("arg is a read-only buffer, which what request "
                    + hex(request) + " gives can't go to");
        }
        if (remaining < size(request)) {
            throw new IllegalArgumentException("arg has " + remaining + " bytes remaining, and request "
                    + hex(request) + " takes " + size(request));
        }
    }

    /**
     * Throws unless there is room for the array that the argument announces. It is called with the copy of the argument that
     * the kernel will get, since another thread may change the caller's buffer meanwhile.
     */
    public static void checkArray(int request, ByteBuffer copy) {
        int remaining = copy.remaining();
        long array = array(request, copy);
        if (array < 0 || array > remaining - size(request)) {
            throw new IllegalArgumentException("arg has " + remaining + " bytes remaining, and request " + hex(request)
                    + " takes " + size(request) + " and the array that these announce");
        }
    }

    /** The bytes of the array that follows the argument of some requests, whose length the argument tells. */
    private static long array(int request, ByteBuffer arg) {
        ByteBuffer in = arg.slice().order(ByteOrder.nativeOrder());
        return switch (request) {
            case 0xC020_660B -> 56 * unsigned(in, 24); // FS_IOC_FIEMAP: fm_extent_count
            case 0xC018_9436 -> 32L * (in.getShort(16) & 0xFFFF); // FIDEDUPERANGE: dest_count
            case 0xC0C0_583B -> 64 * unsigned(in, 8); // FS_IOC_GETFSMAP: fmh_count
            case 0xC010_1282 -> 64 * unsigned(in, 8); // BLKREPORTZONE: nr_zones
            case 0xC020_5826 -> 32 * Math.max(0, unsigned(in, 24) - 1); // XFS_IOC_GETBMAP: bmv_count, with the header
            case 0xC030_5838 -> 48 * Math.max(0, unsigned(in, 24) - 1); // XFS_IOC_GETBMAPX: the same
            case 0xC070_9411 -> in.getLong(104); // BTRFS_IOC_TREE_SEARCH_V2: buf_size
            default -> 0;
        };
    }

    private static long unsigned(ByteBuffer in, int at) {
        return in.getInt(at) & 0xFFFF_FFFFL;
    }

    private static String hex(int request) {
        return "0x" + Integer.toHexString(request);
    }
}
