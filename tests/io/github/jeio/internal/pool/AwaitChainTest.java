package io.github.jeio.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two threads that are in callbacks, each of a pool, and wait for the other one's. */
class AwaitChainTest extends PoolTest {

    private ExecutorService other;
    private IoAio second;
    private Pool mine;
    private Pool its;

    /** This thread has the turn of its pool, and the other one that of the second. */
    @BeforeEach
    void eachHasATurn() throws Exception {
        other = Executors.newSingleThreadExecutor();
        second = IoAio.create();
        mine = PoolAccess.pool(io);
        its = PoolAccess.pool(second);
        assertThat(mine.turn.begin()).isTrue();
        assertThat(other.submit(() -> its.turn.begin()).get()).isTrue();
    }

    @AfterEach
    void eachEndsItsTurn() throws Exception {
        mine.turn.end();
        other.submit(() -> its.turn.end()).get();
        second.close();
        other.shutdown();
    }

    /** A thread whose wait was refused does not wait: that the other one waits for it next is no circle. */
    @Test
    void whoWasRefusedDoesNotWait() throws Exception {
        other.submit(() -> AwaitChain.begin(mine, () -> false)).get();
        assertThatIllegalStateException().isThrownBy(() -> AwaitChain.begin(its, () -> false)).withMessageContaining("waits for this thread");
        other.submit(AwaitChain::end).get();

        other.submit(() -> AwaitChain.begin(mine, () -> false)).get(); // would throw
        other.submit(AwaitChain::end).get();
    }

    /** It goes on, and polls: who waits for it then is in no circle. */
    @Test
    void whoHasWhatItWaitedForDoesNotWait() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        other.submit(() -> AwaitChain.begin(mine, over::get)).get();
        assertThatIllegalStateException().isThrownBy(() -> AwaitChain.begin(its, () -> false));
        over.set(true);
        AwaitChain.begin(its, () -> false);
        AwaitChain.end();
        other.submit(AwaitChain::end).get();
    }
}
