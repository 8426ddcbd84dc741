package io.github.jeio.inline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioGroup;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests whose callbacks make more requests, all answered at once: the loop that polls has its turn nevertheless. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LoopTest extends InlineTest {

    private String path;
    private int fd;
    private final ByteBuffer data = buffer(4096);
    private volatile boolean ended;
    private long callbacks;

    @BeforeEach
    void cachedFile() throws Exception {
        assumeAnswers();
        path = bytes("file", 200_000);
        fd = open(path);
    }

    private void readForEver() {
        callbacks++;
        if (!ended) {
            io.aioRead(fd, 0, data.clear(), count -> readForEver());
        }
    }

    private void statForEver() {
        callbacks++;
        if (!ended) {
            io.aioStat(path, stat -> statForEver());
        }
    }

    /** One pollCb ends, though there is more. */
    private void assertEnds() {
        for (int i = 0; i < 3; i++) {
            long before = callbacks;
            io.pollWait();
            io.pollCb();
            assertThat(io.nreqs()).isPositive();
            assertThat(callbacks).isGreaterThan(before);
        }
        ended = true;
        io.flush();
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void oneChainOfReads() {
        readForEver();
        assertThat(answered(this::assertEnds)).isPositive();
    }

    @Test
    void manyChainsOfReadsAndStats() {
        for (int i = 0; i < 100; i++) {
            readForEver();
            statForEver();
        }
        assertEnds();
    }

    @Test
    void aGroupThatIsFedForEver() {
        AioGroup group = io.aioGroup();
        group.limit(4);
        group.feed(fed -> {
            if (!ended) {
                fed.add(io.aioRead(fd, 0, buffer(16), count -> callbacks++));
            }
        });
        io.pollCb();
        assertEnds();
    }

    @Test
    void otherThreadsThatSubmitForEver() throws Exception {
        List<Thread> threads = new ArrayList<>();
        io.pollFileno();
        for (int i = 0; i < 2; i++) {
            ByteBuffer own = buffer(16);
            Thread thread = new Thread(() -> {
                while (!ended) {
                    if (io.nreqs() < 10_000) {
                        io.aioRead(fd, 0, own.clear(), count -> {
                            callbacks++;
                            Thread.yield();
                        });
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (int i = 0; i < 3 || callbacks == 0; i++) {
            io.pollWait();
            io.pollCb();
        }
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
        io.flush();
    }

    @Test
    void theLimitsOfOnePollHoldForAnswers() {
        readForEver();
        io.maxPollReqs(10);
        long before = callbacks;
        assertThat(io.pollCb()).isEqualTo(-1);
        assertThat(callbacks - before).isEqualTo(10);
        io.maxPollReqs(0);
        io.maxPollTime(1e-6);
        assertThat(io.pollCb()).isEqualTo(-1);
        io.maxPollTime(0);
        ended = true;
        io.flush();
    }

    /** A batch is answered as far as the budget goes; the rest is copied by threads, at the same time. */
    @Test
    void aBatchIsAnsweredWithinABudget() {
        int many = 12; // more are left to the threads by their number
        long[] counts = new long[many];
        io.aioNop(() -> {
            for (int i = 0; i < many; i++) {
                int each = i;
                io.aioRead(fd, each, buffer(1 << 16), count -> counts[each] = count);
            }
        });
        assertThat(answered(io::flush)).isBetween(1L, many - 1L);
        assertThat(counts).containsOnly(1 << 16);
    }
}
