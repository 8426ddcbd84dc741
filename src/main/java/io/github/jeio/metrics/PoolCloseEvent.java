package io.github.jeio.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A pool was closed. */
@Name("io.github.jeio.PoolClose")
@Label("Pool Close")
@Category({"jeio", "Pools"})
@Description("A pool was closed")
final class PoolCloseEvent extends Event {

    @Label("Pool")
    @Nullable String pool;
}
