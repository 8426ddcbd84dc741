package io.github.jeio.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.IoAio;
import io.github.jeio.internal.wire.Kind;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Threads;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A request made of requests whose start fails: its first part was wrong, or the pool was closed since that was made. */
class CompositeStartTest extends PoolTest {

    private final AtomicInteger ends = new AtomicInteger();

    private static Composite<Void> composite(Pool pool) {
        return new Composite<>(new Scope(pool, null), "test", null, Kind.NOTHING, Callbacks.NONE);
    }

    @Test
    void theThreadsNextRequestHasThePriorityThatNoneWasMadeWith() {
        IoAio.aioreqPri(3);
        assertThatThrownBy(() -> composite(PoolAccess.pool(io)).start(() -> {
            throw new IllegalArgumentException("wrong");
        })).hasMessage("wrong");
        assertThat(Priority.take()).isEqualTo(3);
    }

    /** What the first part opens is closed by what runs at the end. */
    private void makeWhile(IoAio own, Runnable closing) throws InterruptedException {
        Pool pool = PoolAccess.pool(own);
        Composite<Void> all = composite(pool);
        all.atEnd(ends::incrementAndGet);
        assertThatThrownBy(() -> all.start(() -> {
            all.add(() -> Call.on(pool, Op.NOP).count(Callbacks.NO_COUNT));
            closing.run();
        })).isInstanceOf(IllegalStateException.class).hasMessage("the pool is closed");
        assertThat(all.isCancelled()).isTrue();
        Threads.joinReinits();
        assertThat(pool.composed).isEmpty();
    }

    @Test
    void itEndsWhereItsFirstPartHasEnded() throws Exception {
        IoAio own = IoAio.create();
        makeWhile(own, own::close);
        assertThat(ends).hasValue(1);
    }

    @Test
    void itEndsWhenItsFirstPartDoes() throws Exception {
        makeWhile(io, io::reinit);
        assertThat(ends).hasValue(1);
    }
}
