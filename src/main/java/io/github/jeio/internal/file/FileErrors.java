package io.github.jeio.internal.file;

import io.github.jeio.AioException;
import io.github.jeio.Errno;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The JDK's exceptions for errors of the kernel. The cause of each is an {@link AioException} with the errno. */
public final class FileErrors {

    private FileErrors() { }

    /** The exception for an operation on a path. */
    public static FileSystemException ofPath(String call, Path path, int errno) {
        String name = path.toString();
        FileSystemException error = switch (errno) {
            case Errno.ENOENT -> new NoSuchFileException(name);
            case Errno.EEXIST -> new FileAlreadyExistsException(name);
            case Errno.EACCES -> new AccessDeniedException(name);
            default -> new FileSystemException(name, null, Errno.name(errno) + ", " + Errno.message(errno));
        };
        error.initCause(new AioException(call, name, null, errno));
        return error;
    }

    /** The exception for an operation on an open file. */
    public static IOException ofFile(AioException error) {
        return new IOException(error.getMessage(), error);
    }
}
