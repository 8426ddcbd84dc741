package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import io.github.jeio.support.Threads;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chains of requests that the page cache answers, and a stack that comes to its end inside a request. */
class RecursionTest extends CoreTest {

    private static final int SIZE = 8 << 20;
    private static final int LEVELS = 1000;
    private static final int DEEP = 600;
    private static final int WARM = 3000;
    private static final Consumer<AioStat> NOTHING = st -> { };

    private final ByteBuffer data = ByteBuffer.allocateDirect(512);
    private int fd;

    @BeforeEach
    void aCachedFile() throws Exception {
        Files.write(dir.resolve("f"), new byte[SIZE]);
        fd = io.aioOpen(path("f"), O_RDONLY, 0).await();
        io.aioLoad(path("f")).await();
    }

    private AioRequest<Long> read(long off) {
        return io.aioRead(fd, off, data.clear());
    }

    private CompletableFuture<Long> composed(long off) {
        return read(off).future().thenCompose(n -> n == 0 ? CompletableFuture.completedFuture(off) : composed(off + n));
    }

    @Test
    void aChainOfComposedReadsGoesToTheEnd() {
        assertThat(composed(0).join()).isEqualTo(SIZE);
        io.aioClose(fd);
    }

    @Test
    void aChainInTheThreadThatPollsToo() {
        io.pollFileno();
        assertThat(composed(0).join()).isEqualTo(SIZE);
        io.aioClose(fd);
    }

    private void accepted(long off, CompletableFuture<Long> end) {
        read(off).future().whenComplete((n, e) -> {
            if (e != null) {
                end.completeExceptionally(e);
            } else if (n == 0) {
                end.complete(off);
            } else {
                accepted(off + n, end);
            }
        });
    }

    private void handled(long off, CompletableFuture<Long> end) {
        read(off).future().handle((n, e) -> {
            if (n == 0) {
                return end.complete(off);
            }
            handled(off + n, end);
            return true;
        });
    }

    private void either(long off, CompletableFuture<Long> end) {
        CompletableFuture<Long> one = read(off).future();
        one.applyToEither(one, n -> {
            if (n == 0) {
                return end.complete(off);
            }
            either(off + n, end);
            return true;
        });
    }

    private void both(long off, CompletableFuture<Long> end) {
        CompletableFuture<Long> one = read(off).future();
        one.thenAcceptBoth(read(off).future(), (n, same) -> {
            if (n == 0) {
                end.complete(off);
            } else {
                both(off + n, end);
            }
        });
    }

    @Test
    void chainsOfOtherStagesGoToTheEnd() {
        for (int kind = 0; kind < 4; kind++) {
            CompletableFuture<Long> end = new CompletableFuture<>();
            switch (kind) {
                case 0 -> accepted(0, end);
                case 1 -> handled(0, end);
                case 2 -> either(0, end);
                default -> both(0, end);
            }
            assertThat(end.join()).isEqualTo(SIZE);
        }
        io.aioClose(fd);
    }

    @Test
    void aStageNeverRunsInTheCallThatAttachesIt() throws Exception {
        io.pollFileno();
        AioRequest<Long> request = read(0);
        request.await();
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<Void> stage = request.future().thenRun(runs::incrementAndGet);
        assertThat(runs).hasValue(0);
        assertThat(io.npending()).isOne();
        awaitReadable(io);
        io.pollCb();
        assertThat(runs).hasValue(1);
        assertThat(stage).isCompleted();
        io.aioClose(fd);
    }

    /** Requests of all sorts, deeper and deeper, until there is no stack left. */
    private void deeper(IoAio of, AtomicInteger made, int depth) {
        try {
            switch (depth % 5) {
                case 0 -> of.aioStat(path("f"), st -> { });
                case 1 -> of.aioNop();
                case 2 -> of.aioRead(fd, 0, 10, ByteBuffer.allocate(10), 0);
                case 3 -> of.aioGroup();
                default -> of.aioStat(path("f")).future().thenApply(st -> st);
            }
            made.incrementAndGet();
        } finally {
            deeper(of, made, depth + 1);
        }
    }

