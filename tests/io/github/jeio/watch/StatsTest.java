package io.github.jeio.watch;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioGroup;
import io.github.jeio.AioHistogram;
import io.github.jeio.AioStats;
import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatsTest extends PoolTest {

    @Test
    void aNewPoolHasDoneNothing() {
        AioStats stats = io.stats();
        assertThat(stats.requests()).isEmpty();
        assertThat(stats.inFlight()).isEmpty();
        assertThat(stats.queued() + stats.executing() + stats.pending() + stats.threads()).isZero();
        assertThat(stats.answers()).isEqualTo(new AioStats.Answers(0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void requestsAreCountedByTypeHoweverTheyAreAnswered() throws Exception {
        String file = file("file", "content");
        int fd = io.aioOpen(file, O_RDONLY, 0).await();
        io.inlineCached(false);
        io.aioStat(file, stat -> { });
        io.aioLstat(file).await();
        io.inlineCached(true);
        for (int i = 0; i < 3; i++) {
            io.aioRead(fd, 0, ByteBuffer.allocateDirect(7)).await();
        }
        io.aioRead(fd, 0, ByteBuffer.allocateDirect(7), count -> io.aioStat(file, stat -> { }));
        io.flush();
        io.aioClose(fd).await();

        assertThat(io.stats().requests()).isEqualTo(Map.of("open", 1L, "stat", 2L, "lstat", 1L, "read", 4L, "close", 1L));
    }

    @Test
    void saysWhyARequestWasNotAnsweredAtOnce() throws Exception {
        String file = file("file", "content");
        int fd = io.aioOpen(file, O_RDONLY, 0).await();
        long before = io.stats().answers().atOnce();
        io.aioRead(fd, 0, ByteBuffer.allocateDirect(7)).await();
        io.aioRead(fd, 0, ByteBuffer.allocateDirect(7), count -> { });
        io.flush();
        assertThat(io.stats().answers().atOnce()).isEqualTo(before + 2).isEqualTo(io.ninline());

        io.inlineCached(false);
        io.aioRead(fd, 0, ByteBuffer.allocateDirect(7)).await();
        io.flush();
        io.inlineCached(true);
        assertThat(io.stats().answers().switchedOff()).isPositive();

        long notCached = io.stats().answers().notCached();
        io.aioRead(fd, -1, ByteBuffer.allocateDirect(7)).await();
        assertThat(io.stats().answers().notCached()).isEqualTo(notCached + 1);
        io.aioClose(fd).await();

        try (IoAio one = IoAio.builder().maxParallel(1).create()) {
            one.aioBusy(0.01);
            one.aioStat(file).await();
            one.flush();
            assertThat(one.stats().answers().priority()).isOne();
        }
    }

    @Test
    void whatIsInFlightIsKnownByTypeAndState() throws Exception {
        io.maxParallel(0);
        AioGroup group = io.aioGroup();
        group.add(io.aioNop());
        group.add(io.aioStat(file("file", "")));
        io.aioRmtree(dir.resolve("none").toString());
        AioStats stats = io.stats();
        assertThat(stats.inFlight()).containsEntry("group", 1L).containsEntry("nop", 1L).containsEntry("stat", 1L)
                .containsEntry("rmtree", 1L);
        assertThat(stats.queued()).isGreaterThanOrEqualTo(2);
        io.minParallel(2);
        io.flush();
        assertThat(io.stats().inFlight()).isEmpty();
        assertThat(io.stats().threads()).isBetween(1, 2);
    }

    @Test
    void timesAreMeasuredOnlyWhenAskedFor() throws Exception {
        io.aioNop().await();
        assertThat(io.stats().latencies()).isEmpty();

        io.measure(true);
        io.aioNop().await();
        io.aioNop(() -> io.aioNop());
        io.flush();
        AioStats.Latency nop = io.stats().latencies().get("nop");
        for (AioHistogram histogram : new AioHistogram[] {nop.queueWait(), nop.execution(), nop.callbackDelay()}) {
            assertThat(histogram.count()).isEqualTo(3);
            assertThat(histogram.buckets()).isNotEmpty();
        }

        io.measure(false);
        io.aioNop().await();
        assertThat(io.stats().latencies().get("nop").execution().count()).as("what was measured is kept").isEqualTo(3);

        io.measure(true);
        assertThat(io.stats().latencies()).as("begins anew").isEmpty();
    }

    @Test
    void whatWaitsAndWhatWorksIsToldApart() throws Exception {
        try (IoAio one = IoAio.builder().maxParallel(1).create()) {
            one.measure(true);
            one.maxParallel(0);
            one.aioBusy(0.05);
            one.aioNop(() -> { });
            one.minParallel(1);
            one.flush();
            Map<String, AioStats.Latency> latencies = one.stats().latencies();
            assertThat(latencies.get("busy").execution().max()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
            assertThat(latencies.get("nop").queueWait().max()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
            assertThat(latencies.get("nop").queueWait().max()).isLessThan(Duration.ofMinutes(2));
            assertThat(one.stats().toString()).contains("queue wait     1: p50 ");
        }
    }

    @Test
    void answersAtSubmissionAreMeasuredToo() throws Exception {
        int fd = io.aioOpen(file("file", "content"), O_RDONLY, 0).await();
        io.measure(true);
        long before = io.ninline();
        io.aioRead(fd, 0, ByteBuffer.allocateDirect(7)).await();
        io.aioRead(fd, 0, ByteBuffer.allocate(7), count -> assertThat(count).isEqualTo(7));
        io.flush();
        assertThat(io.ninline()).isEqualTo(before + 2);
        assertThat(io.stats().latencies().get("read").execution().count()).isEqualTo(2);
        io.aioClose(fd).await();
    }

    @Test
    void measuringChangesNoResult() throws Exception {
        io.measure(true);
        String file = file("file", "content");
        assertThat(io.aioStat(file).await().size()).isEqualTo(7);
        assertThat(io.aioReaddir(dir.toString()).await()).containsExactly("file");
        assertThat(io.aioReadlink(file).future()).failsWithin(Duration.ofMinutes(1));
        ByteBuffer heap = ByteBuffer.allocate(10);
        int fd = io.aioOpen(file, O_RDONLY, 0).await();
        io.inlineCached(false);
        assertThat(io.aioRead(fd, 0, heap).await()).isEqualTo(7);
        assertThat(heap.position()).isEqualTo(7);
        io.aioRead(fd, 0, heap).cancel();
        io.aioClose(fd).await();
    }

    @Test
    void percentilesAreInOrderAndCheckTheirArgument() throws Exception {
        io.measure(true);
        for (int i = 0; i < 200; i++) {
            io.aioNop().await();
        }
        AioHistogram histogram = io.stats().latencies().get("nop").queueWait();
        Duration before = Duration.ZERO;
        for (double percent = 0; percent <= 100; percent += 2.5) {
            assertThat(histogram.percentile(percent)).isGreaterThanOrEqualTo(before);
            before = histogram.percentile(percent);
        }
        assertThat(histogram.max()).isEqualTo(before).isGreaterThanOrEqualTo(histogram.mean());
        assertThat(histogram.buckets().stream().mapToLong(AioHistogram.Bucket::count).sum()).isEqualTo(200);
        for (double wrong : new double[] {-1, 100.1, Double.NaN}) {
            assertThatThrownBy(() -> histogram.percentile(wrong)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("percent " + wrong);
        }
    }
}
