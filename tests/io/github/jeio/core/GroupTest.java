package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Groups, as the manual describes them, on a pool that the test thread polls. */
class GroupTest extends NotedTest {

    // members

    @Test
    void emptyGroupIsDoneAtTheNextPoll() {
        AioGroup group = group("group");
        assertThat(group.isDone()).isFalse();
        assertThat(io.pollCb()).isZero();
        assertThat(done).containsExactly("group");
        assertThat(group.isDone()).isTrue();
    }

    @Test
    void groupIsDoneAfterTheLastOfItsMembers() throws Exception {
        Stall stall = stallOne();
        AioGroup group = group("group");
        group.add(nop("a"));
        group.add(nop("b"), nop("c"));
        assertThat(io.pollCb()).isZero();
        assertThat(done).isEmpty();
        stall.release();
        io.flush();
        assertThat(done).containsExactly("a", "b", "c", "group");
    }

    @Test
    void addReturnsTheRequest() {
        AioGroup group = io.aioGroup();
        AioRequest<Void> nop = io.aioNop();
        AioRequest<Void> same = group.add(nop);
        assertThat(same).isSameAs(nop);
    }

    @Test
    void callbacksOfMembersCanAddMore() {
        AioGroup group = group("group");
        group.add(io.aioNop(() -> group.add(io.aioNop(() -> {
            done.add("inner");
            group.add(nop("innermost"));
        }))));
        io.flush();
        assertThat(done).containsExactly("inner", "innermost", "group");
    }

    @Test
    void addingNothingChangesNothing() {
        AioGroup group = group("group");
        group.add();
        io.flush();
        assertThat(done).containsExactly("group");
    }

    @Test
    void requestThatIsDoneIsNoMistakeAndNotWaitedFor() {
        AioRequest<Void> early = nop("early");
        io.flush();
        AioGroup group = group("group");
        assertThat(group.add(early)).isSameAs(early);
        io.flush();
        assertThat(done).containsExactly("early", "group");
    }

    @Test
    void nothingIsAddedToAGroupThatIsDone() {
        AioGroup group = io.aioGroup();
        io.flush();
        AioRequest<Void> late = nop("late");
        assertThatIllegalStateException().isThrownBy(() -> group.add(late)).withMessageContaining("done");
        assertThatIllegalStateException().isThrownBy(() -> group.feed(grp -> { }));
        assertThat(late.isCancelled()).as("not left running unseen").isTrue();
        io.flush();
        assertThat(done).isEmpty();
    }

    @Test
    void nothingIsAddedInTheGroupsOwnCallback() {
        List<AioGroup> groups = new ArrayList<>();
        groups.add(io.aioGroup(results -> {
            assertThatIllegalStateException().isThrownBy(() -> groups.get(0).add(io.aioNop()));
            done.add("group");
        }));
        io.flush();
        assertThat(done).containsExactly("group");
    }

    @Test
    void requestBelongsToOneGroup() {
        stallOne();
        AioRequest<Void> nop = io.aioNop();
        io.aioGroup().add(nop);
        AioGroup second = io.aioGroup();
        assertThatIllegalStateException().isThrownBy(() -> second.add(nop)).withMessageContaining("in a group");
    }

    @Test
    void requestOfAnotherPoolIsRefused() {
        try (IoAio other = IoAio.create()) {
            assertThatIllegalArgumentException().isThrownBy(() -> io.aioGroup().add(other.aioNop()))
                    .withMessageContaining("another pool");
        }
    }

    @Test
    void nullsAreRefused() {
        AioGroup group = io.aioGroup();
        assertThatNullPointerException().isThrownBy(() -> group.add((AioRequest<?>) null)).withMessage("request");
        assertThatNullPointerException().isThrownBy(() -> group.add((AioRequest<?>[]) null)).withMessage("requests");
        assertThatNullPointerException().isThrownBy(() -> group.result((Object[]) null)).withMessage("values");
        assertThatNullPointerException().isThrownBy(() -> group.cb(null)).withMessage("callback");
        assertThatNullPointerException().isThrownBy(() -> io.aioGroup(null)).withMessage("callback");
        assertThatNullPointerException().isThrownBy(() -> io.aioGroup(null, results -> { })).withMessage("fill");
        assertThatNullPointerException().isThrownBy(() -> io.aioGroup(fill -> { }, null)).withMessage("callback");
    }

