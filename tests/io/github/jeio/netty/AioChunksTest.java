package io.github.jeio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import io.github.jeio.support.Fifos;
import io.github.jeio.support.LeakDetector;
import io.github.jeio.support.Leaks;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Threads;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.FileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.stream.ChunkedInput;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as chunks and as windows, step by step: the test is the loop, and polls. */
class AioChunksTest extends PoolTest {

    private static final int SIZE = 200_003;

    private final PooledByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
    private byte[] content;
    private String path;
    private EmbeddedChannel channel;

    @BeforeAll
    static void theSharedPoolIsThere() {
        IoAio.shared().aioNop();
        IoAio.shared().flush();
    }

    @BeforeEach
    void aFileAndAChannel() throws Exception {
        content = new byte[SIZE];
        new Random(1).nextBytes(content);
        path = Files.write(dir.resolve("f"), content).toString();
        channel = new EmbeddedChannel(new ChunkedWriteHandler());
    }

    @AfterEach
    void nothingLeaked() {
        channel.finishAndReleaseAll();
        io.flush();
        for (int i = 0; i < 3; i++) {
            System.gc();
            allocator.directBuffer(1).release(); // Netty looks for leaks here
        }
        assertThat(LeakDetector.found()).isEmpty();
    }

    private int open() throws Exception {
        io.aioOpen(path, AioConstants.O_RDONLY, 0, fd -> opened = fd);
        io.flush();
        return opened;
    }

    private int opened;

