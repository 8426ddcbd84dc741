package io.github.jeio.internal.natives;

import io.github.jeio.internal.load.NativeLibrary;

/**
 * The system calls behind {@code io.github.jeio.Advanced}, but for mapped memory ({@link MapNatives}). Results below
 * zero are {@code -errno}. Strings cross as bytes, without a NUL where nothing else is said.
 */
public final class AdvancedNatives {

    private static final AdvancedNatives NATIVES = new AdvancedNatives();

    private AdvancedNatives() { }

    /**
     * Loads the library and returns the functions. Not a static initializer, which would never be run again once it has failed.
     *
     * @throws UnsatisfiedLinkError the library can't be loaded
     */
    public static AdvancedNatives natives() {
        NativeLibrary.require();
        return NATIVES;
    }

    // fd.c

    /** {@code ssize_t eio_sendfile_sync (int ofd, int ifd, off_t offset, size_t count)} */
    public native long sendfile(int out, int in, long offset, long count);

    /** {@code int posix_fadvise (int fd, off_t offset, off_t len, int advice)} */
    public native int fadvise(int fd, long offset, long length, int advice);

    /**
     * {@code ssize_t splice (int fd_in, loff_t *off_in, int fd_out, loff_t *off_out, size_t len, unsigned flags)}; offset
     * -1: NULL.
     */
    public native long splice(int in, long inOffset, int out, long outOffset, long length, int flags);

    /** {@code ssize_t tee (int fd_in, int fd_out, size_t len, unsigned flags)} */
    public native long tee(int in, int out, long length, int flags);

    /**
     * {@code int accept4 (int sockfd, struct sockaddr *addr, socklen_t *addrlen, int flags)}; the name may be null.
     *
     * @return the descriptor in the low 32 bits, the bytes written to {@code name} in the high ones
     */
    public native long accept4(int fd, byte[] name, int flags);

    /** {@code int fcntl (int fd, F_DUPFD_CLOEXEC, 0)} */
    public native int dup(int fd);

    /** {@code int fcntl (int fd, F_GETPIPE_SZ)}, and with a size of 0 or more {@code fcntl (fd, F_SETPIPE_SZ, size)} */
    public native int pipesize(int fd, int size);

    /**
     * {@code int pipe2 (int pipefd[2], int flags)}
     *
     * @return the end to read from in the low 32 bits, the end to write to in the high ones
     */
    public native long pipe2(int flags);

    /** {@code int memfd_create (const char *name, unsigned int flags)} */
    public native int memfdCreate(byte[] name, int flags);

    /** {@code int eventfd (unsigned int initval, int flags)} */
    public native int eventfd(int value, int flags);

    /** {@code int timerfd_create (int clockid, int flags)} */
    public native int timerfdCreate(int clock, int flags);

    /**
     * {@code int timerfd_settime (int fd, int flags, const struct itimerspec *new, struct itimerspec *old)}
     *
     * @param times seconds and nanoseconds of the interval, then of the value: the new ones, and the old ones afterwards
     */
    public native int timerfdSettime(int fd, int flags, long[] times);

    /** {@code int timerfd_gettime (int fd, struct itimerspec *now)}, laid out as in {@link #timerfdSettime}. */
    public native int timerfdGettime(int fd, long[] times);

    // fs.c

    /** {@code int statx (int dirfd, const char *path, int flags, unsigned int mask, struct statx *out)}; 256 bytes. */
    public native int statx(int dirfd, byte[] path, int flags, int mask, byte[] out);

    /**
     * {@code int mount (const char *source, const char *target, const char *type, unsigned long flags, const void *data)}
     */
    public native int mount(byte[] special, byte[] path, byte[] fstype, long flags, byte[] data);

    /** {@code int umount2 (const char *target, int flags)} */
    public native int umount(byte[] path, int flags);

    // process.c

    /** {@code int getrlimit (RLIMIT_NOFILE, struct rlimit *limit)}: the soft limit. */
    public native long getFdlimit();

    /** {@code int setrlimit (RLIMIT_NOFILE, const struct rlimit *limit)}, as high as it goes. */
    public native int minFdlimit(long count);

    /** {@code int pidfd_open (pid_t pid, unsigned int flags)} */
    public native int pidfdOpen(int pid, int flags);

    /** {@code int pidfd_getfd (int pidfd, int targetfd, unsigned int flags)} */
    public native int pidfdGetfd(int pidfd, int fd, int flags);

    /** {@code int pidfd_send_signal (int pidfd, int sig, NULL, unsigned int flags)} */
    public native int pidfdSendSignal(int pidfd, int signal, int flags);

    /** {@code int pidfd_send_signal (int pidfd, int sig, siginfo_t *info, unsigned int flags)} */
    public native int pidfdSendSiginfo(int pidfd, int signal, int code, int pid, int uid, int valueInt, long valuePtr, int flags);

    /**
     * {@code int fexecve (int fd, char *const argv[], char *const envp[])}; returns only if it failed.
     *
     * @param args the strings, each with its NUL
     * @param envs the same; null: this process's environment
     */
    public native int fexecve(int fd, byte[] args, int argCount, byte[] envs, int envCount);

    /** {@code int eio_mlockall_sync (int flags)} */
    public native int mlockall(int flags);

    /** {@code int munlockall (void)} */
    public native int munlockall();
}