    /** One after the other, so that the group may be done at each: whoever adds without end may do so for ever. */
    @Test
    void requestsMayBeAddedFromAnotherThread() throws Exception {
        for (int i = 0; i < 200; i++) {
            AioGroup group = io.aioGroup(results -> done.add("group"));
            AioRequest<Void> holder = group.add(io.aioBusy(0.001));
            Running<String> adder = start(() -> {
                try {
                    while (true) {
                        AtomicBoolean over = new AtomicBoolean();
                        group.add(io.aioNop(() -> over.set(true)));
                        until(() -> over.get() || group.isDone());
                    }
                } catch (IllegalStateException e) {
                    return e.getMessage();
                }
            });
            while (!group.isDone()) {
                io.poll();
                if (holder.isDone()) {
                    group.cancelSubs();
                }
            }
            assertThat(adder.get()).contains("done");
            io.flush();
        }
        assertThat(done).hasSize(200);
    }

    // groups in groups

    @Test
    void outerGroupIsDoneAfterTheInnerOne() {
        AioGroup outer = group("outer");
        AioGroup inner = outer.add(group("inner"));
        inner.add(nop("member"));
        io.flush();
        assertThat(done).containsExactly("member", "inner", "outer");
    }

    @Test
    void aGroupCantContainItself() {
        AioGroup a = io.aioGroup();
        AioGroup b = io.aioGroup();
        AioGroup c = io.aioGroup();
        a.add(b);
        b.add(c);
        assertThatIllegalArgumentException().isThrownBy(() -> a.add(a));
        assertThatIllegalArgumentException().isThrownBy(() -> c.add(a)).withMessageContaining("contains");
        assertThatIllegalArgumentException().isThrownBy(() -> b.add(a));
        io.flush();
        assertThat(List.of(a, b, c)).allMatch(AioGroup::isDone);
    }

    @Test
    void groupsNestTenThousandDeep() throws Exception {
        List<AioGroup> groups = chainOfGroups(10_000);
        io.flush();
        assertThat(groups).allMatch(AioGroup::isDone);
        assertThat(done).hasSize(10_000);
    }

    @Test
    void cancellingReachesTenThousandDeep() throws Exception {
        Stall stall = stallOne();
        List<AioGroup> groups = chainOfGroups(10_000);
        AioRequest<Void> innermost = groups.get(groups.size() - 1).add(nop("innermost"));
        groups.get(0).cancel();
        assertThat(innermost.isCancelled()).isTrue();
        stall.release();
        io.flush();
        assertThat(groups).allMatch(AioGroup::isCancelled);
        assertThat(done).isEmpty();
    }

    private List<AioGroup> chainOfGroups(int count) {
        List<AioGroup> groups = new ArrayList<>();
        groups.add(group("outermost"));
        for (int i = 1; i < count; i++) {
            groups.add(groups.get(i - 1).add(group("inner")));
        }
        return groups;
    }

    // result and errno

    @Test
    void callbackGetsAnEmptyArrayByDefault() {
        List<Object[]> got = new ArrayList<>();
        AioGroup group = io.aioGroup(got::add);
        io.flush();
        assertThat(got).singleElement().satisfies(results -> assertThat(results).isEmpty());
        assertThat(group.future().join()).isEmpty();
    }

    @Test
    void callbackGetsWhatResultWasGivenLast() {
        List<Object> got = new ArrayList<>();
        AioGroup group = io.aioGroup(results -> got.addAll(List.of(results)));
        group.result("first");
        group.add(io.aioStat(dir.toString(), st -> group.result("second", st.isDirectory())));
        io.flush();
        assertThat(got).containsExactly("second", true);
    }

    @Test
    void resultsAreCopied() {
        List<Object> got = new ArrayList<>();
        AioGroup group = io.aioGroup(results -> got.addAll(List.of(results)));
        Object[] values = {"mine"};
        group.result(values);
        values[0] = "changed";
        io.flush();
        assertThat(got).containsExactly("mine");
    }

    private int errnoAtTheEnd(Consumer<AioGroup> setting) {
        AtomicInteger errno = new AtomicInteger(-1);
        AioGroup group = io.aioGroup(results -> errno.set(IoAio.errno()));
        group.add(io.aioUnlink(path("missing"), status -> setting.accept(group)));
        group.add(io.aioNop());
        io.flush();
        assertThat(group.errno()).isEqualTo(errno.get());
        return errno.get();
    }

    @Test
    void errnoIsZeroByDefaultWhateverMembersHadIt() {
        assertThat(errnoAtTheEnd(group -> { })).isZero();
    }

