package io.github.jeio.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Two requests make the same directory: the one that is executed first succeeds. */
class AgeingTest extends PoolTest {

    private static final long MILLISECOND = 1_000_000;

    /** A low priority, and a high one so much later, to a pool that begins with them after that. */
    private boolean lowIsFirst(IoAio io, long nanos) throws Exception {
        io.maxParallel(0);
        String path = path("made");
        IoAio.aioreqPri(-4);
        AioRequest<Long> low = io.aioMkdir(path, 0755);
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            LockSupport.parkNanos(MILLISECOND);
        }
        IoAio.aioreqPri(4);
        io.aioMkdir(path, 0755);
        io.minParallel(1);
        io.flush();
        io.aioRmdir(path).await();
        return low.errno() == 0;
    }

    @Test
    void theOrderIsStrict() throws Exception {
        try (IoAio strict = IoAio.create()) {
            assertThat(lowIsFirst(strict, 20 * MILLISECOND)).isFalse();
        }
    }

    /** In the queues that they are moved to there are others. */
    @Test
    void whatIsRaisedIsExecuted() throws Exception {
        try (IoAio fair = IoAio.builder().maxParallel(0).ageing(Duration.ofMillis(1)).create()) {
            List<AioRequest<Void>> all = new ArrayList<>();
            for (int priority : new int[] {2, 1, 0, 0, -1, -1, -2, -4}) {
                IoAio.aioreqPri(priority);
                all.add(fair.aioNop());
            }
            LockSupport.parkNanos(20 * MILLISECOND);
            fair.minParallel(1);
            fair.flush();
            assertThat(all).allMatch(AioRequest::isDone);
        }
    }

    @Test
    void withAgeingALowPriorityComesFirstOnceItHasWaitedForLong() throws Exception {
        try (IoAio fair = IoAio.builder().ageing(Duration.ofMillis(1)).create()) {
            for (long wait = 20; !lowIsFirst(fair, wait * MILLISECOND); wait *= 2) {
                assertThat(fair.nreqs()).isZero(); // on a busy machine the alarms come late
            }
        }
        try (IoAio slow = IoAio.builder().ageing(Duration.ofHours(1)).create()) {
            assertThat(lowIsFirst(slow, 0)).isFalse();
        }
    }
}
