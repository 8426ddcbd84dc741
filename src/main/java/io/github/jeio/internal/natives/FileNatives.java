package io.github.jeio.internal.natives;

import io.github.jeio.internal.load.NativeLibrary;

/**
 * System calls on a file, made in the calling thread ({@code file.c}): no pool and no poller is needed for them. Negative
 * results are {@code -errno}. Paths are passed as bytes, without a NUL.
 */
public final class FileNatives {

    private static final FileNatives NATIVES = new FileNatives();

    private FileNatives() { }

    /**
     * Loads the library and returns the functions. Not a static initializer, which would never be run again once it has failed.
     *
     * @throws UnsatisfiedLinkError the library can't be loaded
     */
    public static FileNatives natives() {
        NativeLibrary.require();
        return NATIVES;
    }

    /** {@code int open (const char *path, int flags, mode_t mode)}, with O_CLOEXEC. */
    public native int open(byte[] path, int flags, int mode);

    /** {@code int unlink (const char *path)} */
    public native int unlink(byte[] path);

    /** {@code int close (int fd)} */
    public native int close(int fd);

    /**
     * Closes the file of a descriptor but keeps the number in use: {@code int dup3 (int dead, int fd, O_CLOEXEC)}. System
     * calls that are made with the number from now on fail with EBADF. Does nothing if the process has no descriptor left
     * for that. The result is that of close(2).
     */
    public native int retire(int fd);

    /** {@code int fcntl (int fd, F_GETFL)} */
    public native int status(int fd);

    /** {@code int fstat (int fd, struct stat *st)}, st_size; of a block device {@code ioctl (fd, BLKGETSIZE64)}. */
    public native long size(int fd);

    /** {@code int ftruncate (int fd, off_t size)} */
    public native int truncate(int fd, long size);

    /** {@code int fsync (int fd)}, or without metadata {@code int fdatasync (int fd)} */
    public native int sync(int fd, boolean metadata);

    /** {@code int fstat (int fd, struct stat *st)}: st_dev and st_ino, which make a file the same. */
    public native int identity(int fd, long[] devIno);

    /** The kinds of {@link #lock}. */
    public static final int UNLOCK = 0, LOCK_SHARED = 1, LOCK_EXCLUSIVE = 2;

    /**
     * {@code int fcntl (int fd, F_OFD_SETLK, struct flock *lock)}, which never waits.
     *
     * @param length 0: to the end of the file, wherever that will be
     * @return 1 where it is done, 0 where somebody else has a lock that does not allow it
     */
    public native int lock(int fd, int kind, long start, long length);

    /**
     * The number in a {@code java.io.FileDescriptor}, or in the one that a channel of the JDK has in a field, or of a
     * channel of jeio.
     *
     * @return the number, -1 where it is closed; -2: the object has none
     */
    public native int fileno(Object owner);
}
