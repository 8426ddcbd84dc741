package io.github.jeio.nio;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.IoAio;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;

/** Spring's DataBufferUtils reads and writes files through a channel; of its handlers each starts the next one. */
class SpringTest extends ChannelTest {

    private static final Duration LIMIT = Duration.ofSeconds(50);
    private static IoAio io;
    private static ExecutorService executor;

    @BeforeAll
    static void make() {
        io = IoAio.create();
        executor = Executors.newFixedThreadPool(2);
    }

    @AfterAll
    static void end() {
        executor.shutdown();
        io.close();
    }

    private static HashSet<OpenOption> set(OpenOption... options) {
        return new HashSet<>(Arrays.asList(options));
    }

    static Stream<Opener> ways() {
        return Stream.of(AioFileChannel::open, (path, options) -> AioFileChannel.open(path, set(options), executor),
                (path, options) -> AioFileChannel.open(path, set(options), io));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static Flux<DataBuffer> read(Opener opener, Path path, long position, boolean direct, int size) {
        return DataBufferUtils.readAsynchronousFileChannel(() -> open(opener, path, READ), position, new DefaultDataBufferFactory(direct), size);
    }

    private static AsynchronousFileChannel open(Opener opener, Path path, OpenOption... options) throws IOException {
        return opener.open(path, options);
    }

    private static byte[] bytes(Flux<DataBuffer> buffers) {
        return buffers.collect(ByteArrayOutputStream::new, (out, buffer) -> {
            byte[] part = new byte[buffer.readableByteCount()];
            buffer.read(part);
            DataBufferUtils.release(buffer);
            out.writeBytes(part);
        }).block(LIMIT).toByteArray();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void readsAFile(Opener opener) throws Exception {
        byte[] content = random(3_000_001);
        Path path = Files.write(dir.resolve("f"), content);
        assertThat(bytes(read(opener, path, 0, false, 4096))).isEqualTo(content);
        assertThat(bytes(read(opener, path, 12345, true, 65536))).isEqualTo(Arrays.copyOfRange(content, 12345, content.length));
        assertThat(bytes(read(opener, Files.write(dir.resolve("empty"), new byte[0]), 0, false, 4096))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void readsInManySmallSteps(Opener opener) throws Exception {
        byte[] content = random(200_000);
        Path path = Files.write(dir.resolve("f"), content);
        assertThat(bytes(read(opener, path, 0, false, 10))).isEqualTo(content);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void writesAFile(Opener opener) throws Exception {
        byte[] content = random(2_000_003);
        Path source = Files.write(dir.resolve("f"), content);
        Path target = dir.resolve("g");
        try (AsynchronousFileChannel channel = opener.open(target, WRITE, CREATE)) {
            DataBufferUtils.write(read(opener, source, 0, true, 5000), channel).doOnNext(DataBufferUtils::release).blockLast(LIMIT);
        }
        assertThat(Files.mismatch(source, target)).isEqualTo(-1);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void cancelsInTheMiddleAndClosesTheFile(Opener opener) throws Exception {
        Path path = Files.write(dir.resolve("f"), random(1_000_000));
        DataBuffer first = read(opener, path, 0, false, 1000).blockFirst(LIMIT);
        assertThat(first.readableByteCount()).isEqualTo(1000);
        assertThat(bytes(read(opener, path, 0, false, 1000).take(7))).hasSize(7000);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void hearsOfAnError(Opener opener) {
        assertThatThrownBy(() -> read(opener, dir, 0, false, 1000).blockLast(LIMIT)).hasRootCauseMessage("read \"" + dir + "\": EISDIR, Is a directory");
        assertThatThrownBy(() -> read(opener, dir.resolve("nope"), 0, false, 1000).blockLast(LIMIT))
                .hasCauseInstanceOf(java.nio.file.NoSuchFileException.class);
    }
}
