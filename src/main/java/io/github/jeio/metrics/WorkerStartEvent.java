package io.github.jeio.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timestamp;

/** A thread of a pool has started; recorded within a second. */
@Name("io.github.jeio.WorkerStart")
@Label("Worker Start")
@Category({"jeio", "Pools"})
@Description("A thread of a pool has started")
@StackTrace(false)
final class WorkerStartEvent extends Event {

    @Label("Pool")
    String pool;

    @Label("Worker")
    @Description("The kernel's number of the thread")
    long worker;

    @Label("Time")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long time;
}
