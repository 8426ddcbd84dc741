package io.github.jeio.metrics;

import io.github.jeio.AioHistogram;
import io.github.jeio.AioStats;
import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.PoolAccess;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A pool's numbers for Micrometer: {@code new JeioMetrics(io).bindTo(registry)}. Each meter has the tag {@code pool}, the pool's
 * name.
 *
 * <table>
 * <caption>The meters</caption>
 * <tr><th>name</th><th>tags</th><th>what it is</th></tr>
 * <tr><td>{@code jeio.requests}</td><td></td><td>requests that were executed or answered</td></tr>
 * <tr><td>{@code jeio.requests.active}</td><td>{@code state}: queued, executing, pending</td><td>requests that have not ended</td></tr>
 * <tr><td>{@code jeio.requests.answered}</td><td>{@code result}: at.once, or why not</td><td>attempts to answer without a thread</td></tr>
 * <tr><td>{@code jeio.threads}</td><td>{@code state}: idle, busy</td><td>the pool's threads</td></tr>
 * <tr><td>{@code jeio.wakeups}</td><td>{@code of}: worker, poller</td><td>how often sleepers were woken</td></tr>
 * <tr><td>{@code jeio.request.queue.wait}, {@code jeio.request.execution}, {@code jeio.request.callback.delay}</td><td></td>
 *     <td>timers of all requests, so far as {@link IoAio#measure times are measured}</td></tr>
 * <tr><td>the same with {@code .percentile}</td><td>{@code phi}: 0.5, 0.99, 1</td><td>that part of the requests took no longer</td></tr>
 * </table>
 */
public final class JeioMetrics implements MeterBinder {

    /** How long a snapshot is used: a registry reads all meters one after the other. */
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final IoAio io;
    private final Tags tags;
    /** Guarded by this object's monitor, like the time of the snapshot. */
    private @Nullable AioStats stats;
    private long taken;

    /**
     * Of a pool.
     *
     * @param io the pool, which the registry's meters keep reachable
     */
    public JeioMetrics(IoAio io) {
        this(io, Tags.empty());
    }

    /**
     * Of a pool, with tags of one's own.
     *
     * @param io the pool, which the registry's meters keep reachable
     * @param tags for each meter, besides {@code pool}
     */
    public JeioMetrics(IoAio io, Iterable<Tag> tags) {
        this.io = Objects.requireNonNull(io, "io");
        this.tags = Tags.of(tags).and("pool", PoolAccess.pool(io).label());
    }

    private synchronized AioStats stats() {
        long now = System.nanoTime();
        AioStats latest = stats;
        if (latest == null || now - taken > FRESH_NANOS) {
            latest = io.stats();
            stats = latest;
            taken = now;
        }
        return latest;
    }

    /**
     * Registers the meters.
     *
     * @param registry where they go
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, "jeio.requests", "Requests that were executed or answered", Tags.empty(),
                now -> now.requests().values().stream().mapToLong(Long::longValue).sum());
        gauge(registry, "jeio.requests.active", "state", "queued", AioStats::queued);
        gauge(registry, "jeio.requests.active", "state", "executing", AioStats::executing);
        gauge(registry, "jeio.requests.active", "state", "pending", AioStats::pending);
        gauge(registry, "jeio.threads", "state", "idle", AioStats::idleThreads);
        gauge(registry, "jeio.threads", "state", "busy", now -> Math.max(0, now.threads() - now.idleThreads()));
        counter(registry, "jeio.wakeups", "Sleepers that were woken", Tags.of("of", "worker"), AioStats::workerWakeups);
        counter(registry, "jeio.wakeups", "Sleepers that were woken", Tags.of("of", "poller"), AioStats::pollerWakeups);
        answers(registry);
        timer(registry, "jeio.request.queue.wait", AioStats.Latency::queueWait);
        timer(registry, "jeio.request.execution", AioStats.Latency::execution);
        timer(registry, "jeio.request.callback.delay", AioStats.Latency::callbackDelay);
    }

    private void answers(MeterRegistry registry) {
        answer(registry, "at.once", AioStats.Answers::atOnce);
        answer(registry, "switched.off", AioStats.Answers::switchedOff);
        answer(registry, "priority", AioStats.Answers::priority);
        answer(registry, "depth", AioStats.Answers::depth);
        answer(registry, "budget", AioStats.Answers::budget);
        answer(registry, "not.cached", AioStats.Answers::notCached);
        answer(registry, "file.system", AioStats.Answers::fileSystem);
    }

    private void answer(MeterRegistry registry, String result, ToDoubleFunction<AioStats.Answers> number) {
        counter(registry, "jeio.requests.answered", "Attempts to answer requests without a thread", Tags.of("result", result),
                now -> number.applyAsDouble(now.answers()));
    }

    private void counter(MeterRegistry registry, String name, String what, Tags own, ToDoubleFunction<AioStats> number) {
        FunctionCounter.builder(name, this, me -> number.applyAsDouble(me.stats())).tags(tags).tags(own).description(what).register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String tag, String value, ToDoubleFunction<AioStats> number) {
        Gauge.builder(name, this, me -> number.applyAsDouble(me.stats())).tags(tags).tag(tag, value).register(registry);
    }

    private void timer(MeterRegistry registry, String name, Function<AioStats.Latency, AioHistogram> of) {
        FunctionTimer.builder(name, this, me -> me.all(of).count(), me -> (double) me.all(of).mean().toNanos() * me.all(of).count(),
                TimeUnit.NANOSECONDS).tags(tags).register(registry);
        for (double phi : new double[] {0.5, 0.99, 1}) {
            TimeGauge.builder(name + ".percentile", this, TimeUnit.NANOSECONDS, me -> nanos(me.all(of).percentile(100 * phi)))
                    .tags(tags).tag("phi", phi == 1 ? "1" : Double.toString(phi)).register(registry);
        }
    }

    private static double nanos(Duration time) {
        return time.toNanos();
    }

    /** The histogram over requests of all types. */
    private AioHistogram all(Function<AioStats.Latency, AioHistogram> of) {
        return AioHistogram.sum(stats().latencies().values().stream().map(of).toList());
    }
}
