package io.github.jeio.files;

import io.github.jeio.AioException;
import io.github.jeio.Errno;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions that {@link java.nio.file.Files} throws for errors of the kernel; the cause is the {@link AioException}
 * with the errno.
 */
final class JdkErrors {

    /** Before JDK 25, a path below a file is one of which a part is no directory; from then on it is one of no file. */
    private static final boolean NOTHING_IS_BELOW_A_FILE = Runtime.version().feature() >= 25;

    private JdkErrors() { }

    static Function<AioException, Exception> on(Path file) {
        return on(file, null);
    }

    static Function<AioException, Exception> on(Path file, @Nullable Path other) {
        return error -> of(error, file, other);
    }

    static IOException of(AioException error, Path file, @Nullable Path other) {
        String name = file.toString();
        String second = other == null ? null : other.toString();
        return because(error, switch (error.errno()) {
            case Errno.ENOENT -> new NoSuchFileException(name, second, null);
            case Errno.EEXIST -> new FileAlreadyExistsException(name, second, null);
            case Errno.EACCES -> new AccessDeniedException(name, second, null);
            default -> new FileSystemException(name, second, error.getReason());
        });
    }

    /** Whether the errno of stat(2) means that there is no such file. */
    static boolean isMissing(int errno) {
        return errno == Errno.ENOENT || errno == Errno.ENOTDIR && NOTHING_IS_BELOW_A_FILE;
    }

    /** For reading what a file is. */
    static IOException looking(AioException error, Path file) {
        return isMissing(error.errno()) ? because(error, new NoSuchFileException(file.toString())) : of(error, file, null);
    }

    static Function<AioException, Exception> lookingAt(Path file) {
        return error -> looking(error, file);
    }

    /** For the removal of a directory. */
    static IOException removing(AioException error, Path directory) {
        return switch (error.errno()) {
            case Errno.ENOTEMPTY, Errno.EEXIST -> because(error, new DirectoryNotEmptyException(directory.toString()));
            default -> of(error, directory, null);
        };
    }

    /** For reading a directory. */
    static Function<AioException, Exception> listing(Path directory) {
        return error -> error.errno() == Errno.ENOTDIR
                ? because(error, new NotDirectoryException(directory.toString())) : of(error, directory, null);
    }

    /** For reading a symbolic link. */
    static Function<AioException, Exception> following(Path link) {
        return error -> error.errno() == Errno.EINVAL
                ? because(error, new NotLinkException(link.toString())) : of(error, link, null);
    }

    /** For reading a whole file. */
    static Throwable reading(AioException error, Path file) {
        return switch (error.errno()) {
            case Errno.EFBIG, Errno.ENOMEM -> new OutOfMemoryError(file + ": " + error.getReason()).initCause(error);
            case Errno.EISDIR, Errno.EIO -> content(error); // by read(2)
            default -> of(error, file, null);
        };
    }

    /** For an operation on an open file, where the JDK has no special exceptions. */
    static IOException content(AioException error) {
        return new IOException(error.getMessage(), error);
    }

    static <E extends IOException> E because(AioException cause, E error) {
        error.initCause(cause);
        return error;
    }
}
