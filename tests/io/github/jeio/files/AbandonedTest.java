package io.github.jeio.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file's requests when its pool abandons them; the pool's own threads end some time later. */
class AbandonedTest {

    @TempDir
    private Path dir;

    @Test
    void aReinitOfThePoolEndsThem() throws Exception {
        Path path = Files.writeString(dir.resolve("f"), "abc");
        IoAio io = IoAio.create();
        io.inlineCached(false);
        io.maxParallel(0);
        int fd;
        try (AioFile file = AioFile.open(io, path)) {
            fd = file.fd();
            CompletableFuture<Integer> read = file.read(ByteBuffer.allocate(3), 0);
            io.reinit();
            assertThatThrownBy(() -> read.get(30, TimeUnit.SECONDS)).cause().isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining("reinit");
            assertThat(file.read(ByteBuffer.allocate(3), 0).get(30, TimeUnit.SECONDS)).isEqualTo(3);
        } finally {
            io.close();
        }
        assertThat(Path.of("/proc/self/fd/" + fd)).as("the number is given back").satisfies(number -> assertThat(number.toFile().exists()).isFalse());
    }

    @Test
    void whatTheApplicationCompletesIsStoppedOnce() {
        try (IoAio io = IoAio.create()) {
            AtomicInteger stopped = new AtomicInteger();
            FileFuture<String> given = new FileFuture<>(new HandOff(io), stopped::incrementAndGet);
            assertThat(given.complete("own") && !given.completeExceptionally(new IOException()) && !given.cancel(false)).isTrue();
            assertThat(stopped).hasValue(1);
            FileFuture<String> failed = new FileFuture<>(new HandOff(io), stopped::incrementAndGet);
            assertThat(failed.completeExceptionally(new IOException()) && !failed.complete("own")).isTrue();
            assertThat(stopped).hasValue(2);
            assertThat(new FileFuture<String>(new HandOff(io), stopped::incrementAndGet).cancel(false)).isTrue();
            assertThat(stopped).hasValue(3);
        }
    }

    /** As for a thread that begins to wait just when another one closes the pool. */
    @Test
    void aStageIsWaitedForWhenThePoolIsClosed() throws Exception {
        Path path = Files.writeString(dir.resolve("f"), "abc");
        CompletableFuture<Long> later = new CompletableFuture<>();
        CompletableFuture<Long> stage;
        try (IoAio io = IoAio.create()) {
            stage = AsyncFiles.on(io).size(path).thenCompose(size -> later);
        }
        assertThatThrownBy(() -> stage.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        later.complete(3L);
        assertThat(stage.join()).isEqualTo(3);
    }

    /** It was on its way to the thread that polls. */
    @Test
    void aReinitOfThePoolLosesNoStage() throws Exception {
        Path path = Files.writeString(dir.resolve("f"), "abc");
        try (IoAio io = IoAio.create()) {
            io.pollFileno();
            CompletableFuture<Long> size = AsyncFiles.on(io).size(path);
            size.join();
            CompletableFuture<Long> next = size.thenApply(number -> number + 1);
            io.reinit();
            assertThat(next.get(30, TimeUnit.SECONDS)).isEqualTo(4);
        }
    }
}