    /** What the channel has written. */
    private byte[] written() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Object message; (message = channel.readOutbound()) != null; ) {
            if (message instanceof FileRegion region) {
                try {
                    region.transferTo(Channels.newChannel(all), 0);
                } finally {
                    region.release();
                }
            } else {
                ByteBuf buffer = (ByteBuf) message;
                buffer.readBytes(all, buffer.readableBytes());
                buffer.release();
            }
        }
        return all.toByteArray();
    }

    private byte[] part(int offset, int length) {
        return Arrays.copyOfRange(content, offset, offset + length);
    }

    /** Writes it all, and polls until it is over. */
    private byte[] transfer(ChunkedInput<?> input) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ChannelFuture future = channel.writeAndFlush(input);
        while (!future.isDone()) {
            io.poll();
            channel.runPendingTasks();
            all.write(written());
        }
        all.write(written());
        if (!future.isSuccess()) {
            throw (Exception) future.cause();
        }
        assertThat(input.progress()).isEqualTo(input.length());
        assertThat(input.isEndOfInput()).isTrue();
        return all.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"0, 200003, 65536, 4", "0, 200003, 1000, 1", "1, 200000, 4096, 16", "199999, 4, 65536, 4", "7, 1, 1, 1", "0, 0, 100, 2",
        "200003, 0, 100, 2", "0, 200003, 10000000, 4"})
    void chunksAreTheFile(int offset, int length, int chunk, int ahead) throws Exception {
        byte[] sent = transfer(new AioChunks(io, channel, open(), offset, length).chunkSize(chunk).ahead(ahead));
        assertThat(sent).isEqualTo(part(offset, length));
    }

    @ParameterizedTest
    @CsvSource({"0, 200003, 65536", "0, 200003, 1000", "1, 200000, 4096", "199999, 4, 65536", "7, 1, 1", "0, 0, 100", "0, 200003, 10000000"})
    void regionsAreTheFile(int offset, int length, int window) throws Exception {
        byte[] sent = transfer(new AioRegions(io, channel, open(), offset, length).windowSize(window));
        assertThat(sent).isEqualTo(part(offset, length));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileThatBecomesShorterFailsTheWrite(boolean chunks) throws Exception {
        int fd = open();
        ChunkedInput<?> input = chunks ? new AioChunks(io, channel, fd, 0, SIZE).chunkSize(1000) : new AioRegions(io, channel, fd, 0, SIZE).windowSize(1000);
        try (RandomAccessFile file = new RandomAccessFile(path, "rw")) {
            file.setLength(5_500);
        }
        if (chunks) {
            assertThatThrownBy(() -> transfer(input)).isInstanceOf(EOFException.class).hasMessageContaining("shorter");
        } else {
            // who sends a window finds out
            ChannelFuture future = channel.writeAndFlush(input);
            assertThatThrownBy(() -> {
                while (!future.isDone()) {
                    io.flush();
                    channel.runPendingTasks();
                    written();
                }
            }).isInstanceOf(IOException.class);
            channel.close();
            assertThat(future.isSuccess()).isFalse();
        }
    }

    @Test
    void aFailureFailsTheWrite() throws Exception {
        int fd = open();
        io.aioOpen(dir.toString(), AioConstants.O_RDONLY, 0, directory -> opened = directory);
        io.flush();
        int directory = opened;
        assertThatThrownBy(() -> transfer(new AioChunks(io, channel, directory, 0, SIZE))).isInstanceOf(IOException.class)
                .hasMessageContaining("EISDIR").hasMessageContaining("descriptor " + directory);
        io.aioClose(fd);
    }

    /** Until the kernel has come back with it, a buffer is nobody else's. */
    @Test
    void aBufferIsReleasedWhenItsReadHasComeBack() throws Exception {
        int fd = open();
        io.inlineCached(false);
        AtomicInteger released = new AtomicInteger();
        AioChunks input = new AioChunks(io, channel, fd, 0, SIZE, released::incrementAndGet).chunkSize(1000).ahead(3);
        io.maxParallel(0);

        assertThat(input.readChunk(allocator)).isNull();
        assertThat(io.nreqs()).isEqualTo(3);
        input.close();
        input.close();
        assertThat(input.isEndOfInput()).isFalse();
        assertThatThrownBy(() -> input.readChunk(allocator)).isInstanceOf(ClosedChannelException.class);
        assertThat(released).as("with reads in flight").hasValue(0);

        io.minParallel(1);
        io.flush();
        assertThat(released).hasValue(1);
        io.aioClose(fd);
    }

    @Test
    void aWindowKeepsTheFileUntilItIsWritten() throws Exception {
        int fd = open();
        AtomicInteger released = new AtomicInteger();
        AioRegions input = new AioRegions(io, channel, fd, 0, SIZE, released::incrementAndGet).windowSize(1000);
        assertThat(input.readChunk(allocator)).isNull();
        io.flush();
        FileRegion first = input.readChunk(allocator);
        io.flush();
        FileRegion second = input.readChunk(allocator);
        io.flush();
        assertThat(input.readChunk(allocator)).as("a third, with two that are not written").isNull();
        input.close();
        assertThat(released).hasValue(0);

        first.release();
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        second.transferTo(Channels.newChannel(sent), 0);
        second.release();
        assertThat(released).hasValue(1);
        assertThat(sent.toByteArray()).isEqualTo(part(1000, 1000));
        io.aioClose(fd);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChannelThatIsClosedGivesEverythingBack(boolean chunks) throws Exception {
        int fd = open();
        ChunkedInput<?> input = chunks ? new AioChunks(io, channel, fd, 0, SIZE).chunkSize(1000) : new AioRegions(io, channel, fd, 0, SIZE).windowSize(1000);
        ChannelFuture future = channel.writeAndFlush(input);
        io.maxPollReqs(2);
        io.poll();
        io.maxPollReqs(0);
        assertThat(Leaks.openDescriptors()).containsValue(path);

        channel.close();

        assertThat(future.isDone()).isTrue();
        assertThat(future.isSuccess()).isFalse();
        channel.finishAndReleaseAll();
        io.flush();
        assertThat(Leaks.openDescriptors()).doesNotContainValue(path);
    }

    /** What comes too late for the channel: there is no handler any more that would close it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChannelThatWasClosedClosesTheFile(boolean chunks) throws Exception {
        int fd = open();
        channel.close();
        channel.runPendingTasks();
        ChunkedInput<?> input = chunks ? new AioChunks(io, channel, fd, 0, SIZE) : new AioRegions(io, channel, fd, 0, SIZE);
        assertThat(channel.writeAndFlush(input).isSuccess()).isFalse();
        channel.runPendingTasks();
        io.flush();
        assertThat(Leaks.openDescriptors()).doesNotContainValue(path);
    }

    @Test
    void aPoolThatIsClosedFailsTheWrite() throws Exception {
        IoAio closed = IoAio.create();
        int fd = open();
        AioChunks input = new AioChunks(closed, channel, fd, 0, SIZE);
        closed.close();
        ChannelFuture future = channel.writeAndFlush(input);
        assertThat(future.cause()).isInstanceOf(IllegalStateException.class);
        IoAio.shared().flush(); // which closed the descriptor
    }

    @Test
    void badArgumentsThrow() throws Exception {
        assertThatThrownBy(() -> new AioChunks(io, channel, -1, 0, 1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("fd -1");
        assertThatThrownBy(() -> new AioChunks(io, channel, 1, -2, 1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("offset -2");
        assertThatThrownBy(() -> new AioChunks(io, channel, 1, 2, -3)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("length -3");
        assertThatThrownBy(() -> new AioChunks(io, channel, 1, 2, Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
        AioChunks input = new AioChunks(io, channel, open(), 0, 1); // which closes it with the channel
        assertThatThrownBy(() -> input.chunkSize(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("bytes 0");
        assertThatThrownBy(() -> input.ahead(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("count 0");
        assertThatThrownBy(() -> new AioChunks(io, channel, 1, 0, 1, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new AioRegions(io, channel, -1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AioRegions(io, channel, 100_000, 0, 1)).isInstanceOf(IOException.class);
    }

    /** As the pool of a loop that ends is after a second. The leak check after the test sees a descriptor that stays open. */
    @Test
    void theDescriptorIsClosedAlsoWhereThePoolIsAbandoned() throws Exception {
        AioChunks input = new AioChunks(io, channel, open(), 0, SIZE);
        io.maxParallel(1);
        run("mkfifo", path("fifo"));
        io.aioOpen(path("fifo"), AioConstants.O_WRONLY, 0);
        input.close();
        assertThat(io.nreqs()).as("the close waits behind what is stuck").isEqualTo(2);
        io.reinit();
        try (Fifos open = Fifos.open(dir)) {
            Threads.joinReinits();
        }
    }

    private ChunkedInput<?> input(boolean chunks, IoAio pool, int fd, Runnable whenDone) throws IOException {
        return chunks ? new AioChunks(pool, channel, fd, 0, SIZE, whenDone) : new AioRegions(pool, channel, fd, 0, SIZE, whenDone);
    }

    /** The leak check after the test sees a buffer that stays. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everythingIsGivenBackWhenReadsThatWereAbandonedHaveEnded(boolean chunks) throws Exception {
        int fd = open();
        AtomicInteger released = new AtomicInteger();
        io.inlineCached(false);
        io.maxParallel(1);
        run("mkfifo", path("fifo"));
        io.aioOpen(path("fifo"), AioConstants.O_WRONLY, 0);
        ChunkedInput<?> input = input(chunks, io, fd, released::incrementAndGet);
        assertThat(input.readChunk(allocator)).isNull();
        input.close();
        io.reinit();
        try (Fifos open = Fifos.open(dir)) {
            Threads.joinReinits();
        }
        assertThat(released).hasValue(1);
        io.aioClose(fd);
    }

    @Test
    void aWriteFailsWhoseReadsWereAbandoned() throws Exception {
        AioChunks input = new AioChunks(io, channel, open(), 0, SIZE);
        io.inlineCached(false);
        io.maxParallel(0);
        ChannelFuture future = channel.writeAndFlush(input);
        assertThat(future.isDone()).isFalse();
        io.reinit();
        Threads.joinReinits();
        channel.runPendingTasks();
        assertThat(future.cause()).isInstanceOf(IOException.class).hasMessageContaining("reinit");
    }

    /** The system call may go on for long, and writes to the buffer. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBufferStaysUntilAReadThatWasLateHasComeBack(boolean chunks) throws Exception {
        int fd = open();
        AtomicInteger released = new AtomicInteger();
        try (IoAio hasty = IoAio.builder().timeout(Duration.ofMillis(1)).create()) {
            hasty.pollCb(); // this thread polls: else a daemon might have called back before it does
            hasty.inlineCached(false);
            hasty.maxParallel(0);
            ChunkedInput<?> input = input(chunks, hasty, fd, released::incrementAndGet);
            assertThat(input.readChunk(allocator)).isNull();
            IOException failure = null;
            for (Object next = null; next == null && failure == null; ) {
                hasty.poll();
                try {
                    next = input.readChunk(allocator);
                } catch (IOException e) {
                    failure = e;
                }
                if (next instanceof FileRegion region) {
                    region.release();
                }
            }
            if (chunks) {
                assertThat(failure).hasMessageContaining("ETIMEDOUT");
            }
            input.close();
            assertThat(released).as("the read has not come back").hasValue(0);
            hasty.minParallel(1);
            hasty.flush();
            assertThat(released).hasValue(1);
        }
        io.aioClose(fd);
    }
}
