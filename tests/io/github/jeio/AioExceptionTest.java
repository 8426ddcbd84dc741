package io.github.jeio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads when a request failed, and what a program gets. */
class AioExceptionTest {

    @Test
    void namesCallPathErrnoAndMeaning() {
        AioException e = new AioException("open", "/etc/nope", null, Errno.ENOENT);
        assertThat(e).isInstanceOf(FileSystemException.class)
                .hasMessage("open \"/etc/nope\": ENOENT, No such file or directory");
        assertThat(e.call()).isEqualTo("open");
        assertThat(e.errno()).isEqualTo(2);
        assertThat(e.errnoName()).isEqualTo("ENOENT");
        assertThat(e.getFile()).isEqualTo("/etc/nope");
        assertThat(e.getOtherFile()).isNull();
        assertThat(e.getReason()).isEqualTo("ENOENT, No such file or directory");
    }

    @Test
    void namesBothPathsOfACallWithTwo() {
        AioException e = new AioException("link", "/a", "/b", Errno.EEXIST);
        assertThat(e).hasMessage("link \"/a\" -> \"/b\": EEXIST, File exists");
        assertThat(e.getOtherFile()).isEqualTo("/b");
    }

    @Test
    void doesWithoutAPath() {
        assertThat(new AioException("fsync", null, null, Errno.EIO)).hasMessage("fsync: EIO, Input/output error");
        assertThat(new AioException("sync", null, null, 4711)).hasMessage("sync: E4711, Unknown error 4711");
    }

    @Test
    void staysOnOneLineWhateverTheFileIsCalled() {
        String path = "a\nb\tc\"d\\e\u0007\u2028\uDCFF\uD83D\uDE00\u00e9";
        AioException e = new AioException("stat", path, null, Errno.EACCES);
        assertThat(e.getMessage()).isEqualTo("stat \"a\\nb\\tc\\\"d\\\\e\\u0007\\u2028\\xff\uD83D\uDE00\u00e9\":"
                + " EACCES, Permission denied");
        assertThat(e.getMessage().lines()).hasSize(1);
        assertThat(e.getFile()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "open, EMFILE, ulimit -n",
        "open, ENFILE, fs.file-max",
        "openat2, ENOSYS, kernel is too old",
        "stat, EAGAIN, RLIMIT_NPROC",
        "mlock, ENOMEM, RLIMIT_MEMLOCK",
        "mlockall, EPERM, RLIMIT_MEMLOCK",
        "mlock, EAGAIN, RLIMIT_MEMLOCK",
        "write, ENOSPC, df -i",
        "write, EDQUOT, quota -s",
        "write, EFBIG, ulimit -f",
        "rename, EXDEV, aioMove",
        "copy, EXDEV, COPY_CLONE",
        "copy, EOPNOTSUPP, COPY_CLONE",
        "rmdir, ENOTEMPTY, aioRmtree",
    })
    void saysTheRemedyWhereThereIsOne(String call, String errno, String remedy) throws Exception {
        int number = Errno.class.getField(errno).getInt(null);
        String message = new AioException(call, "/x", null, number).getMessage();
        assertThat(message).startsWith(call + " \"/x\": " + errno + ", " + Errno.message(number) + "; ")
                .contains(remedy);
    }

    @ParameterizedTest
    @CsvSource({"read, EAGAIN", "write, EAGAIN", "open, ENOMEM", "unlink, EPERM", "link, EXDEV", "rename, ENOTEMPTY"})
    void saysNoRemedyThatMayBeWrong(String call, String errno) throws Exception {
        int number = Errno.class.getField(errno).getInt(null);
        assertThat(new AioException(call, null, null, number))
                .hasMessage(call + ": " + errno + ", " + Errno.message(number));
    }

    @Test
    void survivesSerialisation() throws Exception {
        AioException e = new AioException("rename", "/a", "/b", Errno.EXDEV);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(e);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat((AioException) in.readObject()).hasMessage(e.getMessage())
                    .returns(Errno.EXDEV, AioException::errno);
        }
    }
}
