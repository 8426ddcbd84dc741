package io.github.jeio.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The state of a pool, recorded periodically. */
@Name("io.github.jeio.PoolState")
@Label("Pool State")
@Category({"jeio", "Pools"})
@Description("What a pool is at")
@Period("1 s")
@StackTrace(false)
final class PoolStateEvent extends Event {

    @Label("Pool")
    @Nullable String pool;

    @Label("Threads")
    int threads;

    @Label("Queued")
    int queued;

    @Label("Pending")
    @Description("Results that nobody was told of yet")
    int pending;

    @Label("Requests")
    @Description("Requests that have not ended")
    int requests;
}
