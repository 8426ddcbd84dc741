package io.github.jeio.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioException;
import io.github.jeio.Errno;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The JDK's exceptions for errors of the kernel, those too that root does not get. */
class FileErrorsTest {

    private static void becomes(int errno, Class<? extends FileSystemException> type) {
        FileSystemException error = FileErrors.ofPath("open", Path.of("/a/b"), errno);
        assertThat(error).isExactlyInstanceOf(type).hasMessageStartingWith("/a/b");
        assertThat(error.getCause()).isInstanceOfSatisfying(AioException.class, cause -> assertThat(cause.errno()).isEqualTo(errno));
    }

    @Test
    void theErrnoTellsWhich() {
        becomes(Errno.ENOENT, NoSuchFileException.class);
        becomes(Errno.EEXIST, FileAlreadyExistsException.class);
        becomes(Errno.EACCES, AccessDeniedException.class);
        becomes(Errno.EISDIR, FileSystemException.class);
    }
}
