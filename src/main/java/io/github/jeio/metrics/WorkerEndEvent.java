package io.github.jeio.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timestamp;

/** A thread of a pool has ended; recorded within a second. */
@Name("io.github.jeio.WorkerEnd")
@Label("Worker End")
@Category({"jeio", "Pools"})
@Description("A thread of a pool has ended")
@StackTrace(false)
final class WorkerEndEvent extends Event {

    @Label("Pool")
    String pool;

    @Label("Worker")
    @Description("The kernel's number of the thread")
    long worker;

    @Label("Time")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long time;
}
