package io.github.jeio.extra;

import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_DIRECT;
import static io.github.jeio.AioConstants.O_NONBLOCK;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_WRONLY;
import static io.github.jeio.AioConstants.RWF_APPEND;
import static io.github.jeio.AioConstants.RWF_DSYNC;
import static io.github.jeio.AioConstants.RWF_NOWAIT;
import static io.github.jeio.AioConstants.SEEK_CUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.Advanced;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** preadv and pwritev. */
class VectorTest extends ExtraTest {

    @Test
    void gathersHeapDirectAndReadOnlyBuffersInOrder() throws Exception {
        ByteBuffer[] data = {bytes("[heap]").position(1).limit(5), direct("-direct-"), ByteBuffer.allocate(0),
            bytes("ro").asReadOnlyBuffer(), direct("[range]").position(1).limit(6).slice()};
        int fd = open(path("out"), O_CREAT | O_WRONLY);
        assertThat(io.aioPwritev(fd, 3, data, 0).await()).isEqualTo(19);

        assertThat(run("od", "-An", "-c", "-v", "-w32", path("out")).replaceAll("\\s+", "")).isEqualTo("\\0\\0\\0heap-direct-rorange");
        assertThat(data).allSatisfy(buffer -> assertThat(buffer.remaining()).isZero());
        assertThat(data[0].limit()).isEqualTo(5);
    }

    @Test
    void scattersIntoTheRemainingRangesAndAdvances() throws Exception {
        int fd = open(file("in", "0123456789abcdef"), O_RDONLY);
        ByteBuffer heap = bytes("......").position(1).limit(4);
        ByteBuffer direct = direct("......").position(2);
        ByteBuffer rest = ByteBuffer.allocate(100);
        ByteBuffer none = ByteBuffer.allocateDirect(4);
        assertThat(io.aioPreadv(fd, 2, new ByteBuffer[] {heap, direct, rest, none}, 0).await()).isEqualTo(14);

        assertThat(text(heap.position(0).limit(6))).isEqualTo(".234..");
        assertThat(direct.hasRemaining()).isFalse();
        assertThat(text(direct.flip())).isEqualTo("..5678");
        assertThat(rest.position()).isEqualTo(7);
        assertThat(text(rest.flip())).isEqualTo("9abcdef");
        assertThat(none.position()).isZero();
        assertThat(io.aioPreadv(fd, 16, new ByteBuffer[] {none}, 0).await()).as("at the end").isZero();
    }

    @Test
    void minusOneIsTheDescriptorsOwnOffset() throws Exception {
        int fd = open(file("file", "abcdefgh"), O_RDWR);
        ByteBuffer one = ByteBuffer.allocate(1);
        ByteBuffer two = ByteBuffer.allocate(2);
        assertThat(io.aioPreadv(fd, -1, new ByteBuffer[] {one, two}, 0).await()).isEqualTo(3);
        assertThat(io.aioPwritev(fd, -1, new ByteBuffer[] {one.flip(), two.flip()}, 0).await()).isEqualTo(3);
        assertThat(io.aioSeek(fd, 0, SEEK_CUR).await()).isEqualTo(6);
        assertThat(run("cat", path("file"))).isEqualTo("abcabcgh");
    }