    @Test
    void resultKeepsTheErrnoOfItsTime() {
        assertThat(errnoAtTheEnd(AioGroup::result)).isEqualTo(Errno.ENOENT);
    }

    @Test
    void errnoSetsTheErrno() {
        assertThat(errnoAtTheEnd(group -> {
            group.result();
            group.errno(Errno.EIO);
        })).isEqualTo(Errno.EIO);
    }

    @Test
    void errnoOfAGroupIsANumberThatCanBeOne() {
        AioGroup group = io.aioGroup();
        for (int errno : new int[] {-1, 32768}) {
            assertThatIllegalArgumentException().isThrownBy(() -> group.errno(errno))
                    .withMessage("errno " + errno + " is none: it is a number from 0 to 32767");
        }
        io.flush();
        assertThat(group.errno()).isZero();
    }

    // exceptions

    @Test
    void exceptionOfAMemberEndsTheGroupAllTheSame() {
        AioGroup group = group("group");
        group.add(io.aioNop(() -> {
            throw new UnsupportedOperationException("a member's");
        }));
        awaitPending(io, 2);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> io.flush());
        io.flush();
        assertThat(done).containsExactly("group");
    }

    // cancelSubs

    @Test
    void cancelSubsCancelsWhatIsInTheGroupAndNotTheGroup() throws Exception {
        Stall stall = stallOne();
        AioGroup group = group("group");
        AioRequest<Long> unlink = group.add(io.aioUnlink(file("f", ""), status -> done.add("unlinked")));
        AioGroup inner = group.add(group("inner"));
        AioRequest<Void> innermost = inner.add(nop("innermost"));
        group.cancelSubs();
        assertThat(List.of(unlink, inner, innermost)).allMatch(AioRequest::isCancelled);
        assertThat(group.isCancelled()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> group.add(io.aioNop()));
        stall.release();
        io.flush();
        assertThat(done).containsExactly("group");
        assertThat(dir.resolve("f")).exists();
    }

    @Test
    void cancelSubsTakesTheFeederAway() {
        AioGroup group = group("group");
        group.feed(grp -> {
            grp.add(nop("fed"));
            if (done.size() > 5) {
                grp.cancelSubs();
            }
        });
        io.flush();
        assertThat(done).endsWith("group").hasSizeLessThan(20);
    }

    @Test
    void whatIsAddedToACancelledGroupIsCancelled() throws Exception {
        AioGroup group = group("group");
        group.cancel();
        AioRequest<Void> nop = group.add(nop("member"));
        assertThat(nop.isCancelled()).isTrue();
        io.flush();
        AioRequest<Void> late = group.add(nop("late"));
        assertThat(late.isCancelled()).isTrue();
        io.flush();
        assertThat(done).isEmpty();
    }

    // groups where somebody else polls

    @Test
    void whereTheApplicationDoesNotPollAGroupIsOpenUntilItIsWaitedFor() throws Exception {
        try (IoAio other = IoAio.create()) {
            other.aioNop().await(); // a daemon polls from here on
            AioGroup group = other.aioGroup();
            for (int i = 0; i < 100; i++) {
                group.add(other.aioNop());
                other.aioNop().await();
            }
            assertThat(group.isDone()).isFalse();
            assertThat(group.await()).isEmpty();
            assertThatIllegalStateException().isThrownBy(() -> group.add(other.aioNop()));
        }
    }

    @Test
    void groupIsDoneWithoutHavingBeenWaitedForWhenThePoolIsFlushedOrClosed() {
        AioGroup flushed;
        AioGroup closed;
        try (IoAio other = IoAio.create()) {
            flushed = other.aioGroup(results -> done.add("flushed"));
            assertThat(other.nreqs()).isEqualTo(1);
            other.flush();
            assertThat(flushed.isDone()).isTrue();
            closed = other.aioGroup(results -> done.add("closed"));
        }
        assertThat(closed.isDone()).isTrue();
        assertThat(done).containsExactly("flushed", "closed");
    }

    @Test
    void futureOfAGroupInAGroupEndsWithIt() {
        try (IoAio other = IoAio.create()) {
            AioGroup outer = other.aioGroup();
            AioGroup inner = outer.add(other.aioGroup());
            CompletableFuture<Object[]> future = outer.future();
            assertThat(future.join()).isEmpty();
            assertThat(inner.isDone()).isTrue();
        }
    }
}
