package io.github.jeio;

import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What stat(2) tells of a file: {@code struct stat}, under its names without {@code st_}. Times keep their nanoseconds.
 * Numbers that are unsigned in C are given in the same bits.
 *
 * @param dev the device that holds the file; see {@link Advanced#major(long)} and {@link Advanced#minor(long)}
 * @param ino the inode number
 * @param mode the type, in the bits of {@link AioConstants#S_IFMT S_IFMT}, and the permissions
 * @param nlink the number of hard links
 * @param uid the owner
 * @param gid the group
 * @param rdev the device that a device file stands for
 * @param size the size in bytes; of a symbolic link, the length of its target
 * @param blksize the preferred size of a read or write, in bytes
 * @param blocks the blocks allocated, of 512 bytes each whatever {@code blksize} is
 * @param atime the time of the last access
 * @param mtime the time of the last change of the content
 * @param ctime the time of the last change of the inode
 * @param btime the time of creation; null where the file system has none, and before Linux 4.11
 */
public record AioStat(
        long dev, long ino, int mode, long nlink, int uid, int gid, long rdev, long size, long blksize, long blocks,
        FileTime atime, FileTime mtime, FileTime ctime, @Nullable FileTime btime) {

    /**
     * Whether this is a regular file.
     *
     * @return true if the type is {@link AioConstants#S_IFREG S_IFREG}
     */
    public boolean isRegularFile() {
        return type() == AioConstants.S_IFREG;
    }

    /**
     * Whether this is a directory.
     *
     * @return true if the type is {@link AioConstants#S_IFDIR S_IFDIR}
     */
    public boolean isDirectory() {
        return type() == AioConstants.S_IFDIR;
    }

    /**
     * Whether this is a symbolic link, which only lstat tells: stat follows it.
     *
     * @return true if the type is {@link AioConstants#S_IFLNK S_IFLNK}
     */
    public boolean isSymbolicLink() {
        return type() == AioConstants.S_IFLNK;
    }

    private int type() {
        return mode & AioConstants.S_IFMT;
    }
}
