package io.github.jeio.internal.file;

import io.github.jeio.AioException;
import io.github.jeio.Errno;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The exceptions of the JDK for errors of the kernel; each has the {@link AioException} with the errno as its cause. */
public final class FileErrors {

    private FileErrors() { }

    /** What the JDK throws where a path is the matter. */
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

    /** What the JDK throws where an open file is the matter. */
    public static IOException ofFile(AioException error) {
        return new IOException(error.getMessage(), error);
    }
}
