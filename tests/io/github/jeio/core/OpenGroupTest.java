package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Groups that are made and filled in any thread, whoever polls the pool. */
class OpenGroupTest extends CoreTest {

    private final AtomicInteger members = new AtomicInteger();
    private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());

    private AioRequest<Void> member() {
        return io.aioNop(members::incrementAndGet);
    }

    private void pollUntilOver(Running<?> other) {
        while (!other.isDone() || io.nreqs() > 0) {
            io.pollCb();
        }
    }

    @Test
    void aGroupOfAnotherThreadThanTheOneThatPollsIsOpenUntilItIsSealed() throws Exception {
        io.pollFileno();
        Running<Void> other = start(() -> {
            for (int i = 0; i < 200; i++) {
                AioGroup group = io.aioGroup(results -> done.add(members.getAndSet(0)));
                group.add(member());
                group.add(io.aioNop());
                io.aioNop().await();
                group.add(member());
                assertThat(group.seal()).isSameAs(group);
                assertThat(group.seal()).as("once more").isSameAs(group);
                group.await();
            }
            return null;
        });
        pollUntilOver(other);
        other.get();
        assertThat(done).hasSize(200).containsOnly(2);
    }

    @Test
    void futureAwaitAndFlushSealToo() throws Exception {
        io.pollFileno();
        Running<Void> other = start(() -> {
            AioGroup first = io.aioGroup();
            first.add(member());
            first.future().join();
            AioGroup second = io.aioGroup();
            second.add(member());
            second.await();
            io.aioGroup(results -> done.add(members.get())).add(member());
            return null;
        });
        while (!other.isDone()) {
            io.pollCb();
        }
        other.get();
        assertThat(done).isEmpty();
        assertThat(io.nreqs()).isPositive();
        io.flush();
        assertThat(done).containsExactly(3);
    }

    @Test
    void whatIsSealedSealsTheGroupsInItHoweverDeep() throws Exception {
        io.pollFileno();
        Running<Void> other = start(() -> {
            AioGroup outer = io.aioGroup(results -> done.add(members.get()));
            AioGroup inner = outer.add(io.aioGroup());
            AioGroup innermost = inner.add(io.aioGroup());
            io.aioNop().await();
            innermost.add(member());
            inner.add(member());
            outer.add(member());
            outer.await();
            assertThat(inner.isDone() && innermost.isDone()).isTrue();
            return null;
        });
        pollUntilOver(other);
        other.get();
        assertThat(done).containsExactly(3);
    }

    @Test
    void aGroupThatIsFilledAsItIsMadeCanNotEndBefore() throws Exception {
        io.pollFileno();
        Running<Void> other = start(() -> {
            for (int i = 0; i < 200; i++) {
                AioGroup group = io.aioGroup(fill -> {
                    fill.add(member());
                    fill.seal();
                    assertThat(fill.add(io.aioNop())).isNotNull();
                    await(io.aioNop());
                    fill.add(member());
                }, results -> done.add(members.getAndSet(0)));
                group.await();
            }
            return null;
        });
        pollUntilOver(other);
        other.get();
        assertThat(done).hasSize(200).containsOnly(2);
    }

    private static void await(AioRequest<?> request) {
        try {
            request.await();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itIsFilledInTheThreadThatPollsAndInACallbackToo() {
        io.pollFileno();
        io.aioGroup(fill -> fill.add(member()), results -> done.add(1));
        io.aioNop(() -> io.aioGroup(fill -> fill.add(member()), results -> done.add(2)));
        io.aioGroup(fill -> { }, results -> done.add(3));
        io.flush();
        assertThat(done).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(members).hasValue(2);
    }

    @Test
    void aFillThatThrowsCancelsTheGroupAndItsMembers() throws Exception {
        Stall stall = stallOne();
        List<AioRequest<?>> made = new ArrayList<>();
        assertThatThrownBy(() -> io.aioGroup(fill -> {
            made.add(fill);
            made.add(fill.add(member()));
            throw new UnsupportedOperationException("mine");
        }, results -> done.add(1))).isInstanceOf(UnsupportedOperationException.class).hasMessage("mine");
        assertThat(made).hasSize(2).allMatch(AioRequest::isCancelled);
        stall.release();
        io.flush();
        assertThat(done).isEmpty();
        assertThat(members).hasValue(0);
    }

    @Test
    void aRequestThatAddRefusesIsCancelledUnlessItIsInAGroup() throws Exception {
        Stall stall = stallOne();
        AioGroup over = io.aioGroup();
        over.cancelSubs();
        AioRequest<Long> refused = io.aioMkdir(path("refused"), 0755, status -> done.add(1));
        assertThatIllegalStateException().isThrownBy(() -> over.add(refused));
        assertThat(refused.isCancelled()).isTrue();
        AioGroup open = io.aioGroup();
        AioRequest<Void> member = open.add(member());
        assertThatIllegalStateException().isThrownBy(() -> io.aioGroup().add(member)).withMessageContaining("already");
        assertThat(member.isCancelled()).isFalse();
        try (IoAio another = IoAio.create()) {
            another.maxParallel(0);
            AioRequest<Long> foreign = another.aioMkdir(path("foreign"), 0755);
            assertThatIllegalArgumentException().isThrownBy(() -> open.add(foreign));
            assertThat(foreign.isCancelled()).isTrue();
        }
        stall.release();
        io.flush();
        assertThat(done).isEmpty();
        assertThat(members).hasValue(1);
        assertThat(dir.resolve("refused")).doesNotExist();
    }

    @Test
    void feedNullTakesTheFeederAway() throws Exception {
        Stall stall = stallOne();
        AtomicInteger fed = new AtomicInteger();
        AioGroup group = io.aioGroup(results -> done.add(fed.get()));
        group.feed(grp -> {
            fed.incrementAndGet();
            grp.add(io.aioNop());
        });
        group.feed(null);
        stall.release();
        io.flush();
        assertThat(done).containsExactly(0);
        group.feed(null);
    }

    @Test
    void aGroupOfAThreadThatBeginsToPollIsSealedByThat() {
        AioGroup group = io.aioGroup(results -> done.add(1));
        group.add(member());
        while (io.nreqs() > 0) {
            io.poll();
        }
        assertThat(done).containsExactly(1);
    }

    /** Nor does the thread that fills it seal it by that: what is done of it is not all. */
    @Test
    void aPollInTheMiddleDoesNotEndAGroupThatIsBeingFilled() {
        io.maxParallel(1); // what was queued before is done before
        io.aioGroup(group -> {
            group.add(member());
            io.pollCb();
            AtomicInteger behind = new AtomicInteger();
            io.aioNop(behind::incrementAndGet);
            while (behind.get() == 0) {
                io.pollCb();
            }
            group.add(member());
        }, results -> done.add(members.get()));
        io.flush();
        assertThat(done).containsExactly(2);
    }

    /** It is nobody's but the filling thread's to seal. */
    @Test
    void aFlushWaitsForAGroupThatIsBeingFilled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Running<AioGroup> other = start(() -> io.aioGroup(group -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            group.add(member());
        }, results -> done.add(members.get())));
        begun.await();
        Running<Boolean> flush = start(() -> {
            io.flush();
            return done.isEmpty();
        });
        until(() -> flush.isDone() || Threads.waits(flush.thread()));

        goOn.countDown();

        assertThat(flush).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(false);
        assertThat(other.get().isDone()).isTrue();
        assertThat(done).containsExactly(1);
    }
}
