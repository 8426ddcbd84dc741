package io.github.jeio.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A pool was opened. */
@Name("io.github.jeio.PoolOpen")
@Label("Pool Open")
@Category({"jeio", "Pools"})
@Description("A pool was opened")
final class PoolOpenEvent extends Event {

    @Label("Pool")
    @Nullable String pool;
}
