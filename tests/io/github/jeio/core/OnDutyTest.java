package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioConstants;
import io.github.jeio.support.PoolTest;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Few requests in flight, for which an idle worker looks at the queue from time to time. It must not happen that it looks just as it
 * is woken, finds nothing, and sleeps on as one that is being woken, so that nobody wakes a worker for the next request. That took
 * some ten thousand rounds, so that one run of this test may pass without the mend; many don't.
 */
class OnDutyTest extends PoolTest {

    private static final int ROUNDS = 1500;
    private static final int READS = 300;

    private int fd;
    private int left;
    private int inFlight;
    private long calledBack;

    @Test
    void aRequestThatComesAfterAFewOthersIsExecuted() throws Exception {
        io.pollCb(); // this thread polls, and no daemon
        io.inlineCached(false);
        fd = io.aioOpen(file("file", "some bytes"), AioConstants.O_RDONLY).await();
        long reads = 0;
        for (int round = 0; round < ROUNDS; round++) {
            left = READS;
            reads += READS;
            for (int i = 0; i <= round % 8; i++) {
                read(ByteBuffer.allocateDirect(10));
            }
            while (inFlight > 0) {
                io.poll();
            }
            io.aioNop().future().get(60, TimeUnit.SECONDS);
            io.aioBusy(0).future().get(60, TimeUnit.SECONDS);
        }
        io.aioClose(fd).await();
        assertThat(calledBack).isEqualTo(reads);
    }

    private void read(ByteBuffer data) {
        if (left > 0) {
            left--;
            inFlight++;
            io.aioRead(fd, 0L, 10, data, 0, count -> {
                inFlight--;
                calledBack++;
                read(data);
            });
        }
    }
}
