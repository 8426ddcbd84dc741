package io.github.jeio.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioStats;
import io.github.jeio.IoAio;
import io.github.jeio.support.Meeting;
import io.github.jeio.support.PoolTest;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** A pool as Micrometer, HdrHistogram and JMX show it. */
class JeioMetricsTest extends PoolTest {

    @Test
    void micrometerHasThePoolsNumbers() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (IoAio metered = IoAio.builder().name("metered").create()) {
            metered.measure(true);
            for (int i = 0; i < 10; i++) {
                metered.aioNop().await();
            }
            metered.aioBusy(0.03).await();
            new JeioMetrics(metered, Tags.of("node", "here")).bindTo(registry);

            assertThat(registry.get("jeio.requests").tags("pool", "metered", "node", "here").functionCounter().count()).isEqualTo(11);
            assertThat(registry.get("jeio.requests.active").tag("state", "queued").gauge().value()).isZero();
            assertThat(registry.get("jeio.threads").gauges().stream().mapToDouble(gauge -> gauge.value()).sum()).isPositive();
            assertThat(registry.get("jeio.request.execution").functionTimer().count()).isEqualTo(11);
            assertThat(registry.get("jeio.request.execution").functionTimer().totalTime(TimeUnit.MILLISECONDS)).isGreaterThan(29);
            assertThat(registry.get("jeio.request.execution.percentile").tag("phi", "1").timeGauge().value(TimeUnit.MILLISECONDS))
                    .isGreaterThanOrEqualTo(30);
            assertThat(registry.getMeters()).extracting(Meter::getId).allSatisfy(id ->
                    assertThat(id.getName()).startsWith("jeio.").matches("[a-z]+(\\.[a-z]+)*"));
        }
    }

    @Test
    void hdrHistogramTakesTheTimes() throws Exception {
        io.measure(true);
        for (int i = 0; i < 100; i++) {
            io.aioNop().await();
        }
        AioStats.Latency latency = io.stats().latencies().get("nop");
        Histogram hdr = new Histogram(2);
        latency.queueWait().recordInto(hdr::recordValueWithCount);
        assertThat(hdr.getTotalCount()).isEqualTo(100);
        double ratio = hdr.getValueAtPercentile(50) / (double) latency.queueWait().percentile(50).toNanos();
        assertThat(ratio).isBetween(0.95, 1.05);
    }

    @Test
    void jmxShowsThePoolsThatItIsToldTo() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.github.jeio:type=Pool,name=\"shown\"");
        ObjectName second = new ObjectName("io.github.jeio:type=Pool,name=\"shown-2\"");
        try (IoAio shown = IoAio.builder().name("shown").create(); IoAio other = IoAio.builder().name("shown").create()) {
            assertThat(server.isRegistered(name)).isFalse();
            JmxPools.register(shown);
            JmxPools.register(other).close();
            assertThat(server.isRegistered(second)).isFalse();
            shown.aioNop().await();
            server.invoke(name, "measure", new Object[] {true}, new String[] {"boolean"});
            shown.aioNop().await();
            assertThat(((TabularData) server.getAttribute(name, "Requests")).get(new Object[] {"nop"}).get("value")).isEqualTo(2L);
            assertThat(((TabularData) server.getAttribute(name, "Latencies")).get(new Object[] {"nop"}).get("value").toString())
                    .startsWith("queue wait 1: ");
            assertThat(server.getAttribute(name, "Queued")).isEqualTo(0);
            assertThat((String) server.invoke(name, "dump", null, null)).contains("pool shown");
        }
        assertThat(server.isRegistered(name)).as("gone with the pool").isFalse();
    }

    @Test
    void whatWasShownUnderANameLeavesAloneWhatIsShownNow() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.github.jeio:type=Pool,name=\"shown\"");
        IoAio before = IoAio.builder().name("shown").create();
        JmxPools.Registration first = JmxPools.register(before);
        first.close();
        try (IoAio now = IoAio.builder().name("shown").create()) {
            JmxPools.register(now);
            first.close();
            before.close();
            assertThat(server.isRegistered(name)).isTrue();
        }
        assertThatThrownBy(() -> JmxPools.register(before)).isInstanceOf(IllegalStateException.class).hasMessage("the pool is closed");
        assertThat(server.isRegistered(name)).isFalse();
    }

    @Test
    void twoPoolsOfOneNameAreShownAtTheSameMoment() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        int others = server.getMBeanCount();
        try (IoAio one = IoAio.builder().name("shown").create(); IoAio two = IoAio.builder().name("shown").create()) {
            AtomicReference<JmxPools.Registration> first = new AtomicReference<>();
            AtomicReference<JmxPools.Registration> second = new AtomicReference<>();
            Meeting.meet(2_000, round -> { }, round -> first.set(JmxPools.register(one)), round -> second.set(JmxPools.register(two)), round -> {
                assertThat(server.getMBeanCount()).isEqualTo(others + 2);
                first.get().close();
                second.get().close();
            });
        }
        assertThat(server.getMBeanCount()).isEqualTo(others);
    }
}
