package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioException;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a group whose requests fail: nothing, or what failFast and aioAll say. */
class GroupFailuresTest extends PoolTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMemberThatFailsDoesNotFailItsGroup(boolean inline) throws Exception {
        io.inlineCached(inline);
        AioGroup group = io.aioGroup();
        group.add(io.aioStat(path("nope")), io.aioStat("/"), io.aioOpen(path("neither"), O_RDONLY, 0), io.aioNop());
        AioRequest<AioStat> cancelled = group.add(io.aioStat(path("cancelled")));
        boolean before = cancelled.isDone();
        cancelled.cancel();
        assertThat(group.await()).isEmpty();
        assertThat(group.errno()).isZero();
        assertThat(group.failed()).isEqualTo(before ? 3 : 2);
        assertThat(group.failures()).extracting(AioException::getFile).contains(path("nope"), path("neither"));
        assertThat(group.failures()).extracting(AioException::errno).containsOnly(Errno.ENOENT);
        assertThat(group.failures()).extracting(AioException::call).contains("stat", "open");
    }

    @Test
    void aMemberThatHadFailedBeforeItWasAddedCounts() {
        AioRequest<AioStat> stat = io.aioStat(path("nope"));
        io.flush();
        AioGroup group = io.aioGroup();
        group.add(stat, io.aioNop());
        io.flush();
        assertThat(group.failed()).isEqualTo(1);
        assertThat(group.failures()).extracting(AioException::getFile).containsExactly(path("nope"));
    }

    @Test
    void manyFailuresAreCountedAndAHundredKept() throws Exception {
        int[] left = {2_000};
        AioGroup group = io.aioGroup();
        group.limit(16);
        group.feed(it -> {
            if (left[0]-- > 0) {
                it.add(io.aioRmdir(path("nope" + left[0])));
            }
        });
        group.await();
        assertThat(group.failed()).isEqualTo(2_000);
        assertThat(group.failures()).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstFailureEndsAGroupThatFailsFast(boolean inline) throws Exception {
        io.inlineCached(inline);
        List<Object> seen = new ArrayList<>();
        AioGroup group = io.aioGroup(results -> seen.addAll(List.of(results.length, IoAio.errno()))).failFast();
        io.pollFileno();
        io.minParallel(1);
        io.maxParallel(1);
        AioRequest<Long> first = group.add(io.aioRmdir(path("first")));
        AioRequest<Void> busy = group.add(io.aioBusy(0));
        List<AioRequest<Long>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            others.add(group.add(io.aioRmdir(path("other"))));
        }
        assertThatThrownBy(group::await).isInstanceOf(AioException.class).hasMessageContaining("rmdir").hasMessageContaining(path("first"));
        assertThat(seen).containsExactly(0, Errno.ENOENT);
        assertThat(first.errno()).isEqualTo(Errno.ENOENT);
        assertThat(group.errno()).isEqualTo(Errno.ENOENT);
        assertThat(group.isCancelled()).isFalse();
        assertThat(group.failures().get(0).getFile()).isEqualTo(path("first"));
        assertThat(others).anyMatch(AioRequest::isCancelled);
        assertThatThrownBy(() -> group.future().get()).isInstanceOf(ExecutionException.class).cause().isSameAs(group.failures().get(0));
        assertThat(busy.isDone()).isTrue();
    }

    @Test
    void whatIsAddedToAFailedGroupIsCancelled() throws Exception {
        AioGroup group = io.aioGroup();
        group.add(io.aioStat(path("nope")));
        io.aioNop().await();
        AioGroup outer = io.aioGroup().failFast();
        outer.add(group.failFast());
        assertThatThrownBy(outer::await).isInstanceOf(AioException.class).hasMessageContaining("stat").hasMessageContaining("nope");
        assertThat(outer.failed()).isEqualTo(1);
        assertThatThrownBy(group::await).isInstanceOf(AioException.class);
    }

    @Test
    void aGroupThatFailsFastAndHasNoFailureIsLikeOthers() throws Exception {
        AioGroup group = io.aioGroup().failFast();
        group.add(io.aioStat("/"));
        group.result("x");
        assertThat(group.await()).containsExactly("x");
        assertThat(group.failures()).isEmpty();
        assertThat(group.failed()).isZero();
    }

    // aioAll

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allGiveTheirValuesInOrder(boolean inline) throws Exception {
        io.inlineCached(inline);
        List<AioRequest<AioStat>> stats = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            stats.add(io.aioStat(file("f" + i, "x".repeat(i))));
        }
        List<AioStat> values = io.aioAll(stats).await();
        for (int i = 0; i < 50; i++) {
            assertThat(values.get(i).size()).isEqualTo(i);
        }
        assertThat(io.aioAll(List.of(io.aioNop(), io.aioNop())).await()).isEqualTo(Arrays.asList(null, null));
        assertThat(io.<Long>aioAll(List.of()).await()).isEmpty();
        assertThat(io.<Number>aioAll(List.of(io.aioMkdir(path("d"), 0700), io.aioMkdir(path("e"), 0700))).future().get()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatFailsFailsAll(boolean inline) throws Exception {
        io.inlineCached(inline);
        List<Object> seen = new ArrayList<>();
        List<AioRequest<AioStat>> stats = List.of(io.aioStat("/"), io.aioStat(path("nope")), io.aioStat("/"));
        AioRequest<List<AioStat>> all = io.aioAll(stats, values -> seen.add(values == null ? IoAio.errno() : values));
        assertThatThrownBy(all::await).isInstanceOf(AioException.class).hasMessage("stat \"%s\": ENOENT, No such file or directory", path("nope"));
        assertThat(seen).containsExactly(Errno.ENOENT);
        assertThat(all.errno()).isEqualTo(Errno.ENOENT);
    }

    @Test
    void allAreCancelledTogether() throws Exception {
        io.pollFileno();
        List<AioRequest<Long>> requests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            requests.add(io.aioUnlink(path("nope"), status -> {
                throw new AssertionError("called back");
            }));
        }
        AioRequest<List<Long>> all = io.aioAll(requests);
        assertThat(all.cancel()).isTrue();
        assertThat(requests).allMatch(AioRequest::isCancelled);
        assertThatThrownBy(all::await).isInstanceOf(CancellationException.class);

        AioRequest<Long> one = io.aioUnlink(path("nope"), status -> { });
        AioRequest<List<Long>> both = io.aioAll(List.of(one, io.aioMkdir(path("d"), 0700)));
        one.cancel();
        assertThatThrownBy(both::await).isInstanceOf(CancellationException.class);
    }

    @Test
    void badArgumentsOfAll() throws Exception {
        assertThatThrownBy(() -> io.aioAll(null)).isInstanceOf(NullPointerException.class).hasMessage("requests");
        assertThatThrownBy(() -> io.aioAll(Arrays.asList((AioRequest<Long>) null))).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> io.aioAll(List.of(io.aioNop()), null)).isInstanceOf(NullPointerException.class);
        try (IoAio other = IoAio.create()) {
            AioRequest<Long> foreign = other.aioUnlink(path("nope"), status -> { });
            assertThatThrownBy(() -> io.aioAll(List.of(foreign))).isInstanceOf(IllegalArgumentException.class);
        }
        AioRequest<Long> taken = io.aioUnlink(path("nope"), status -> { });
        io.aioAll(List.of(taken));
        assertThatThrownBy(() -> io.aioAll(List.of(taken))).isInstanceOf(IllegalStateException.class);
    }
}
