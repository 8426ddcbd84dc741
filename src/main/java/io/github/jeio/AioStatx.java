package io.github.jeio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * What statx(2) tells of a file: every field of {@code struct statx}, under its name without {@code stx_}.
 * {@link #mask()} has the {@code STATX_} bit of each field that the file system filled in; a field without its bit, or
 * one that the kernel is too old for, is 0 (a time: 1970-01-01T00:00:00Z). Numbers that are unsigned in C are given in
 * the same bits.
 *
 * @param mask the fields that are filled in, {@code STATX_} bits
 * @param blksize the preferred size of a read or write, in bytes
 * @param attributes the file's {@code STATX_ATTR_} bits; only those in {@code attributesMask} mean something
 * @param nlink the number of hard links
 * @param uid the owner
 * @param gid the group
 * @param mode the type and the permissions
 * @param ino the inode number
 * @param size the size in bytes
 * @param blocks the blocks allocated, of 512 bytes each
 * @param attributesMask the {@code STATX_ATTR_} bits that the file system knows
 * @param atime the time of the last access
 * @param btime the time of creation
 * @param ctime the time of the last change of the inode
 * @param mtime the time of the last change of the content
 * @param rdev the device that a device file stands for, as {@link Advanced#makedev(int, int)} makes it
 * @param dev the device that holds the file, likewise
 * @param mntId the mount's number, since Linux 5.8: as in {@code /proc/self/mountinfo}, or a unique one where the mask asked for that
 * @param dioMemAlign what direct I/O wants of a buffer's address, in bytes; 0: no direct I/O; since Linux 6.1
 * @param dioOffsetAlign what direct I/O wants of offset and length, in bytes; since Linux 6.1
 * @param subvol the subvolume's number, since Linux 6.10
 * @param atomicWriteUnitMin the smallest write that can be atomic, in bytes, since Linux 6.11
 * @param atomicWriteUnitMax the largest write that can be atomic, in bytes, since Linux 6.11
 * @param atomicWriteSegmentsMax the buffers that an atomic write may be gathered from, since Linux 6.11
 * @param dioReadOffsetAlign what a direct read wants of offset and length, in bytes, since Linux 6.14
 * @param atomicWriteUnitMaxOpt the largest atomic write that is not slower than others, in bytes, since Linux 6.16
 */
public record AioStatx(
        int mask, int blksize, long attributes,
        long nlink, int uid, int gid, int mode,
        long ino, long size, long blocks, long attributesMask,
        FileTime atime, FileTime btime, FileTime ctime, FileTime mtime,
        long rdev, long dev, long mntId,
        int dioMemAlign, int dioOffsetAlign,
        long subvol,
        int atomicWriteUnitMin, int atomicWriteUnitMax, int atomicWriteSegmentsMax,
        int dioReadOffsetAlign, int atomicWriteUnitMaxOpt) {

    /** The size of {@code struct statx}, which is the same on every platform. */
    static final int SIZE = 256;

    /** The mask without STATX__RESERVED, which the kernel refuses. */
    public static int askable(int mask) {
        return mask & ~Integer.MIN_VALUE;
    }

    /** Reads the {@code struct statx} that starts at index {@code at} of a buffer of any byte order. */
    public static AioStatx read(ByteBuffer buffer, int at) {
        ByteBuffer stx = buffer.slice(at, SIZE).order(ByteOrder.nativeOrder());
        return new AioStatx(
                stx.getInt(0x00), stx.getInt(0x04), stx.getLong(0x08),
                stx.getInt(0x10) & 0xFFFF_FFFFL, stx.getInt(0x14), stx.getInt(0x18), stx.getShort(0x1C) & 0xFFFF,
                stx.getLong(0x20), stx.getLong(0x28), stx.getLong(0x30), stx.getLong(0x38),
                time(stx, 0x40), time(stx, 0x50), time(stx, 0x60), time(stx, 0x70),
                device(stx, 0x80), device(stx, 0x88), stx.getLong(0x90),
                stx.getInt(0x98), stx.getInt(0x9C),
                stx.getLong(0xA0),
                stx.getInt(0xA8), stx.getInt(0xAC), stx.getInt(0xB0),
                stx.getInt(0xB4), stx.getInt(0xB8));
    }

    private static FileTime time(ByteBuffer stx, int at) {
        long seconds = stx.getLong(at);
        if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
            return FileTime.from(seconds, TimeUnit.SECONDS); // some file systems store what an Instant can't
        }
        return FileTime.from(Instant.ofEpochSecond(seconds, stx.getInt(at + 8)));
    }

    private static long device(ByteBuffer stx, int at) {
        return Advanced.makedev(stx.getInt(at), stx.getInt(at + 4));
    }
}
