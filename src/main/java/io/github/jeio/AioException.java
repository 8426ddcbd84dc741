package io.github.jeio;

import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * A request or an {@link Advanced} call failed: which, on what, with which errno, and what can be done about it.
 *
 * <p>The message is one line: {@code open "/etc/nope": ENOENT, No such file or directory}. Where there is a remedy it
 * follows after a semicolon. A call on a descriptor names it: {@code read descriptor 7: EBADF, Bad file descriptor}.
 * {@link #getFile()} is the path as it was given, {@link #getOtherFile()} the second one of
 * a call that takes two, and both are null where a call has none.
 */
public final class AioException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    /** Name of the call that failed. */
    private final String call;
    /** The error number, positive. */
    private final int errno;
    /** The descriptor that the call was about, or -1. */
    private final int fd;
    /** A remedy or an explanation for this very case; null: the usual one. */
    private final @Nullable String advice;

    /**
     * Describes a failed call.
     *
     * @param call name of the call, {@code "open"}
     * @param path what it was given to work on, or null
     * @param other the second path of a call with two, or null
     * @param errno the error number, positive, one of {@link Errno}
     */
    public AioException(String call, @Nullable String path, @Nullable String other, int errno) {
        this(call, path, other, errno, null);
    }

    /**
     * Describes a failed call, with advice for this very case.
     *
     * @param call name of the call, {@code "open"}
     * @param path what it was given to work on, or null
     * @param other the second path of a call with two, or null
     * @param errno the error number, positive, one of {@link Errno}
     * @param advice what can be done about it; null: what can be done about this errno anywhere, if anything
     */
    public AioException(String call, @Nullable String path, @Nullable String other, int errno, @Nullable String advice) {
        this(call, path, other, -1, errno, advice);
    }

    /**
     * Describes a failed call on a descriptor.
     *
     * @param call name of the call, {@code "read"}
     * @param fd the descriptor
     * @param errno the error number, positive, one of {@link Errno}
     * @param advice what can be done about it; null: what can be done about this errno anywhere, if anything
     */
    public AioException(String call, int fd, int errno, @Nullable String advice) {
        this(call, null, null, fd, errno, advice);
    }

    private AioException(String call, @Nullable String path, @Nullable String other, int fd, int errno, @Nullable String advice) {
        super(path, other, Errno.name(errno) + ", " + Errno.message(errno));
        this.call = call;
        this.fd = fd;
        this.errno = errno;
        this.advice = advice;
    }

    /**
     * The descriptor that the call was about: its number, which may be another file's by now.
     *
     * @return -1 where it was about a path, or nothing
     */
    public int fd() {
        return fd;
    }

    /**
     * The error number.
     *
     * @return one of {@link Errno}
     */
    public int errno() {
        return errno;
    }

    /**
     * The error's name.
     *
     * @return {@code "ENOENT"}, …
     */
    public String errnoName() {
        return Errno.name(errno);
    }

    /**
     * The call that failed.
     *
     * @return {@code "open"}, …
     */
    public String call() {
        return call;
    }

    /**
     * Call, descriptor or paths, errno, meaning and remedy in one line. What would break the line or hide in it is escaped, and so
     * are the bytes of a file name that is not UTF-8.
     */
    @Override
    public String getMessage() {
        StringBuilder line = new StringBuilder(call);
        if (fd != -1) {
            line.append(" descriptor ").append(fd);
        }
        if (getFile() != null) {
            quote(line.append(' '), getFile());
        }
        if (getOtherFile() != null) {
            quote(line.append(" -> "), getOtherFile());
        }
        line.append(": ").append(getReason());
        String remedy = advice == null ? remedy(call, errno) : advice;
        return remedy == null ? line.toString() : line.append("; ").append(remedy).toString();
    }

    private static void quote(StringBuilder line, String path) {
        line.append('"');
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c >= '\uDC80' && c <= '\uDCFF' && (i == 0 || !Character.isHighSurrogate(path.charAt(i - 1)))) {
                line.append(String.format("\\x%02x", c & 0xff));
            } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                line.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        line.append('"');
    }

    private static @Nullable String remedy(String call, int errno) {
        boolean lock = call.startsWith("mlock");
        return switch (errno) {
            case Errno.EMFILE -> "raise this process's limit with ulimit -n or Advanced.minFdlimit(n)";
            case Errno.ENFILE -> "raise the system's limit, sysctl fs.file-max";
            case Errno.ENOSYS -> "this kernel is too old for the call, or a seccomp filter hides it; use a newer one";
            case Errno.EAGAIN -> lock ? "raise RLIMIT_MEMLOCK, ulimit -l"
                    : mayWouldBlock(call) ? null
                    : "if no thread could be started, raise RLIMIT_NPROC (ulimit -u) or the pids limit";
            case Errno.ENOMEM, Errno.EPERM -> lock ? "raise RLIMIT_MEMLOCK, ulimit -l" : null;
            case Errno.ENOSPC -> "df and df -i show what is full";
            case Errno.EDQUOT -> "quota -s shows which limit is reached";
            case Errno.EFBIG -> "raise RLIMIT_FSIZE (ulimit -f), if it is not the file system's own limit";
            case Errno.EXDEV -> call.startsWith("rename") ? "aioMove copies where rename can't" : cloning(call);
            case Errno.EOPNOTSUPP -> cloning(call);
            case Errno.ENOTEMPTY -> call.equals("rmdir") ? "aioRmtree removes a directory and what is in it" : null;
            default -> null;
        };
    }

    private static @Nullable String cloning(String call) {
        return call.equals("copy") ? "COPY_CLONE copies what can't be shared, and COPY_CLONE_FORCE does not" : null;
    }

    /**
     * Whether EAGAIN of this call means that something is not ready, not cached or locked, and not that no thread could be
     * started.
     */
    private static boolean mayWouldBlock(String call) {
        return switch (call) {
            case "read", "write", "preadv", "pwritev", "fcntl", "ioctl", "sendfile", "splice", "tee", "accept4",
                    "openat2" -> true;
            default -> false;
        };
    }
}
