package io.github.jeio.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A poll that took long: callbacks have kept its thread, maybe that of an event loop, busy. */
@Name("io.github.jeio.LoopHeld")
@Label("Loop Held")
@Category({"jeio", "Pools"})
@Description("One poll that took long: its thread was held up by callbacks")
@Threshold("10 ms")
final class LoopHeldEvent extends Event {

    @Label("Pool")
    @Nullable String pool;

    @Label("Callbacks")
    int callbacks;
}
