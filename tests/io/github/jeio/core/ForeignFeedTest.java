package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioGroup;
import io.github.jeio.support.PoolTest;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Groups that are filled and fed by a thread while another one polls. */
class ForeignFeedTest extends PoolTest {

    @Test
    void aFeederSetByAnotherThreadIsCalledHoweverTheGroupStands() throws Exception {
        io.aioNop().await(); // starts the daemon
        for (int i = 0; i < 2_000; i++) {
            AtomicInteger fed = new AtomicInteger();
            AioGroup group = io.aioGroup();
            group.add(io.aioNop());
            io.aioNop().await();
            group.limit(2);
            group.feed(g -> {
                if (fed.getAndIncrement() < 3) {
                    g.add(io.aioNop());
                }
            });
            group.await();
            assertThat(fed).hasValue(4);
        }
    }

    /** The group may end between the look whether it has a feeder, and the call of that. */
    @Test
    void theLimitMayBeSetWhileTheGroupEnds() throws Exception {
        io.aioNop().await();
        for (int i = 0; i < 10_000; i++) {
            AtomicInteger stage = new AtomicInteger();
            int pause = i % 64;
            AioGroup group = io.aioGroup();
            group.feed(g -> {
                if (stage.compareAndSet(0, 1)) {
                    while (stage.get() == 1) {
                        Thread.yield();
                    }
                    for (int spins = 0; spins < pause; spins++) {
                        Thread.onSpinWait();
                    }
                }
            });
            group.seal();
            while (stage.get() == 0) {
                Thread.yield();
            }
            stage.set(2);
            group.limit(3);
            group.await();
        }
    }

    @Test
    void aGroupIsNotDoneWhileAThreadFillsIt() throws Exception {
        io.aioNop().await();
        AtomicInteger done = new AtomicInteger();
        AioGroup group = io.aioGroup();
        for (int i = 0; i < 100; i++) {
            group.add(io.aioNop(done::incrementAndGet));
            io.aioNop().await(); // the member before is done meanwhile
        }
        group.await();
        assertThat(done).hasValue(100);
    }
}
