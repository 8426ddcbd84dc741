package io.github.jeio.advanced;

import static io.github.jeio.AioConstants.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pipe2, pipesize, splice, tee, sendfile, fadvise. */
class PipesTest {

    @TempDir
    Path dir;
    int[] pipe;

    @BeforeEach
    void pipe() {
        pipe = Advanced.pipe2(O_CLOEXEC | O_NONBLOCK);
    }

    @AfterEach
    void close() throws IOException {
        Fds.close(pipe);
    }

    @Test
    void whatGoesInComesOut() throws IOException {
        Fds.write(pipe[1], "through");
        assertThat(Fds.read(pipe[0], 100)).isEqualTo("through");
    }

    @Test
    void pipe2TakesItsFlags() throws IOException {
        assertThat(Fds.isClosedOnExec(pipe[0]) && Fds.isClosedOnExec(pipe[1])).isTrue();
        int[] plain = Advanced.pipe2();
        assertThat(IoAio.errno()).isZero();
        assertThat(Fds.isClosedOnExec(plain[0]) || Fds.isClosedOnExec(plain[1])).isFalse();
        assertThat(Fds.target(plain[0])).startsWith("pipe:").isEqualTo(Fds.target(plain[1]));
        Fds.close(plain);

        assertThat(Advanced.pipe2(-1)).isNull();
        assertThat(IoAio.errno()).isEqualTo(Errno.EINVAL);
    }

    @Test
    void pipesizeTellsAndSets() {
        assertThat(Advanced.pipesize(pipe[0])).isEqualTo(65_536);
        assertThat(Advanced.pipesize(pipe[1], 100_000)).isEqualTo(131_072);
        assertThat(Advanced.pipesize(pipe[0], -1)).isEqualTo(131_072);
        assertThat(Advanced.pipesize(-1)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EBADF);
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.pipesize(pipe[0], -2)).withMessageContaining("newSize is -2");
    }

    @Test
    void spliceFromAFileToAFile() throws Exception {
        Path from = Files.writeString(dir.resolve("from"), "0123456789");
        Path to = Files.writeString(dir.resolve("to"), "----------");
        int in = Fds.open(from, O_RDONLY);
        int out = Fds.open(to, O_RDWR);

        assertThat(Advanced.splice(in, 3, pipe[1], -1, 4, 0)).isEqualTo(4);
        assertThat(IoAio.errno()).isZero();
        assertThat(Advanced.splice(pipe[0], -1, out, 2, 100, SPLICE_F_NONBLOCK)).isEqualTo(4);
        assertThat(Child.output("cat", to.toString())).containsExactly("--3456----");

        assertThat(Advanced.splice(in, -1, pipe[1], -1, 2, 0)).as("at the descriptor's offset, which did not move").isEqualTo(2);
        assertThat(Fds.read(pipe[0], 10)).isEqualTo("01");
        assertThat(Advanced.splice(in, 0, pipe[1], -1, 2, 0)).as("at the start").isEqualTo(2);
        assertThat(Fds.read(pipe[0], 10)).isEqualTo("01");
        Fds.close(in, out);
    }

    @Test
    void spliceSaysWhatIsWrong() {
        assertThat(Advanced.splice(pipe[0], -1, pipe[1], -1, 10, 0)).as("the same pipe").isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EINVAL);
        assertThat(Advanced.splice(-1, -1, pipe[1], -1, 10, 0)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EBADF);
        assertThat(Advanced.splice(pipe[0], 5, pipe[1], -1, 10, 0)).as("an offset for a pipe").isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.ESPIPE);
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.splice(pipe[0], -2, pipe[1], -1, 1, 0)).withMessageContaining("roff is -2");
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.splice(pipe[0], -1, pipe[1], -3, 1, 0)).withMessageContaining("woff is -3");
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.splice(pipe[0], -1, pipe[1], -1, -1, 0)).withMessageContaining("length");
    }

    @Test
    void teeLeavesTheBytesWhereTheyAre() throws IOException {
        int[] copy = Advanced.pipe2(O_CLOEXEC);
        Fds.write(pipe[1], "twice");

        assertThat(Advanced.tee(pipe[0], copy[1], 100, 0)).isEqualTo(5);
        assertThat(Fds.read(copy[0], 100)).isEqualTo("twice");
        assertThat(Fds.read(pipe[0], 100)).isEqualTo("twice");
        assertThat(Advanced.tee(pipe[0], copy[1], 100, SPLICE_F_NONBLOCK)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EAGAIN);
        Fds.close(copy);
    }

    @Test
    void sendfileCopies() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(3).nextBytes(content);
        Path from = Files.write(dir.resolve("from"), content);
        Path to = dir.resolve("to");
        int in = Fds.open(from, O_RDONLY);
        int out = Fds.open(to, O_WRONLY | O_CREAT);

        long done = 0;
        while (done < content.length) {
            long copied = Advanced.sendfile(out, in, done, content.length - done);
            assertThat(copied).isPositive();
            done += copied;
        }
        assertThat(Advanced.sendfile(out, in, content.length, 10)).as("at the end").isZero();
        Child.output("cmp", from.toString(), to.toString());

        assertThat(Advanced.sendfile(-1, in, 0, 10)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EBADF);
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.sendfile(out, in, -1, 10)).withMessageContaining("offset");
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.sendfile(out, in, 0, -10)).withMessageContaining("count");
        Fds.close(in, out);
    }

    @Test
    void fadviseGivesTheErrorNumber() throws IOException {
        int fd = Fds.open(Files.writeString(dir.resolve("file"), "x"), O_RDONLY);

        for (int advice : new int[] {FADV_NORMAL, FADV_SEQUENTIAL, FADV_RANDOM, FADV_NOREUSE, FADV_WILLNEED, FADV_DONTNEED}) {
            assertThat(Advanced.fadvise(fd, 0, 0, advice)).isZero();
        }
        assertThat(Advanced.fadvise(fd, 0, 0, 99)).isEqualTo(Errno.EINVAL);
        assertThat(IoAio.errno()).isEqualTo(Errno.EINVAL);
        assertThat(Advanced.fadvise(pipe[0], 0, 0, FADV_NORMAL)).isEqualTo(Errno.ESPIPE);
        assertThat(Advanced.fadvise(-1, 0, 0, FADV_NORMAL)).isEqualTo(Errno.EBADF);
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.fadvise(fd, -1, 0, FADV_NORMAL));
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.fadvise(fd, 0, -1, FADV_NORMAL));
        Fds.close(fd);
    }
}
