package io.github.jeio.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buffers that are views of an arena's memory, by reflection: the compiler knows JDK 17 only. */
class ArenaBufferTest extends ChannelTest {

    private Path path;

    @BeforeEach
    void arenasAreThere() throws IOException {
        assumeTrue(Runtime.version().feature() >= 22, "arenas are there from JDK 22 on");
        path = file("f", "0123456789");
    }

    private static Object arena(String kind) throws Exception {
        return Class.forName("java.lang.foreign.Arena").getMethod(kind).invoke(null);
    }

    private static ByteBuffer buffer(Object arena, int size) throws Exception {
        Object segment = Class.forName("java.lang.foreign.SegmentAllocator").getMethod("allocate", long.class).invoke(arena, (long) size);
        return (ByteBuffer) Class.forName("java.lang.foreign.MemorySegment").getMethod("asByteBuffer").invoke(segment);
    }

    private static void close(Object arena) throws Exception {
        Class.forName("java.lang.foreign.Arena").getMethod("close").invoke(arena);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ofAuto", "ofShared", "global"})
    void isReadAndWritten(String kind) throws Exception {
        Object arena = arena(kind);
        try (AioFileChannel channel = AioFileChannel.open(path, READ, WRITE)) {
            ByteBuffer in = buffer(arena, 8).position(2).limit(7);
            assertThat(channel.read(in, 3).get(30, TimeUnit.SECONDS)).isEqualTo(5);
            assertThat(in.position()).isEqualTo(7);
            assertThat(in.get(2)).isEqualTo((byte) '3');
            ByteBuffer out = buffer(arena, 4).put((byte) 'x').put((byte) 'y').flip();
            Caught<Integer> handler = new Caught<>();
            channel.write(out, 8, null, handler);
            assertThat(handler.get()).isEqualTo(2);
            assertThat(out.hasRemaining()).isFalse();
        }
        if (kind.equals("ofShared")) {
            close(arena);
        }
        assertThat(Files.readString(path)).isEqualTo("01234567xy");
    }

    @Test
    void memoryThatIsThisThreadsOnlyIsWrittenFromAndNeverHangsARead() throws Exception {
        Object arena = arena("ofConfined");
        try (AioFileChannel channel = AioFileChannel.open(path, READ, WRITE)) {
            ByteBuffer out = buffer(arena, 2).put((byte) 'x').put((byte) 'y').flip();
            assertThat(channel.write(out, 8).get(30, TimeUnit.SECONDS)).isEqualTo(2);
            Future<Integer> read = channel.read(buffer(arena, 4), 0);
            try {
                assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo(4);
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(IOException.class).hasMessageContaining("EFAULT");
            }
        }
        close(arena);
        assertThat(Files.readString(path)).isEqualTo("01234567xy");
    }

    @Test
    void closedMemoryIsRefused() throws Exception {
        Object arena = arena("ofShared");
        ByteBuffer buffer = buffer(arena, 4);
        close(arena);
        try (AioFileChannel channel = AioFileChannel.open(path, READ, WRITE)) {
            assertThatThrownBy(() -> channel.read(buffer, 0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> channel.write(buffer, 0)).isInstanceOf(IllegalStateException.class);
        }
    }
}
