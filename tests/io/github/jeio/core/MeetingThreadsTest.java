package io.github.jeio.core;

import static io.github.jeio.support.Meeting.APART;
import static io.github.jeio.support.Meeting.meet;
import static io.github.jeio.support.Meeting.pause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.Meeting.Step;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Threads;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Two threads call what concerns the same request, group or pool at the same moment, again and again, a little apart each time. */
class MeetingThreadsTest extends PoolTest {

    private static final Step NOTHING = round -> { };

    /** The pool that is closed in this round. */
    private final AtomicReference<IoAio> closing = new AtomicReference<>();

    private interface Use {
        void with(IoAio pool, AtomicReference<AioGroup> group);
    }

    @Test
    void theCallbackOfARequestThatIsBeingCancelledIsNotCalled() {
        io.pollFileno();
        List<AioRequest<Void>> requests = new ArrayList<>();
        AtomicInteger called = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        meet(20_000, round -> requests.add(io.aioNop()), round -> requests.get(round).cb(nothing -> called.incrementAndGet()), round -> {
            if (requests.get(round).cancel()) {
                cancelled.incrementAndGet();
            }
        }, NOTHING);
        io.flush();
        assertThat(called.get() + cancelled.get()).isEqualTo(20_000);
    }

    @Test
    void whatIsAddedWhileTheGroupFailsIsCancelledLikeTheRest() {
        AtomicReference<AioGroup> group = new AtomicReference<>();
        meet(2_000, round -> group.set(io.aioGroup().failFast()), round -> group.get().add(io.aioNop(), io.aioNop(), io.aioNop()),
                round -> group.get().add(io.aioClose(-1)),
                round -> assertThatThrownBy(group.get()::await).isInstanceOf(AioException.class));
    }

    @Test
    void aPoolIsClosedWhileAGroupIsMade() {
        closeWhile(NOTHING, (pool, group) -> group.set(pool.aioGroup()));
    }

    @Test
    void aPoolIsClosedWhileAGroupIsFilled() {
        closeWhile(NOTHING, (pool, group) -> pool.aioGroup(filled -> {
            group.set(filled);
            pause(APART / 2);
        }, results -> { }));
    }

    @Test
    void aPoolIsClosedWhileAGroupIsSealed() {
        AtomicReference<AioGroup> made = new AtomicReference<>();
        closeWhile(round -> made.set(closing.get().aioGroup()), (pool, group) -> {
            group.set(made.get());
            made.get().seal();
        });
    }

    /** Both return, and a group is done if one was made. */
    private void closeWhile(Step before, Use use) {
        AtomicReference<AioGroup> group = new AtomicReference<>();
        meet(1_000, round -> {
            group.set(null);
            closing.set(IoAio.create());
            before.run(round);
        }, round -> {
            IoAio.aioreqPri(1);
            try {
                use.with(closing.get(), group);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("closed");
                assertThat(IoAio.aioreqPri()).as("the priority of the next request, as none was made").isEqualTo(1);
            } finally {
                IoAio.aioreqPri(0);
            }
        }, round -> closing.get().close(), round -> {
            assertThat(closing.get().nreqs()).isZero();
            assertThat(group.get() == null || group.get().isDone()).isTrue();
        });
    }

    @Test
    void aGroupThatIsMadeDuringAFlushIsSealedByIt() {
        meet(10_000, NOTHING, round -> io.aioGroup(), round -> io.flush(), NOTHING);
    }

    /** A thread that waits for it passes on what was read to an array, which takes a while, when the poller adds it to the group. */
    @Test
    void aGroupIsNotDoneBeforeARequestThatEndsAsItIsAdded() throws Exception {
        int size = 1 << 22;
        int fd = io.aioOpen(file("zeros", "\0".repeat(size)), AioConstants.O_RDONLY, 0).await();
        io.inlineCached(false);
        io.pollFileno();
        ByteBuffer data = ByteBuffer.allocate(size);
        List<Boolean> done = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            AtomicReference<AioRequest<Long>> read = new AtomicReference<>();
            AtomicReference<CompletableFuture<Void>> waits = new AtomicReference<>();
            long before = reads();
            int pause = i;
            data.clear();
            AioGroup group = io.aioGroup(results -> done.add(read.get().isDone()));
            group.add(io.aioNop(() -> {
                waits.set(CompletableFuture.runAsync(() -> {
                    read.set(io.aioRead(fd, 0, data));
                    awaitDone(read.get());
                }));
                while (reads() == before) {
                    Thread.onSpinWait();
                }
                pause(pause);
                group.add(read.get());
            }));
            io.flush();
            waits.get().join();
        }
        io.aioClose(fd).await();
        assertThat(done).hasSize(100).doesNotContain(false);
    }

    private static void awaitDone(AioRequest<?> request) {
        try {
            request.await();
        } catch (AioException e) {
            throw new AssertionError(e);
        }
    }

    private long reads() {
        return io.stats().requests().getOrDefault("read", 0L);
    }

    /** The second feeder is set just as the first one turns out to have nothing more. */
    @Test
    void aFeederIsCalledOrRefused() throws Exception {
        io.aioNop().await();
        AtomicInteger stage = new AtomicInteger();
        AtomicInteger fed = new AtomicInteger();
        for (int i = 0; i < 20_000; i++) {
            int pause = i % APART;
            stage.set(0);
            AioGroup group = io.aioGroup();
            group.feed(g -> {
                stage.set(1);
                while (stage.get() == 1) {
                    Thread.yield();
                }
                pause(pause);
            });
            group.seal();
            while (stage.get() == 0) {
                Thread.yield();
            }
            stage.set(2);
            pause(i / APART % APART);
            int before = fed.get();
            boolean refused = false;
            try {
                group.feed(g -> fed.incrementAndGet());
            } catch (IllegalStateException e) {
                refused = true;
            }
            group.await();
            assertThat(fed.get() > before).isNotEqualTo(refused);
        }
    }

    @Test
    void aPoolBeginsAnewWhileAThreadWaits() throws InterruptedException {
        AtomicReference<AioRequest<Void>> request = new AtomicReference<>();
        meet(500, round -> request.set(io.aioNop(() -> { })), round -> {
            try {
                request.get().await();
            } catch (CancellationException e) {
                // it was one of those that the reinit has abandoned
            }
        }, round -> io.reinit(), NOTHING);
        Threads.joinReinits();
    }
}
