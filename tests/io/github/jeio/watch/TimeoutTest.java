package io.github.jeio.watch;

import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioException;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.Fifos;
import io.github.jeio.support.PoolTest;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that are given up: queued ones behind a fifo that nobody reads, and the one that is stuck in it. */
class TimeoutTest extends PoolTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofHours(1);

    private String fifo;

    @BeforeEach
    void makeFifo() {
        fifo = path("fifo");
        run("mkfifo", fifo);
    }

    private static void assertGivenUp(AioRequest<?> request) {
        assertThatThrownBy(request::await).isInstanceOf(AioException.class).hasMessageContaining("ETIMEDOUT")
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(request.isDone()).isTrue();
        assertThat(request.isCancelled()).isFalse();
        assertThat(request.errno()).isEqualTo(Errno.ETIMEDOUT);
    }

    /** Lets whoever is stuck in the fifo go on. */
    private void free() throws Exception {
        try (IoAio other = IoAio.create()) {
            int fd = other.aioOpen(fifo, O_RDWR, 0).await();
            while (io.nreqs() > 0) {
                io.aioNop().await(); // any wait takes up what has come
            }
            other.aioClose(fd).await();
        }
    }

    @Test
    void aQueuedOneIsNotExecuted() throws Exception {
        io.maxParallel(1);
        AioRequest<Integer> stuck = io.aioOpen(fifo, O_WRONLY, 0).timeout(SHORT);
        AioRequest<Long> queued = io.aioMkdir(path("made"), 0755).timeout(SHORT);
        AioRequest<Long> patient = io.aioMkdir(path("patient"), 0755);
        assertGivenUp(queued);
        assertGivenUp(stuck);
        assertThat(io.nreqs()).as("what executes is outstanding").isPositive();
        free();
        assertThat(patient.await()).isZero();
        assertThat(Files.exists(Path.of(path("made")))).isFalse();
        // the descriptor that the late open has got is closed: PoolTest looks
    }

    @Test
    void aReadsBufferStaysInUseAndItsLateResultIsNobodys() throws Exception {
        int fd = io.aioOpen(fifo, O_RDWR, 0).await();
        ByteBuffer heap = ByteBuffer.allocate(10);
        AioRequest<Long> read = io.aioRead(fd, -1, heap).timeout(SHORT);
        assertGivenUp(read);
        assertThatThrownBy(() -> read.future().get()).isInstanceOf(ExecutionException.class).hasRootCauseInstanceOf(TimeoutException.class);
        io.aioWrite(fd, -1, ByteBuffer.wrap("late".getBytes(StandardCharsets.US_ASCII))).await();
        while (io.nreqs() > 0) {
            io.aioNop().await();
        }
        assertThat(heap.position()).isZero();
        assertThat(heap.array()).containsOnly(0);
        assertGivenUp(read);
        io.aioClose(fd).await();
    }

    /** Begins to read into a buffer that nobody else knows. */
    private WeakReference<ByteBuffer> read(int fd, boolean called, Consumer<AioRequest<Long>> then) {
        ByteBuffer data = ByteBuffer.allocateDirect(10);
        then.accept(called ? io.aioRead(fd, -1, data, count -> { }) : io.aioRead(fd, -1, data));
        return new WeakReference<>(data);
    }

    /** The kernel is going to write to its memory, whatever has become of the request. */
    @Test
    void aBufferIsNotCollectedBeforeItsReadIsOver() throws Exception {
        int fd = io.aioOpen(fifo, O_RDWR, 0).await();
        try {
            WeakReference<ByteBuffer> pending = read(fd, false, request -> { });
            WeakReference<ByteBuffer> givenUp = read(fd, false, request -> assertGivenUp(request.timeout(SHORT)));
            WeakReference<ByteBuffer> told = read(fd, true, request -> assertGivenUp(request.timeout(SHORT)));
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            assertThat(List.of(pending, givenUp, told)).allMatch(buffer -> buffer.get() != null);
        } finally {
            while (io.nreqs() > 0) {
                io.aioWrite(fd, -1, ByteBuffer.allocate(10)).await();
            }
        }
        io.aioClose(fd).await();
    }

    @Test
    void theCallbackGetsTheFailureOnceInTheThreadThatPolls() throws Exception {
        io.pollCb(); // a timeout before the first poll would be told by a daemon
        io.inlineCached(false);
        io.maxParallel(0);
        List<Object> told = new ArrayList<>();
        Thread me = Thread.currentThread();
        io.aioMkdir(path("made"), 0755, status -> {
            assertThat(Thread.currentThread()).isSameAs(me);
            told.add(status + " " + Errno.name(IoAio.errno()));
        }).timeout(SHORT);
        io.aioOpen(path("file"), O_RDWR, 0, fd -> told.add("fd " + fd)).timeout(SHORT);
        io.aioStat(dir.toString(), stat -> told.add("stat " + stat)).timeout(SHORT);
        io.aioNop(() -> told.add("nop")).timeout(SHORT);
        while (told.size() < 4) {
            io.poll();
        }
        io.minParallel(2);
        io.flush();
        assertThat(told).containsExactlyInAnyOrder("-1 ETIMEDOUT", "fd -1", "stat null", "nop");
        assertThat(Files.exists(Path.of(path("made")))).isFalse();
    }

    @Test
    void dependentsFollow() {
        io.inlineCached(false); // else the stat may be over before it could be given up
        io.maxParallel(0);
        CompletableFuture<String> stage = io.aioStat(dir.toString()).timeout(SHORT).future()
                .handle((stat, e) -> stat == null ? ((AioException) e).errnoName() : "done");
        assertThat(stage.join()).isEqualTo("ETIMEDOUT");
        io.minParallel(2);
    }

    @Test
    void oneThatEndsInTimeIsAsEver() throws Exception {
        AioRequest<Long> mkdir = io.aioMkdir(path("made"), 0755).timeout(LONG).timeout(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(mkdir.await()).isZero();
        assertThat(mkdir.timeout(Duration.ofNanos(1)).await()).isZero();
        for (int i = 0; i < 3000; i++) {
            io.aioNop().timeout(LONG);
        }
        io.flush();
    }

    @Test
    void aMemberFailsAloneAndAGroupWithItsMembers() throws Exception {
        io.maxParallel(1);
        AioRequest<Integer> stuck = io.aioOpen(fifo, O_WRONLY, 0);
        List<Object> told = new ArrayList<>();
        AioGroup group = io.aioGroup(fill -> {
            fill.add(io.aioMkdir(path("one"), 0755, told::add)).timeout(SHORT);
        }, results -> told.add("group"));
        group.await();
        assertThat(told).containsExactly(-1L, "group");

        AioGroup late = io.aioGroup(fill -> fill.add(io.aioMkdir(path("two"), 0755, told::add)), results -> told.add(results));
        AioRequest<Long> tree = io.aioRmtree(path("none")).timeout(SHORT);
        assertGivenUp(late.timeout(SHORT));
        assertGivenUp(tree);
        assertThat(told).containsExactly(-1L, "group", null);
        free();
        io.aioClose(stuck.await()).await();
        assertThat(dir.toFile().list()).containsExactly("fifo");
    }

    @Test
    void whatALateGroupConsistsOfIsCancelledBeforeAnybodyIsTold() throws Exception {
        io.maxParallel(1);
        AioRequest<Integer> stuck = io.aioOpen(fifo, O_WRONLY, 0);
        List<Object> told = new ArrayList<>();
        List<AioRequest<?>> members = new CopyOnWriteArrayList<>();
        AioGroup late = io.aioGroup(outer -> {
            members.add(outer.add(io.aioMkdir(path("one"), 0755, told::add)));
            members.add(outer.add(io.aioGroup(inner -> members.add(inner.add(io.aioMkdir(path("two"), 0755, told::add))), told::add)));
        }, results -> told.add(Errno.name(IoAio.errno()) + members.stream().filter(AioRequest::isCancelled).count()));
        late.timeout(SHORT);
        assertGivenUp(late);
        AioRequest<Long> another = io.aioMkdir(path("another"), 0755, told::add);
        late.add(another);
        assertThat(another.isCancelled()).as("added to a group that was late").isTrue();
        assertThat(told).containsExactly("ETIMEDOUT3");

        free();
        io.aioClose(stuck.await()).await();
        assertThat(told).containsExactly("ETIMEDOUT3");
        assertThat(dir.toFile().list()).containsExactly("fifo");
    }

    @Test
    void whatALateRequestIsMadeOfIsCancelledBeforeAnybodyIsTold() throws Exception {
        io.maxParallel(1);
        AioRequest<Integer> stuck = io.aioOpen(fifo, O_WRONLY, 0);
        AioRequest<Long> one = io.aioMkdir(path("one"), 0755);
        List<Object> told = new ArrayList<>();
        AioRequest<List<Long>> all = io.aioAll(List.of(one), values -> told.add(values + " " + one.isCancelled())).timeout(SHORT);
        assertGivenUp(all);
        assertThat(told).containsExactly("null true");

        free();
        io.aioClose(stuck.await()).await();
        assertThat(told).hasSize(1);
        assertThat(dir.toFile().list()).containsExactly("fifo");
    }

    @Test
    void aRequestThatACallbackMakesIsGivenUpToo() throws Exception {
        List<Object> told = new ArrayList<>();
        io.aioNop(() -> {
            io.maxParallel(0);
            io.aioMkdir(path("made"), 0755, told::add).timeout(Duration.ofNanos(1));
        });
        while (told.isEmpty()) {
            io.poll();
        }
        io.minParallel(1);
        io.flush();
        assertThat(told).containsExactly(-1L);
        assertThat(Files.exists(Path.of(path("made")))).isFalse();
    }

    @Test
    void aPoolMayHaveATimeoutForAll() throws Exception {
        try (IoAio impatient = IoAio.builder().timeout(SHORT).maxParallel(1).create()) {
            try {
                AioRequest<Integer> stuck = impatient.aioOpen(fifo, O_WRONLY, 0);
                assertGivenUp(stuck);
                AioRequest<Long> queued = impatient.aioMkdir(path("made"), 0755);
                AioRequest<Long> close = impatient.aioClose(-1);
                assertGivenUp(queued);
                assertThat(close.isDone()).as("what closes something is executed however late").isFalse();
                int fd = io.aioOpen(fifo, O_RDWR, 0).await();
                assertThatThrownBy(close::await).hasMessageContaining("EBADF");
                io.aioClose(fd).await();
            } finally {
                Fifos.open(dir).close(); // a failure is not to wait in the fifo
            }
        }
    }

    @Test
    void aTimeIsMoreThanZero() {
        AioRequest<Void> nop = io.aioNop();
        assertThatThrownBy(() -> nop.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class).hasMessage("timeout PT0S is not positive");
        assertThatThrownBy(() -> nop.timeout(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> nop.timeout(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> IoAio.builder().timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
