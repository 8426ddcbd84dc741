package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.internal.natives.Natives;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Feeders, as the manual describes them. */
class FeederTest extends NotedTest {

    @Nested
    class Feeders {

        private final AtomicInteger fed = new AtomicInteger();
        private int most;

        /** Adds one request a call, {@code count} in all, and notes how many are in the group at most. */
        private void feedOneByOne(AioGroup group, int count) {
            AtomicInteger inGroup = new AtomicInteger();
            group.feed(grp -> {
                if (fed.get() < count) {
                    fed.incrementAndGet();
                    most = Math.max(most, inGroup.incrementAndGet());
                    grp.add(io.aioNop(inGroup::decrementAndGet));
                }
            });
        }

        @Test
        void feederKeepsTwoInTheGroupByDefault() {
            feedOneByOne(group("group"), 10);
            io.flush();
            assertThat(fed).hasValue(10);
            assertThat(most).isEqualTo(2);
            assertThat(done).containsExactly("group");
        }

        @Test
        void limitSaysHowManyItKeeps() {
            AioGroup group = group("group");
            group.limit(4);
            feedOneByOne(group, 100);
            io.flush();
            assertThat(fed).hasValue(100);
            assertThat(most).isEqualTo(4);
            assertThat(done).containsExactly("group");
        }

        /** Else a job of a million requests would have them all in memory in the end. */
        @Test
        void aGroupForgetsTheMembersThatAreDone() {
            AioGroup group = group("group");
            List<WeakReference<Object>> members = new ArrayList<>();
            group.feed(grp -> {
                if (members.size() < 200) {
                    members.add(new WeakReference<>(grp.add(io.aioNop())));
                    if (members.size() == 200) {
                        System.gc();
                    }
                }
            });
            io.flush();
            assertThat(members.subList(0, 100)).allMatch(member -> member.get() == null);
            assertThat(done).containsExactly("group");
        }

        @Test
        void limitZeroPausesTheFeeder() throws Exception {
            Stall stall = stallOne();
            AioGroup group = group("group");
            group.add(io.aioNop(() -> group.limit(3)));
            feedOneByOne(group, 5);
            group.limit(0);
            io.pollCb();
            assertThat(fed).hasValue(0);
            stall.release();
            io.flush();
            assertThat(fed).hasValue(5);
            assertThat(most).isEqualTo(3);
            assertThat(done).containsExactly("group");
        }

        @Test
        void feederThatAddsNothingIsTakenAway() {
            AioGroup group = group("group");
            AioRequest<Void> member = group.add(io.aioBusy(0));
            group.feed(grp -> fed.incrementAndGet());
            io.flush();
            assertThat(fed).hasValue(1);
            assertThat(member.isDone()).isTrue();
            assertThat(done).containsExactly("group");
        }

        @Test
        void feederMayAddMoreThanTheLimit() {
            AioGroup group = group("group");
            group.feed(grp -> {
                if (fed.getAndIncrement() == 0) {
                    for (int i = 0; i < 10; i++) {
                        grp.add(nop("fed"));
                    }
                }
            });
            io.flush();
            assertThat(done).hasSize(11).endsWith("group");
            assertThat(fed).hasValue(2);
        }

        @Test
        void feederCanBeReplaced() {
            AioGroup group = group("group");
            group.feed(first -> {
                first.add(nop("first"));
                first.feed(second -> {
                    if (done.size() < 3) {
                        second.add(nop("second"));
                    }
                });
            });
            io.flush();
            assertThat(done).startsWith("first").endsWith("group").contains("second");
        }

        @Test
        void aThousandRequestsFedInACallbackAreInFlightFourAtATime() {
            io.aioNop(() -> {
                AioGroup group = group("group");
                group.limit(4);
                feedOneByOne(group, 1000);
            });
            io.flush();
            assertThat(fed).hasValue(1000);
            assertThat(most).isEqualTo(4);
        }

        @Test
        void feedingFromAnotherThreadRunsTheFeederInTheThreadThatPolls() throws Exception {
            Stall stall = stallOne();
            AioGroup group = group("group");
            AioRequest<?> holder = group.add(io.aioNop());
            io.poll();
            List<Thread> threads = new ArrayList<>();
            start(() -> {
                group.feed(grp -> {
                    threads.add(Thread.currentThread());
                    if (fed.incrementAndGet() < 5) {
                        grp.add(io.aioNop());
                    }
                });
                return 0;
            }).get();
            stall.release();
            io.flush();
            assertThat(holder.isDone()).isTrue();
            assertThat(fed).hasValue(5);
            assertThat(threads).containsOnly(Thread.currentThread());
        }