    @Test
    void aStackOverflowInsideARequestLeavesThePoolWhole() throws Exception {
        try (IoAio other = IoAio.create()) {
            for (int i = 0; i < 5; i++) {
                Running<Boolean> deep = start(() -> {
                    try {
                        deeper(other, new AtomicInteger(), 0);
                        return false;
                    } catch (StackOverflowError e) {
                        return true;
                    }
                });
                assertThat(deep.get()).isTrue();
            }
            other.flush();
            assertThat(other.nreqs()).isZero();
            assertThat(other.aioStat(path("f")).await().size()).isEqualTo(SIZE);
        }
        io.aioClose(fd);
    }

    /** Polls at every depth, from the stack's end back up. */
    private static void pollDeeper(IoAio of, String file, List<AioRequest<?>> made) {
        try {
            pollDeeper(of, file, made);
        } catch (StackOverflowError e) {
            // the end, or an error of the poll below
        }
        if (made.size() < LEVELS) {
            made.add(of.aioStat(file, NOTHING));
            of.pollCb();
        }
    }

    /** Wherever the stack ends while results are taken up, none is lost. */
    @Test
    void aStackOverflowWhileResultsAreHandledLeavesThePoolWhole() throws Exception {
        IoAio other = IoAio.create();
        other.inlineCached(false);
        String file = path("f");
        List<AioRequest<?>> made = new ArrayList<>(LEVELS);
        Running<Integer> deep = start(() -> {
            for (int i = 0; i < LEVELS; i++) { // what the JVM links where the stack ends stays unlinked
                other.aioStat(file, NOTHING);
                other.pollCb();
            }
            other.flush();
            pollDeeper(other, file, made);
            other.flush();
            return other.nreqs();
        });
        assertThat(deep).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(0);
        assertThat(made).hasSize(LEVELS).allMatch(AioRequest::isDone);
        other.close();
        io.aioClose(fd);
    }

    /** Begins anew at every depth, from the stack's end back up, with requests of both kinds outstanding. */
    private static void reinitDeeper(IoAio of, String file, List<AioRequest<?>> made) {
        try {
            reinitDeeper(of, file, made);
        } catch (StackOverflowError e) {
            // the end, or an error of the reinit below
        }
        if (made.size() < DEEP) {
            made.add(of.aioStat(file, NOTHING));
            made.add(of.aioStat(file));
            made.add(of.aioGroup());
            of.reinit();
        }
    }

    /** Wherever the stack ends while a pool is replaced, what it had ends, and so does the pool. */
    @Test
    void aStackOverflowInsideAReinitLeavesNoPoolBehind() throws Exception {
        IoAio other = IoAio.create();
        String file = path("f");
        List<AioRequest<?>> made = new ArrayList<>(DEEP);
        Running<Integer> deep = start(() -> {
            for (int i = 0; i < WARM; i++) { // what is compiled has smaller frames, and ends elsewhere
                other.aioStat(file, NOTHING);
                other.aioStat(file);
                other.aioGroup();
                other.reinit();
            }
            reinitDeeper(other, file, made);
            other.flush();
            return other.nreqs();
        });
        assertThat(deep).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(0);
        Threads.joinReinits();
        assertThat(made).hasSizeGreaterThanOrEqualTo(DEEP).allMatch(request -> request.isDone() || request.isCancelled());
        other.close();
        io.aioClose(fd);
    }

    private void awaitDeeper(IoAio of, int depth) throws Exception {
        of.aioNop().await();
        awaitDeeper(of, depth + 1);
    }

    @Test
    void aStackOverflowInsideAnAwaitOfTheOwnerLeavesThePoolWhole() throws Exception {
        try (IoAio other = IoAio.create()) {
            Running<Boolean> deep = start(() -> {
                other.pollFileno();
                try {
                    awaitDeeper(other, 0);
                    return false;
                } catch (StackOverflowError e) {
                    return true;
                }
            });
            assertThat(deep.get()).isTrue();
            other.flush();
            assertThat(other.nreqs()).isZero();
        }
        io.aioClose(fd);
    }
}