    @Test
    void moreBuffersThanTheSystemTakesAtATime() throws Exception {
        int most = 3 * Integer.parseInt(run("getconf", "IOV_MAX")) + 2;
        ByteBuffer[] data = new ByteBuffer[most];
        Arrays.setAll(data, i -> i % 2 == 0 ? bytes("ab") : direct("cd"));
        int fd = open(path("out"), O_CREAT | O_RDWR);
        assertThat(io.aioPwritev(fd, 0, data, 0).await()).isEqualTo(2L * most);
        assertThat(run("sha256sum", path("out"))).startsWith(run("sh", "-c",
                "yes abcd | head -n " + most / 2 + " | tr -d '\\n' | sha256sum | cut -d' ' -f1"));

        assertThat(io.aioPwritev(fd, 0, new ByteBuffer[0], 0).await()).as("no buffers").isZero();
        ByteBuffer[] back = new ByteBuffer[most + 7];
        Arrays.setAll(back, i -> ByteBuffer.allocate(2));
        assertThat(io.aioPreadv(fd, 0, back, 0).await()).as("short at the end of the file").isEqualTo(2L * most);
        assertThat(back[most - 1].flip()).isEqualTo(ByteBuffer.wrap("cd".getBytes()));
        assertThat(back[most].position()).isZero();
        int tooMany = (1 << 20) + 1;
        assertThatThrownBy(() -> io.aioPreadv(fd, 0, new ByteBuffer[tooMany], 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("data has " + tooMany + " buffers, more than the " + (1 << 20));
    }

    @Test
    void flags() throws Exception {
        int fd = open(file("file", "head"), O_RDWR);
        assertThat(io.aioPwritev(fd, 0, new ByteBuffer[] {bytes("-tail")}, RWF_APPEND | RWF_DSYNC).await()).isEqualTo(5);
        assertThat(run("cat", path("file"))).isEqualTo("head-tail");
        ByteBuffer data = ByteBuffer.allocate(9);
        assertThat(io.aioPreadv(fd, 0, new ByteBuffer[] {data}, RWF_NOWAIT).await()).isEqualTo(9);
        errnoOf(io.aioPreadv(fd, 0, new ByteBuffer[] {data.clear()}, 1 << 30)).isEqualTo(Errno.EOPNOTSUPP);
    }

    @Test
    void aPipeThatIsEmptyNeedNotBeWaitedFor() throws Exception {
        int[] pipe = closeLater(Advanced.pipe2(0));
        errnoOf(io.aioPreadv(pipe[0], -1, new ByteBuffer[] {ByteBuffer.allocate(1)}, RWF_NOWAIT)).isEqualTo(Errno.EAGAIN);
        errnoOf(io.aioPreadv(pipe[0], 0, new ByteBuffer[] {ByteBuffer.allocate(1)}, 0)).isEqualTo(Errno.ESPIPE);
    }

    @Test
    void aFailureLeavesTheBuffersAlone() throws Exception {
        ByteBuffer heap = bytes("heap").position(1);
        ByteBuffer direct = direct("direct");
        List<String> seen = new ArrayList<>();
        io.aioPreadv(-1, 0, new ByteBuffer[] {heap, direct}, 0, count -> seen.add(count + " " + Errno.name(IoAio.errno())));
        io.flush();
        assertThat(seen).containsExactly("-1 EBADF");
        assertThat(heap.position()).isEqualTo(1);
        assertThat(text(direct)).isEqualTo("direct");
        errnoOf(io.aioPwritev(open(file("file", ""), O_RDONLY), 0, new ByteBuffer[] {heap}, 0)).isEqualTo(Errno.EBADF);
        errnoOf(io.aioPreadv(open(path(""), O_RDONLY), 0, new ByteBuffer[] {heap}, 0)).isEqualTo(Errno.EISDIR);
    }

    @Test
    void theArrayMayBeUsedAgainAndABufferTwice() throws Exception {
        io.maxParallel(0);
        int[] pipe = closeLater(Advanced.pipe2(0));
        ByteBuffer twice = bytes("ab");
        ByteBuffer[] data = {twice, twice};
        AioRequest<Long> write = io.aioPwritev(pipe[1], -1, data, 0);
        Arrays.fill(data, null);
        io.minParallel(1);
        assertThat(write.await()).isEqualTo(4);
        assertThat(twice.position()).isEqualTo(2);
        ByteBuffer read = ByteBuffer.allocate(10);
        io.aioRead(pipe[0], -1, read).await();
        assertThat(text(read.flip())).isEqualTo("abab");
    }

    @Test
    void aCancelledReadTouchesNothing() throws Exception {
        int[] pipe = closeLater(Advanced.pipe2(0));
        ByteBuffer heap = bytes("....");
        AioRequest<Long> read = io.aioPreadv(pipe[0], -1, new ByteBuffer[] {heap}, 0, count -> {
            throw new AssertionError("called");
        });
        while (io.nready() > 0) {
            Thread.onSpinWait();
        }
        assertThat(read.cancel()).isTrue();
        Files.writeString(Path.of("/proc/self/fd/" + pipe[1]), "data");
        io.flush();
        assertThat(heap.position()).isZero();
        assertThat(text(heap)).isEqualTo("....");
    }

    @Test
    void argumentsThatCantBeRightThrow() {
        ByteBuffer readOnly = ByteBuffer.allocate(1).asReadOnlyBuffer();
        ByteBuffer fine = ByteBuffer.allocate(1);
        assertThatThrownBy(() -> io.aioPreadv(0, -2, new ByteBuffer[0], 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("offset -2");
        assertThatThrownBy(() -> io.aioPreadv(0, 0, new ByteBuffer[] {fine, readOnly}, 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("data[1] is a read-only buffer");
        assertThatThrownBy(() -> io.aioPwritev(0, 0, new ByteBuffer[] {fine, null}, 0))
                .isInstanceOf(NullPointerException.class).hasMessage("data[1]");
        assertThatThrownBy(() -> io.aioPwritev(0, 0, null, 0)).isInstanceOf(NullPointerException.class).hasMessage("data");
        assertThatThrownBy(() -> io.aioPwritev(0, 0, new ByteBuffer[] {fine}, 0, null)).isInstanceOf(NullPointerException.class);
        assertThat(io.nreqs()).isZero();
    }

    private static ByteBuffer direct(String text) {
        ByteBuffer heap = bytes(text);
        return ByteBuffer.allocateDirect(heap.remaining()).put(heap).flip();
    }

    /** Such a pipe gives one write at a time; a second transfer would take the next one. */
    @Test
    void aShortTransferOfManyBuffersIsTheLast() throws Exception {
        int[] pipe = closeLater(Advanced.pipe2(O_DIRECT | O_NONBLOCK));
        assertThat(io.aioWrite(pipe[1], -1, bytes("ab")).await()).isEqualTo(2);
        assertThat(io.aioWrite(pipe[1], -1, bytes("cd")).await()).isEqualTo(2);
        ByteBuffer[] many = single(1500);

        assertThat(io.aioPreadv(pipe[0], -1, many, 0).await()).isEqualTo(2);

        assertThat(many[1].position()).isEqualTo(1);
        assertThat(many[1024].position()).isZero();
        assertThat(io.aioPreadv(pipe[0], -1, single(3), 0).await()).isEqualTo(2);
    }

    @Test
    void anErrorAfterThatIsNotTold() throws Exception {
        int[] pipe = closeLater(Advanced.pipe2(O_NONBLOCK));
        assertThat(io.aioWrite(pipe[1], -1, ByteBuffer.allocate(1024)).await()).isEqualTo(1024);
        ByteBuffer[] many = single(1500);

        assertThat(io.aioPreadv(pipe[0], -1, many, 0).await()).as("there is no more").isEqualTo(1024);
        errnoOf(io.aioPreadv(pipe[0], -1, many, 0)).isEqualTo(Errno.EAGAIN);
    }

    private static ByteBuffer[] single(int count) {
        ByteBuffer[] buffers = new ByteBuffer[count];
        Arrays.setAll(buffers, i -> ByteBuffer.allocateDirect(1));
        return buffers;
    }
}
