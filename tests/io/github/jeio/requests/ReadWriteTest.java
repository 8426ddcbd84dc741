package io.github.jeio.requests;

import static io.github.jeio.AioConstants.O_APPEND;
import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_NONBLOCK;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.Advanced;
import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** read and write: every kind of buffer, every form, offsets and ranges. */
class ReadWriteTest extends CachedOrNotTest {

    static Stream<Memory> kinds() {
        return Memory.kinds();
    }

    private static ByteBuffer filled(Memory kind, int size) {
        ByteBuffer data = kind.allocate(size);
        for (int i = 0; i < size; i++) {
            data.put(i, (byte) ('A' + i % 26));
        }
        return data;
    }

    private static String text(ByteBuffer data) {
        byte[] bytes = new byte[data.capacity()];
        data.duplicate().clear().get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    // ranges

    @ParameterizedTest
    @MethodSource("kinds")
    void readFillsExactlyTheRangeAndTouchesNothingElse(Memory kind) throws Exception {
        int fd = open(file("digits", "0123456789"), O_RDONLY);
        ByteBuffer data = filled(kind, 12).position(5).limit(11);
        assertThat(get(io.aioRead(fd, 3, 4, data, 2))).isEqualTo(4);
        assertThat(text(data)).isEqualTo("AB3456GHIJKL");
        assertThat(data.position()).isEqualTo(5);
        assertThat(data.limit()).isEqualTo(11);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void writeTakesExactlyTheRange(Memory kind) throws Exception {
        int fd = open(file("digits", "0123456789"), O_WRONLY);
        ByteBuffer data = filled(kind, 12).position(5).limit(11);
        assertThat(get(io.aioWrite(fd, 3, 4, data, 2))).isEqualTo(4);
        assertThat(run("cat", path("digits"))).isEqualTo("012CDEF789");
        assertThat(text(data)).isEqualTo("ABCDEFGHIJKL");
        assertThat(data.position()).isEqualTo(5);
        assertThat(data.limit()).isEqualTo(11);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void relativeReadFillsWhatRemainsAndAdvancesThePosition(Memory kind) throws Exception {
        int fd = open(file("digits", "0123456789"), O_RDONLY);
        ByteBuffer data = filled(kind, 12).position(5).limit(11);
        assertThat(get(io.aioRead(fd, 1, data))).isEqualTo(6);
        assertThat(text(data)).isEqualTo("ABCDE123456L");
        assertThat(data.position()).isEqualTo(11);
        assertThat(data.limit()).isEqualTo(11);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void relativeWriteTakesWhatRemainsAndAdvancesThePosition(Memory kind) throws Exception {
        int fd = open(file("digits", "0123456789"), O_WRONLY);
        ByteBuffer data = filled(kind, 12).position(5).limit(11);
        assertThat(get(io.aioWrite(fd, 1, data))).isEqualTo(6);
        assertThat(run("cat", path("digits"))).isEqualTo("0FGHIJK789");
        assertThat(data.position()).isEqualTo(11);
    }

    @Test
    void aDataOffsetBelowZeroCountsFromTheLimit() throws Exception {
        int fd = open(file("digits", "0123456789"), O_RDWR);
        ByteBuffer data = filled(Memory.HEAP, 12).limit(10);
        assertThat(get(io.aioRead(fd, 0, 3, data, -4))).isEqualTo(3);
        assertThat(text(data)).isEqualTo("ABCDEF012JKL");
        assertThat(get(io.aioWrite(fd, 9, 2, data, -10))).isEqualTo(2);
        assertThat(run("cat", path("digits"))).isEqualTo("012345678AB");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReadOnlyBufferCanBeWrittenFrom(boolean direct) throws Exception {
        int fd = open(path("new"), O_WRONLY | O_CREAT);
        ByteBuffer data = filled(direct ? Memory.DIRECT : Memory.HEAP, 6).asReadOnlyBuffer();
        assertThat(get(io.aioWrite(fd, 0, data))).isEqualTo(6);
        assertThat(get(io.aioWrite(fd, 6, 2, data, 1))).isEqualTo(2);
        assertThat(run("cat", path("new"))).isEqualTo("ABCDEFBC");
    }

    // ends

    @Test
    void atTheEndReadGivesWhatThereIsAndBeyondItZero() throws Exception {
        int fd = open(file("digits", "0123456789"), O_RDONLY);
        ByteBuffer data = filled(Memory.DIRECT, 8);
        assertThat(get(io.aioRead(fd, 7, data))).isEqualTo(3);
        assertThat(data.position()).isEqualTo(3);
        assertThat(text(data)).isEqualTo("789DEFGH");
        assertThat(get(io.aioRead(fd, 10, data))).isZero();
        assertThat(get(io.aioRead(fd, Long.MAX_VALUE - 8, data))).isZero();
        assertThat(data.position()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nothingIsTransferredWhereNothingIsAskedFor(Memory kind) throws Exception {
        int fd = open(file("digits", "0123456789"), O_RDWR);
        ByteBuffer data = filled(kind, 4);
        assertThat(get(io.aioRead(fd, 0, 0, data, 4))).isZero();
        assertThat(get(io.aioWrite(fd, 0, 0, data, 0))).isZero();
        assertThat(get(io.aioRead(fd, 0, data.position(4)))).isZero();
        assertThat(get(io.aioWrite(fd, 0, ByteBuffer.allocateDirect(0)))).isZero();
        assertThat(get(io.aioRead(fd, 0, ByteBuffer.allocate(0)))).isZero();
        assertThat(text(data)).isEqualTo("ABCD");
        assertThat(run("cat", path("digits"))).isEqualTo("0123456789");
    }

    @Test
    void writingBeyondTheEndLeavesAHole() throws Exception {
        int fd = open(path("sparse"), O_WRONLY | O_CREAT);
        long far = 5L << 30;
        assertThat(get(io.aioWrite(fd, far, ByteBuffer.wrap(new byte[] {'x'})))).isEqualTo(1);
        assertThat(stat("%s", path("sparse"))).isEqualTo(Long.toString(far + 1));
        assertThat(Long.parseLong(stat("%b", path("sparse")))).isLessThan(100);
        assertThat(run("tail", "-c", "1", path("sparse"))).isEqualTo("x");
    }

    // the descriptor's own offset

    @Test
    void minusOneUsesAndMovesTheDescriptorsOwnOffset() throws Exception {
        int fd = open(file("digits", "0123456789"), O_RDWR);
        ByteBuffer data = filled(Memory.HEAP, 4);
        assertThat(get(io.aioRead(fd, -1, 3, data, 0))).isEqualTo(3);
        assertThat(get(io.aioRead(fd, -1, 1, data, 3))).isEqualTo(1);
        assertThat(text(data)).isEqualTo("0123");
        assertThat(fdinfo(fd, "pos")).isEqualTo("4");
        assertThat(get(io.aioWrite(fd, -1, ByteBuffer.wrap("xy".getBytes())))).isEqualTo(2);
        assertThat(fdinfo(fd, "pos")).isEqualTo("6");
        assertThat(run("cat", path("digits"))).isEqualTo("0123xy6789");
    }

    @Test
    void anOffsetLeavesTheDescriptorsOwnWhereItIs() throws Exception {
        int fd = open(file("digits", "0123456789"), O_RDWR);
        get(io.aioRead(fd, 2, ByteBuffer.allocate(3)));
        get(io.aioWrite(fd, 7, ByteBuffer.allocate(3)));
        assertThat(fdinfo(fd, "pos")).isEqualTo("0");
    }

    @Test
    void appendingWritesGoToTheEnd() throws Exception {
        int fd = open(file("log", "one "), O_WRONLY | O_APPEND);
        assertThat(get(io.aioWrite(fd, -1, ByteBuffer.wrap("two ".getBytes())))).isEqualTo(4);
        assertThat(get(io.aioWrite(fd, -1, ByteBuffer.wrap("three".getBytes())))).isEqualTo(5);
        assertThat(run("cat", path("log"))).isEqualTo("one two three");
    }

    @Test
    void aPipeHasNoOffsets() throws Exception {
        int[] pipe = closeLater(Advanced.pipe2());
        assertThat(get(io.aioWrite(pipe[1], -1, ByteBuffer.wrap("abc".getBytes())))).isEqualTo(3);
        ByteBuffer data = filled(Memory.HEAP, 5);
        assertThat(get(io.aioRead(pipe[0], -1, data))).isEqualTo(3);
        assertThat(text(data)).isEqualTo("abcDE");
        assertFails(io.aioRead(pipe[0], 0, data), Errno.ESPIPE);
        assertFails(io.aioWrite(pipe[1], 0, data), Errno.ESPIPE);
    }

    @Test
    void aDescriptorThatWouldBlockSaysSo() throws Exception {
        int[] pipe = closeLater(Advanced.pipe2(O_NONBLOCK));
        ByteBuffer data = filled(Memory.DIRECT, 5).position(2);
        assertFails(io.aioRead(pipe[0], -1, data), Errno.EAGAIN);
        assertThat(data.position()).as("a failure advances nothing").isEqualTo(2);
    }

    // completion

    @Test
    void thePositionHasAdvancedWhenTheCallbackIsCalledAndNotBefore() throws Exception {
        int fd = open(file("digits", "0123456789"), O_RDONLY);
        ByteBuffer data = ByteBuffer.allocate(4);
        long[] seen = new long[3];
        io.aioRead(fd, 0, data, count -> {
            seen[0] = count;
            seen[1] = data.position();
            seen[2] = IoAio.errno();
        });
        assertThat(data.position()).isZero();
        io.flush();
        assertThat(seen).containsExactly(4, 4, 0);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aLargeBufferMakesTheRoundTrip(Memory kind) throws Exception {
        byte[] bytes = new byte[(5 << 20) + 17];
        new Random(1).nextBytes(bytes);
        Files.write(dir.resolve("expected"), bytes);
        ByteBuffer data = kind.allocate(bytes.length).put(bytes).flip();
        int fd = open(path("copy"), O_RDWR | O_CREAT);
        assertThat(get(io.aioWrite(fd, 0, data))).isEqualTo(bytes.length);
        run("cmp", path("copy"), path("expected"));

        ByteBuffer back = kind.allocate(bytes.length);
        assertThat(get(io.aioRead(fd, 0, back))).isEqualTo(bytes.length);
        assertThat(back.flip()).isEqualTo(ByteBuffer.wrap(bytes));
    }

    @Test
    void aHeapBufferMayBeChangedOnceAWriteIsSubmitted() throws Exception {
        int fd = open(path("new"), O_WRONLY | O_CREAT);
        byte[] bytes = "before".getBytes();
        AioRequest<Long> write = io.aioWrite(fd, 0, ByteBuffer.wrap(bytes));
        System.arraycopy("after ".getBytes(), 0, bytes, 0, 6);
        get(write);
        assertThat(run("cat", path("new"))).isEqualTo("before");
    }

    @Test
    void manyReadsAtOnceEachGetTheirOwnData() throws Exception {
        sh("seq -f %07.0f 0 9999 > $1", path("numbers"));
        int fd = open(path("numbers"), O_RDONLY);
        ByteBuffer[] lines = new ByteBuffer[10_000];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = i % 2 == 0 ? ByteBuffer.allocateDirect(7) : ByteBuffer.allocate(7);
            io.aioRead(fd, 8L * i, lines[i]);
        }
        io.flush();
        for (int i = 0; i < lines.length; i++) {
            assertThat(Integer.parseInt(text(lines[i]))).isEqualTo(i);
        }
    }

    /** The caller's mistake: the data has nowhere to go, and everything else works on. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHeapBufferThatIsShrunkMeanwhileGetsWhatFits(boolean toNothing) throws Exception {
        io.inlineCached(false);
        int fd = open(file("digits", "0123456789"), O_RDONLY);
        ByteBuffer data = filled(Memory.HEAP, 10).position(4);
        AioRequest<Long> read = io.aioRead(fd, 0, 6, data, 4);
        data.position(0).limit(toNothing ? 2 : 7);
        assertThat(get(read)).isEqualTo(6);
        assertThat(text(data)).isEqualTo(toNothing ? "ABCDEFGHIJ" : "ABCD012HIJ");
        assertThat(io.nreqs()).isZero();
    }

    /** Where the caller has set a limit meanwhile, the position goes no further, and everything else works on. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBufferWhosePositionCannotAdvanceSoFarIsFull(boolean direct) throws Exception {
        io.inlineCached(false);
        int fd = open(file("digits", "0123456789"), O_RDONLY);
        ByteBuffer data = filled(direct ? Memory.DIRECT : Memory.HEAP, 10);
        AioRequest<Long> read = io.aioRead(fd, 0, data);
        data.limit(3);
        assertThat(get(read)).isEqualTo(10);
        assertThat(data.position()).isEqualTo(3);
        assertThat(text(data)).startsWith("012");
        assertThat(io.nreqs()).isZero();
    }

    // arenas

    @ParameterizedTest
    @ValueSource(strings = {"ofShared", "ofConfined"})
    void anArenaThatIsClosedMeanwhileMakesTheReadFailAndNothingElse(String arena) throws Exception {
        assumeTrue(Memory.hasArenas(), "needs JDK 22");
        io.inlineCached(false);
        int fd = open(file("digits", "0123456789"), O_RDONLY);
        AioRequest<Long> read;
        try (AutoCloseable closed = Memory.newArena(arena)) {
            read = io.aioRead(fd, 0, Memory.inArena(closed, 10));
        }
        assertFails(read, Errno.EFAULT);
        assertThat(io.nreqs()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ofShared", "ofConfined"})
    void anArenaMayBeClosedOnceAWriteIsSubmitted(String arena) throws Exception {
        assumeTrue(Memory.hasArenas(), "needs JDK 22");
        int fd = open(path("new"), O_WRONLY | O_CREAT);
        AioRequest<Long> write;
        try (AutoCloseable closed = Memory.newArena(arena)) {
            write = io.aioWrite(fd, 0, 5, Memory.inArena(closed, 10).put(0, "01234".getBytes()), 0);
        }
        assertThat(get(write)).isEqualTo(5);
        assertThat(run("cat", path("new"))).isEqualTo("01234");
    }

    @Test
    void aConfinedArenaIsReadIntoByItsOwnThreadOnly() throws Exception {
        assumeTrue(Memory.hasArenas(), "needs JDK 22");
        io.inlineCached(false);
        int fd = open(file("digits", "0123456789"), O_RDONLY);
        try (AutoCloseable arena = Memory.newArena("ofConfined")) {
            ByteBuffer data = Memory.inArena(arena, 10);
            try {
                // who waits takes the result off himself, unless the daemon has it first
                assertThat(io.aioRead(fd, 0, data).await()).isEqualTo(10);
                assertThat(data.position()).isEqualTo(10);
            } catch (AioException e) {
                assertThat(e.errno()).isEqualTo(Errno.EFAULT);
                assertThat(data.position()).isZero();
            }
        }
    }
}
