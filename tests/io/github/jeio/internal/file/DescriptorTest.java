package io.github.jeio.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Strace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A descriptor as an object: what it asks of the kernel, and who waits for whom. */
class DescriptorTest extends PoolTest {

    private Descriptor open() throws IOException {
        return Opening.open(Path.of(file("f", "content")), OpenMode.of(Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)));
    }

    @Test
    void whoWaitsForTheLastUserStaysInterrupted() throws Exception {
        Descriptor file = open();
        assertThat(file.hold()).isTrue();
        FutureTask<Boolean> closing = new FutureTask<>(() -> {
            file.close();
            file.awaitUnused();
            return Thread.currentThread().isInterrupted();
        });
        Thread closer = new Thread(closing);
        closer.start();
        closer.interrupt();
        while (file.isOpen() || closer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(closing.isDone()).isFalse();
        file.release();
        assertThat(closing.get()).isTrue();
    }

    @Test
    void whatTheKernelSaysOfTheEndIsTold() {
        Descriptor none = new Descriptor(1 << 20, "f", true, true, false);
        assertThatThrownBy(none::close).isInstanceOf(IOException.class).hasMessageContaining("close").hasMessageContaining("EBADF");
        assertThat(none.isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, fsync", "false, fdatasync"})
    @Tag("unsanitized")
    void forceStoresTheMetadataToo(boolean metadata, String call) throws Exception {
        assumeTrue(run("sh", "-c", "strace -o /dev/null true 2>/dev/null && echo yes || true").equals("yes"), "needs strace, and to be allowed to");
        Path log = dir.resolve("log");
        CountDownLatch traced = new CountDownLatch(1);
        FutureTask<Void> forcing = new FutureTask<>(() -> {
            traced.await();
            Descriptor file = open();
            file.force(metadata);
            file.close();
            return null;
        });
        Thread thread = new Thread(forcing, "jeio-forcing");
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        try (Strace strace = Strace.trace(Strace.worker("jeio-forcing"), log, "fsync,fdatasync", List.of("-e", "signal=none"))) {
            traced.countDown();
            forcing.get();
        } finally {
            traced.countDown();
        }
        assertThat(Files.readString(log)).contains(call + "(");
    }
}
