package io.github.jeio.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jeio.AioConstants;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Threads;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a thread finds that has seen something outstanding, and is about to sleep until that changes. Another thread may have changed
 * it since, and no event will tell of that any more: these are the last lines before the sleep, called when it is so.
 */
class FlushTest extends PoolTest {

    private static final int TOO_LONG = 20;

    private Pool pool;

    @BeforeEach
    void pollHere() {
        pool = PoolAccess.pool(io);
        io.pollCb(); // this thread polls, and no daemon
    }

    /** Whether there is nothing to wait for any more; by another thread, so that a sleep without end is an error of the test. */
    private boolean sleep(boolean seals) throws Exception {
        return elsewhere(() -> pool.flush.sleep(pool.events.read(), false, seals));
    }

    private <T> T elsewhere(Callable<T> sleep) throws Exception {
        FutureTask<T> sleeping = new FutureTask<>(sleep);
        new Thread(sleeping, "sleeper").start();
        try {
            return sleeping.get(TOO_LONG, TimeUnit.SECONDS);
        } finally {
            while (!sleeping.isDone()) {
                pool.events.advance();
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void nobodySleepsWhenAnotherThreadHasTakenTheLastResult() throws Exception {
        io.aioNop().await();
        assertThat(io.nreqs()).isZero();
        assertThat(sleep(false)).isTrue();
        assertThat(sleep(true)).isTrue();
    }

    @Test
    void whoPollsDoesNotWaitForFewerRequestsWhenThereAreFewAlready() throws Exception {
        io.maxOutstanding(1);
        assertThat(elsewhere(() -> {
            pool.poller.awaitResults();
            return io.nreqs();
        })).isZero();
    }

    /** Its requests were abandoned after the thread had begun to lead. */
    @Test
    void nobodyLeadsInAPoolThatIsBeingClosed() throws Exception {
        Pool closed = PoolAccess.pool(IoAio.create());
        FutureTask<Boolean> leading = new FutureTask<>(() -> closed.waiting.leader.tryLead(Thread.currentThread(), () -> {
            assertThat(closed.turn.begin()).isTrue();
            closed.closing.abandonRequests();
            closed.turn.end();
            return false;
        }, Long.MAX_VALUE, true));
        new Thread(leading, "leader").start();
        try {
            assertThat(leading.get(TOO_LONG, TimeUnit.SECONDS)).isTrue();
        } finally {
            while (!leading.isDone()) {
                closed.events.advance();
                Thread.onSpinWait();
            }
            closed.closing.endInBackground("jeio-test-end");
            while (!closed.isEnded()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void whoSealsGroupsDoesNotSleepForOneThatWasMadeSince() throws Exception {
        FutureTask<AioGroup> made = new FutureTask<>(() -> io.aioGroup(results -> { }));
        Thread maker = new Thread(made);
        maker.start();
        maker.join();
        assertThat(io.nreqs()).isEqualTo(1);
        assertThat(sleep(true)).as("the group is to be sealed first").isFalse();
        io.flush();
        assertThat(made.get().isDone()).isTrue();
    }

    /** Until then the group was there, and whoever closes the pool may wait for it. */
    @Test
    void whoClosesThePoolIsWokenWhenAGroupIsRefused() throws Exception {
        run("mkfifo", path("fifo"));
        IoAio closed = IoAio.create();
        Pool its = PoolAccess.pool(closed);
        AioRequest<Integer> stuck = closed.aioOpen(path("fifo"), AioConstants.O_WRONLY, 0);
        Thread closer = new Thread(closed::close);
        closer.start();
        try {
            while (!its.isClosed() || !Threads.waits(closer)) {
                Thread.onSpinWait();
            }
            int seen = its.events.read();
            assertThatIllegalStateException().isThrownBy(() -> its.openGroups.add(new Group(its), 0));
            assertThat(its.events.read()).isNotEqualTo(seen);
        } finally {
            new RandomAccessFile(path("fifo"), "rw").close();
            closer.join();
        }
        io.aioClose(stuck.await()).await();
    }

    /** Who says what a pool is at waits for nobody, as everything may be stuck. */
    @Test
    void aPoolIsDescribedWhileAThreadStandsStillInASeal() throws Exception {
        Field seals = OpenGroups.class.getDeclaredField("seals");
        seals.setAccessible(true);
        AtomicLong counter = (AtomicLong) seals.get(pool.openGroups);
        counter.incrementAndGet();
        try {
            FutureTask<String> said = new FutureTask<>(() -> io + IoAio.dump() + pool.state.now());
            new Thread(said).start();
            assertThat(said.get(TOO_LONG, TimeUnit.SECONDS)).contains("IoAio[", "0 requests");
        } finally {
            counter.decrementAndGet();
        }
    }
}
