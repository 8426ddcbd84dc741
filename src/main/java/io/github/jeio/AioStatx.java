package io.github.jeio;

import java.nio.file.attribute.FileTime;

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
        int dioReadOffsetAlign, int atomicWriteUnitMaxOpt) { }
