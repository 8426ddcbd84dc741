package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is run when a pool is about to be closed. */
class CloseHookTest extends PoolTest {

    @Test
    void runsOnceInTheThreadThatClosesWhileThePoolTakesRequests() {
        IoAio closed = IoAio.create();
        List<Thread> ran = new ArrayList<>();
        AtomicInteger called = new AtomicInteger();
        closed.onClose(() -> {
            ran.add(Thread.currentThread());
            closed.aioNop(called::incrementAndGet);
        });

        closed.close();
        closed.close();

        assertThat(ran).containsExactly(Thread.currentThread());
        assertThat(called).hasValue(1);
    }

    @Test
    void isTakenBack() {
        IoAio closed = IoAio.create();
        AtomicInteger ran = new AtomicInteger();
        Runnable action = ran::incrementAndGet;
        Runnable first = closed.onClose(action);
        closed.onClose(action);

        first.run();
        first.run();
        closed.close();
        first.run();

        assertThat(ran).as("the other of the two").hasValue(1);
    }

    @Test
    void whatOneThrowsIsReportedAndThePoolIsClosed() {
        IoAio closed = IoAio.create();
        AtomicInteger ran = new AtomicInteger();
        IllegalStateException thrown = new IllegalStateException("of a hook");
        AtomicReference<Throwable> reported = new AtomicReference<>();
        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> reported.set(e));
        try {
            closed.onClose(ran::incrementAndGet);
            closed.onClose(() -> {
                throw thrown;
            });
            closed.onClose(ran::incrementAndGet);

            closed.close();
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(before);
        }

        assertThat(ran).hasValue(2);
        assertThat(reported.get()).isSameAs(thrown);
        assertThatThrownBy(closed::aioNop).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isRefusedByAPoolThatIsClosed() {
        IoAio closed = IoAio.create();
        closed.close();
        assertThatThrownBy(() -> closed.onClose(() -> { })).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> io.onClose(null)).isInstanceOf(NullPointerException.class).hasMessage("action");
    }

    /** A close that a callback attempts closes nothing, and runs nothing. */
    @Test
    void doesNotRunWhereACallbackCloses() {
        IoAio closed = IoAio.create();
        AtomicInteger ran = new AtomicInteger();
        closed.onClose(ran::incrementAndGet);
        closed.aioNop(closed::close);

        assertThatThrownBy(closed::flush).isInstanceOf(IllegalStateException.class);
        assertThat(ran).hasValue(0);

        closed.close();
        assertThat(ran).hasValue(1);
    }
}
