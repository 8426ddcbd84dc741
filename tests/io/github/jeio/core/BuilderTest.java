package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import io.github.jeio.IoAioBuilder;
import io.github.jeio.support.PoolTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Pools with names and limits of their own. */
class BuilderTest extends PoolTest {

    @Test
    void workersBearTheNameAsFarAsThereIsRoom() {
        assertThat(workersOf("img")).contains("img/eio");
        assertThat(workersOf("images-of-all-of-them")).contains("images-of-a/eio");
        assertThat(workersOf("\u00e4\u00f6\u00fc\u00e4\u00f6\u00fc")).contains("\u00e4\u00f6\u00fc\u00e4\u00f6/eio");
        assertThat(workersOf("a".repeat(100_000))).contains("aaaaaaaaaaa/eio");
        assertThat(workersOf("\ud800")).contains("?/eio");
    }

    /** The names of all this process's threads, as another program sees them, while a pool of that name has a worker. */
    private static List<String> workersOf(String name) {
        try (IoAio named = IoAio.builder().name(name).create()) {
            named.aioNop();
            named.flush();
            return threads();
        }
    }

    private static List<String> threads() {
        List<String> names = new ArrayList<>();
        try (var tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                try {
                    names.add(Files.readString(task.resolve("comm")).strip());
                } catch (NoSuchFileException e) {
                    // it has ended meanwhile
                } catch (IOException e) {
                    // ESRCH: it is about to
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    @Test
    void theDaemonBearsTheName() {
        AtomicReference<String> thread = new AtomicReference<>();
        try (IoAio named = IoAio.builder().name("images").create()) {
            named.aioNop(() -> thread.set(Thread.currentThread().getName())).future().join();
        }
        assertThat(thread.get()).isEqualTo("jeio-poll-images");
    }

    @Test
    void theNameOutlivesAReinit() {
        try (IoAio named = IoAio.builder().name("again").create()) {
            named.reinit();
            named.aioNop();
            named.flush();
            assertThat(named.toString()).startsWith("IoAio[again, ");
            assertThat(threads()).contains("again/eio");
        }
    }

    @Test
    void threadsAreLimited() {
        try (IoAio one = IoAio.builder().minParallel(1).maxParallel(1).create();
                IoAio twelve = IoAio.builder().minParallel(12).create();
                IoAio eight = IoAio.builder().minParallel(3).maxParallel(20).create()) {
            assertThat(threadsUnderLoad(one)).isEqualTo(1);
            assertThat(threadsUnderLoad(twelve)).isEqualTo(12);
            assertThat(threadsUnderLoad(eight)).isEqualTo(8);
        }
    }

    private static int threadsUnderLoad(IoAio pool) {
        for (int i = 0; i < 24; i++) {
            pool.aioBusy(0.2);
        }
        int threads = pool.nthreads();
        pool.flush();
        return threads;
    }

    @Test
    void aPoolWithoutThreadsWaitsForSome() {
        try (IoAio paused = IoAio.builder().maxParallel(0).create()) {
            paused.aioNop();
            assertThat(paused.nthreads()).isZero();
            assertThat(paused.nready()).isEqualTo(1);
            paused.minParallel(1);
            paused.flush();
        }
    }

    @Test
    void idleThreadsEnd() {
        try (IoAio pool = IoAio.builder().maxIdle(0).idleTimeout(0).create()) {
            pool.aioNop();
            pool.flush();
            while (pool.nthreads() > 0) { // the test's timeout ends it
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void pollingIsLimited() {
        try (IoAio pool = IoAio.builder().maxPollReqs(2).create()) {
            for (int i = 0; i < 5; i++) {
                pool.aioNop(() -> { });
            }
            while (pool.npending() < 5) {
                Thread.onSpinWait();
            }
            assertThat(pool.pollCb()).isEqualTo(-1);
            assertThat(pool.nreqs()).isEqualTo(3);
            pool.flush();
        }
        try (IoAio pool = IoAio.builder().maxPollTime(1e-9).create()) {
            for (int i = 0; i < 5; i++) {
                pool.aioNop(() -> { });
            }
            while (pool.npending() < 5) {
                Thread.onSpinWait();
            }
            assertThat(pool.pollCb()).isEqualTo(-1);
            assertThat(pool.nreqs()).isEqualTo(4);
            pool.flush();
        }
        try (IoAio pool = IoAio.builder().maxOutstanding(1).create()) {
            for (int i = 0; i < 5; i++) {
                pool.aioNop(() -> { });
            }
            pool.pollCb();
            assertThat(pool.nreqs()).isLessThanOrEqualTo(1);
            pool.flush();
        }
    }

    @Test
    void answersWithoutAThreadAreSwitchedOff() throws Exception {
        String file = file("cached", "text");
        try (IoAio pool = IoAio.builder().inlineCached(false).create()) {
            int fd = pool.aioOpen(file, AioConstants.O_RDONLY, 0).await();
            assertThat(pool.aioRead(fd, 0, ByteBuffer.allocateDirect(4)).await()).isEqualTo(4);
            pool.aioClose(fd).await();
            assertThat(pool.ninline()).isZero();
        }
    }

    @Test
    void badValuesAreNamedAtTheCall() {
        IoAioBuilder builder = IoAio.builder();
        assertThatThrownBy(() -> builder.name(null)).isInstanceOf(NullPointerException.class).hasMessage("name");
        refused(() -> builder.name(""), "name \"\"");
        refused(() -> builder.name("a\0b"), "name \"a\0b\"");
        refused(() -> builder.minParallel(-1), "nthreads -1");
        refused(() -> builder.maxParallel(65537), "nthreads 65537");
        refused(() -> builder.maxIdle(-2), "nthreads -2");
        refused(() -> builder.idleTimeout(-3), "seconds -3");
        refused(() -> builder.maxPollReqs(-4), "nreqs -4");
        refused(() -> builder.maxPollTime(Double.NaN), "seconds NaN");
        refused(() -> builder.maxOutstanding(-5), "nreqs -5");
        refused(() -> builder.minParallel(4).maxParallel(3), "nthreads 3 is less than minParallel, which is 4");
        refused(() -> IoAio.builder().maxParallel(3).minParallel(4), "nthreads 4 is more than maxParallel, which is 3");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(message);
    }
}
