package io.github.jeio.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioException;
import io.github.jeio.Errno;
import io.github.jeio.internal.wire.Kind;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.support.PoolTest;
import java.lang.reflect.Field;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dependent that is attached to a request's future itself, as allOf does, just when a thread completes the request that had no listener. */
class SettlingTest extends PoolTest {

    private Pool pool;
    private ReentrantLock lock;
    private boolean locked;
    private Thread ran;

    @BeforeEach
    void pollHere() throws Exception {
        pool = PoolAccess.pool(io);
        Field field = Results.class.getDeclaredField("lock");
        field.setAccessible(true);
        lock = (ReentrantLock) field.get(pool.results);
        io.pollCb();
    }

    /** A request that fails, and whose future gets a dependent when it asks how. */
    private final class Late extends Request<Long> {

        private CompletableFuture<Void> all;

        Late() {
            super(SettlingTest.this.pool, Op.CLOSE, Kind.COUNT);
        }

        @Override
        AioException exception(int error) {
            if (all == null) {
                all = CompletableFuture.allOf(future()).whenComplete((nothing, failure) -> {
                    locked = lock.isHeldByCurrentThread();
                    ran = Thread.currentThread();
                    assertThat(failure).hasCauseInstanceOf(AioException.class);
                });
            }
            return super.exception(error);
        }
    }

    private Late submit() {
        Late late = Call.on(pool, Op.CLOSE).fd(-1).submit(new Late());
        late.future();
        io.pollWait();
        return late;
    }

    @Test
    void itRunsInTheThreadThatPollsWhenAnotherOneHasTakenTheResult() throws Exception {
        Late late = submit();
        Thread other = new Thread(pool::take);
        other.start();
        other.join();
        assertThat(late.isDone()).isTrue();
        assertThat(late.errno()).isEqualTo(Errno.EBADF);
        assertThat(ran).as("ran without being polled").isNull();
        io.flush();
        assertThat(late.all).isCompletedExceptionally();
        assertThat(ran).isSameAs(Thread.currentThread());
        assertThat(locked).isFalse();
    }

    @Test
    void itRunsUnderNoLockOfTheThreadThatPolls() {
        Late late = submit();
        io.pollCb();
        assertThat(late.all).isCompletedExceptionally();
        assertThat(ran).isSameAs(Thread.currentThread());
        assertThat(locked).isFalse();
    }
}
