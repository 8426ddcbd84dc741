package io.github.jeio.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
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
                other.submit(() -> AwaitChain.begin(mine, () -> false)).get();
                assertThatIllegalStateException().isThrownBy(() -> AwaitChain.begin(its, () -> false)).withMessageContaining("waits for this thread");
                other.submit(AwaitChain::end).get();

                other.submit(() -> AwaitChain.begin(mine, () -> false)).get(); // would throw
                other.submit(AwaitChain::end).get();
            } finally {
                mine.turn.end();
                other.submit(() -> its.turn.end()).get();
            }
        } finally {
            other.shutdown();
        }
    }

    /** It goes on, and polls: who waits for it then is in no circle. */
    @Test
    void whoHasWhatItWaitedForDoesNotWait() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (IoAio second = IoAio.create()) {
            Pool mine = PoolAccess.pool(io);
            Pool its = PoolAccess.pool(second);
            assertThat(mine.turn.begin()).isTrue();
            assertThat(other.submit(() -> its.turn.begin()).get()).isTrue();
            AtomicBoolean over = new AtomicBoolean();
            try {
                other.submit(() -> AwaitChain.begin(mine, over::get)).get();
                assertThatIllegalStateException().isThrownBy(() -> AwaitChain.begin(its, () -> false));
                over.set(true);
                AwaitChain.begin(its, () -> false);
                AwaitChain.end();
            } finally {
                other.submit(AwaitChain::end).get();
                mine.turn.end();
                other.submit(() -> its.turn.end()).get();
            }
        } finally {
            other.shutdown();
        }
    }
}
