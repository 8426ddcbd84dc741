package io.github.jeio.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Two threads that are in callbacks, each of a pool, and wait for the other one's. */
class AwaitChainTest extends PoolTest {

    /** A thread whose wait was refused does not wait: that the other one waits for it next is no circle. */
    @Test
    void whoWasRefusedDoesNotWait() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (IoAio second = IoAio.create()) {
            Pool mine = PoolAccess.pool(io);
            Pool its = PoolAccess.pool(second);
            assertThat(mine.turn.begin()).isTrue();
            assertThat(other.submit(() -> its.turn.begin()).get()).isTrue();
            try {
                other.submit(() -> AwaitChain.begin(mine)).get();
                assertThatIllegalStateException().isThrownBy(() -> AwaitChain.begin(its)).withMessageContaining("waits for this thread");
                other.submit(AwaitChain::end).get();

                other.submit(() -> AwaitChain.begin(mine)).get(); // would throw
                other.submit(AwaitChain::end).get();
            } finally {
                mine.turn.end();
                other.submit(() -> its.turn.end()).get();
            }
        } finally {
            other.shutdown();
        }
    }
}
