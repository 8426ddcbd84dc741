package io.github.jeio;

/**
 * What statvfs(3) tells of a file system: {@code struct statvfs}, under its names without {@code f_}. Numbers that are
 * unsigned in C are given in the same bits.
 *
 * @param bsize the preferred size of a read or write, in bytes
 * @param frsize the unit of {@code blocks}, {@code bfree} and {@code bavail}, in bytes
 * @param blocks the size of the file system
 * @param bfree what is free
 * @param bavail what of it unprivileged users can have
 * @param files the number of inodes; 0 where the file system has no fixed one
 * @param ffree the free inodes
 * @param favail those that unprivileged users can have
 * @param fsid the file system's number
 * @param flag how it is mounted: {@link AioConstants#ST_RDONLY ST_RDONLY}, {@code ST_NOSUID}, {@code ST_NODEV},
 *     {@code ST_NOEXEC}, …
 * @param namemax the longest file name, in bytes
 */
public record AioStatVfs(
        long bsize, long frsize, long blocks, long bfree, long bavail,
        long files, long ffree, long favail, long fsid, long flag, long namemax) { }
