package io.github.jeio.requests;

import static io.github.jeio.AioConstants.O_RDONLY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.Advanced;
import io.github.jeio.AioBuffer;
import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A buffer that grows with what is read. */
class AioBufferTest extends RequestTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096, 1 << 20})
    void growsWithAFile(int piece) throws Exception {
        byte[] content = new byte[piece == 1 ? 300 : 50_000];
        new Random(piece).nextBytes(content);
        int fd = open(write("f", content), O_RDONLY);
        AioBuffer data = new AioBuffer(0);
        while (data.read(io, fd, data.length(), piece).await() > 0) { }
        byte[] got = new byte[data.length()];
        data.view().get(got);
        assertThat(got).isEqualTo(content);
        get(io.aioClose(fd));
    }

    private String write(String name, byte[] content) throws Exception {
        return java.nio.file.Files.write(dir.resolve(name), content).toString();
    }

    @Test
    void callbacksSeeWhatWasRead() throws Exception {
        int fd = open(file("f", "hello world"), O_RDONLY);
        AioBuffer data = new AioBuffer();
        List<String> seen = new ArrayList<>();
        data.read(io, fd, -1, 5, count -> {
            seen.add(count + data.text(UTF_8));
            data.read(io, fd, -1, 100, more -> seen.add(more + data.text(UTF_8)));
        });
        io.flush();
        assertThat(seen).containsExactly("5hello", "6hello world");
        assertThat(data.discard(6).text(UTF_8)).isEqualTo("world");
        assertThat(data.discard(5).length()).isZero();
        assertThatThrownBy(() -> data.discard(1)).isInstanceOf(IndexOutOfBoundsException.class);
        get(io.aioClose(fd));
    }

    @Test
    void aReadAtATimeAndOneThatIsCancelledGivesNothing() throws Exception {
        int[] pipe = Advanced.pipe2();
        AioBuffer data = new AioBuffer(10);
        AioRequest<Long> waiting = data.read(io, pipe[0], -1, 10);
        assertThatThrownBy(() -> data.read(io, pipe[0], -1, 10)).isInstanceOf(IllegalStateException.class).hasMessageContaining("read");
        assertThatThrownBy(data::length).isInstanceOf(IllegalStateException.class);
        waiting.cancel();
        assertThat(data.length()).isZero();
        get(io.aioWrite(pipe[1], -1, ByteBuffer.wrap("lost?".getBytes()))); // the cancelled read may take it, into memory of its own
        get(io.aioClose(pipe[1]));
        while (data.read(io, pipe[0], -1, 10).await() > 0) { }
        assertThat(data.text(UTF_8)).isIn("lost?", "");
        io.flush();
        get(io.aioClose(pipe[0]));
    }

    @Test
    void aReadThatFailsChangesNothing() throws Exception {
        AioBuffer data = new AioBuffer();
        assertThatThrownBy(() -> data.read(io, 1 << 20, 0, 10).await()).isInstanceOf(AioException.class).hasMessageContaining("EBADF");
        assertThat(data.length()).isZero();
        assertThatThrownBy(() -> data.read(io, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class).hasMessage("length 0 is less than 1");
        assertThatThrownBy(() -> data.read(io, 0, -2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AioBuffer(-1)).isInstanceOf(IllegalArgumentException.class).hasMessage("capacity -1 is negative");
        assertThatThrownBy(() -> data.text(null)).isInstanceOf(NullPointerException.class);
    }
}
