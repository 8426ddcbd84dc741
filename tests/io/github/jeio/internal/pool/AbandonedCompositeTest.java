package io.github.jeio.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.IoAio;
import io.github.jeio.internal.wire.Kind;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.support.PoolTest;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A request made of requests, whose pool another thread closes when the first of them is made and the rest is not submitted. */
class AbandonedCompositeTest extends PoolTest {

    private final AtomicInteger ends = new AtomicInteger();

    /** What the first part opens is closed by what runs at the end. */
    private void makeWhile(IoAio own, Runnable closing) {
        Pool pool = PoolAccess.pool(own);
        Composite<Void> all = new Composite<>(new Scope(pool, null), "test", null, Kind.NOTHING, Callbacks.NONE);
        all.atEnd(ends::incrementAndGet);
        assertThatThrownBy(() -> all.start(() -> {
            all.add(() -> Call.on(pool, Op.NOP).count(Callbacks.NO_COUNT));
            closing.run();
        })).isInstanceOf(IllegalStateException.class).hasMessage("the pool is closed");
        assertThat(all.isCancelled()).isTrue();
        while (!pool.composed.isEmpty()) {
            Thread.onSpinWait(); // until the thread that ends the pool comes to it
        }
    }

    @Test
    void itEndsWhereItsFirstPartHasEnded() {
        IoAio own = IoAio.create();
        makeWhile(own, own::close);
        assertThat(ends).hasValue(1);
    }

    @Test
    void itEndsWhenItsFirstPartDoes() {
        makeWhile(io, io::reinit);
        assertThat(ends).hasValue(1);
    }
}