        @Test
        void aFeederThatHasThrownIsNotCalledAgainBeforeAMemberIsDone() {
            AioGroup group = group("group");
            group.limit(4);
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> {
                group.feed(grp -> {
                    if (fed.incrementAndGet() < 10) {
                        grp.add(nop("fed"));
                        throw new UnsupportedOperationException("the feeder's");
                    }
                });
                io.pollCb();
            });
            assertThat(fed).hasValue(1);
            group.cancel();
            io.flush();
        }

        /** Setting the limit lets the feeder run, but not within itself. */
        @Test
        void aFeederMaySetTheLimit() {
            AioGroup group = group("group");
            group.feed(grp -> {
                grp.limit(3);
                if (fed.incrementAndGet() < 10) {
                    grp.add(nop("fed"));
                }
            });
            io.flush();
            assertThat(fed).hasValue(10);
            assertThat(done).hasSize(10).endsWith("group");
        }

        @Test
        void exceptionOfAFeederComesOutAndTheGroupGoesOn() {
            AioGroup group = group("group");
            group.feed(grp -> {
                if (fed.incrementAndGet() == 2) {
                    throw new UnsupportedOperationException("the feeder's");
                }
                if (fed.get() < 5) {
                    grp.add(nop("fed"));
                }
            });
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> io.flush());
            io.flush();
            assertThat(group.isDone()).isTrue();
            assertThat(done).endsWith("group");
        }

        @Test
        void feederThatAddsNothingBecauseItThrowsIsTakenAway() {
            AioGroup group = group("group");
            group.add(nop("member"));
            group.feed(grp -> {
                fed.incrementAndGet();
                throw new UnsupportedOperationException("the feeder's");
            });
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> io.flush());
            io.flush();
            assertThat(done).containsExactly("member", "group");
            assertThat(fed).hasValue(1);
        }

        @Test
        void aFeederThatSetsItselfAnewAndThrowsComesOutEachTime() {
            AioGroup group = group("group");
            group.feed(this::feedAgain);
            for (int i = 1; i <= 50; i++) {
                assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> io.flush()).withMessage("call " + i)
                        .satisfies(thrown -> assertThat(thrown.getSuppressed()).isEmpty());
            }
            group.cancel();
        }

        private void feedAgain(AioGroup group) {
            group.feed(fed.incrementAndGet() > 1000 ? null : this::feedAgain); // null, so that the test ends
            throw new UnsupportedOperationException("call " + fed);
        }

        @Test
        void cancelledGroupIsFedNoMore() {
            AioGroup group = group("group");
            group.feed(grp -> {
                grp.add(nop("fed"));
                if (fed.incrementAndGet() == 5) {
                    grp.cancel();
                }
            });
            io.flush();
            assertThat(fed).hasValue(5);
            assertThat(done).doesNotContain("group");
            assertThat(group.isCancelled()).isTrue();
        }

        /** Nothing is put into it so that a feeder is called, of which there is none. */
        @Test
        void theLimitOfAGroupWithoutAFeederMakesNoRequest() {
            AioGroup group = io.aioGroup();
            int before = io.nreqs();
            group.limit(1);
            assertThat(io.nreqs()).isEqualTo(before);
            io.flush();
            assertThat(group.isDone()).isTrue();
            group.limit(3);
            assertThat(io.nreqs()).isZero();
        }

        @Test
        void negativeLimitIsRefused() {
            AioGroup group = io.aioGroup();
            assertThatIllegalArgumentException().isThrownBy(() -> group.limit(-1)).withMessageContaining("-1");
        }

        /** The memory is that of what is in flight, and of nothing that was. */
        @Test
        void aMillionRequestsThroughAFeederNeedNoMemoryOfTheirOwn() {
            AioGroup group = group("group");
            group.limit(4);
            AtomicInteger outstanding = new AtomicInteger();
            group.feed(grp -> {
                outstanding.set(Math.max(outstanding.get(), io.nreqs()));
                if (fed.incrementAndGet() <= 1_000_000) {
                    grp.add(io.aioNop());
                }
            });
            long before = Natives.memoryInUse();
            io.flush();
            assertThat(done).containsExactly("group");
            assertThat(outstanding.get()).isLessThanOrEqualTo(5);
            assertThat(Natives.memoryInUse()).isLessThan(before + (1 << 17));
        }
    }
}
