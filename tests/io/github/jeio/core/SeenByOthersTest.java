package io.github.jeio.core;

import static io.github.jeio.support.Meeting.meet;
import static io.github.jeio.support.Meeting.pause;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioConstants;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.Fifos;
import io.github.jeio.support.Meeting.Step;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Threads;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a thread sees of a request or a pool while another one, in the middle of it, ends it, seals it, polls it or begins it anew. */
class SeenByOthersTest extends PoolTest {

    private static final Step NOTHING = round -> { };

    @Test
    void whatIsDoneHasFilledItsBuffer() throws Exception {
        int size = 1 << 20;
        int fd = io.aioOpen(file("zeros", "\0".repeat(size)), AioConstants.O_RDONLY, 0).await();
        io.inlineCached(false);
        io.pollFileno();
        ByteBuffer data = ByteBuffer.allocate(size);
        AtomicReference<AioRequest<Long>> read = new AtomicReference<>();
        Set<Integer> positions = ConcurrentHashMap.newKeySet();
        meet(200, round -> read.set(io.aioRead(fd, 0, data.clear(), count -> { })), round -> io.flush(), round -> {
            while (!read.get().isDone()) {
                Thread.onSpinWait();
            }
            positions.add(data.position());
        }, NOTHING);
        io.aioClose(fd).await();
        assertThat(positions).containsExactly(size);
    }

    @Test
    void aGroupThatIsBeingSealedIsOutstanding() {
        io.pollFileno();
        AtomicReference<AioGroup> group = new AtomicReference<>();
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        meet(2_000, round -> group.set(CompletableFuture.supplyAsync(io::aioGroup).join()), round -> {
            for (int i = 0; i < 20; i++) {
                seen.add(io.nreqs());
            }
        }, round -> group.get().seal(), round -> io.flush());
        assertThat(seen).containsExactly(1);
    }

    @Test
    void aPollerThatWaitsForFewerRequestsIsToldOfAnotherLimit() throws Exception {
        String fifo = path("fifo");
        run("mkfifo", fifo);
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Void> polls = new CompletableFuture<>();
            AtomicReference<Throwable> failed = new AtomicReference<>();
            Thread other = new Thread(() -> {
                for (int n = 0; n < 2; n++) {
                    io.aioOpen(fifo, AioConstants.O_RDONLY, 0, fd -> io.aioClose(fd));
                }
                io.maxOutstanding(1);
                io.aioNop(() -> polls.complete(null));
                io.pollWait();
                try {
                    io.pollCb();
                } catch (Throwable e) {
                    failed.set(e);
                }
            });
            other.start();
            try {
                polls.join();
                pause(i * 50);
                io.maxOutstanding(2);
                other.join(60_000);
                assertThat(other.isAlive()).as("waits still").isFalse();
                assertThat(failed.get()).isNull();
            } finally {
                io.maxOutstanding(0);
                try (Fifos open = Fifos.open(dir)) {
                    other.join();
                    io.flush();
                }
            }
        }
    }

    /** The one that it had before is the new pool's: another is nobody's. */
    @Test
    void aPoolBeginsAnewWhileItsDescriptorIsAskedFor() throws Exception {
        Set<Integer> descriptors = ConcurrentHashMap.newKeySet();
        descriptors.add(io.pollFileno());
        AtomicReference<IoAio> pool = new AtomicReference<>(io);
        meet(500, NOTHING, round -> pool.get().reinit(), round -> {
            for (int i = 0; i < 50; i++) {
                try {
                    descriptors.add(pool.get().pollFileno());
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessageContaining("closed");
                }
            }
        }, NOTHING);
        Threads.joinReinits();
        assertThat(descriptors).hasSize(1);
    }
}
