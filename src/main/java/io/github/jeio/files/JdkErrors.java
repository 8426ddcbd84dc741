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
    static Function<AioException, Exception> reading(Path link) {
        return error -> error.errno() == Errno.EINVAL
                ? because(error, new NotLinkException(link.toString())) : of(error, link, null);
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
