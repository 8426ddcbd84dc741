package io.github.jeio.metrics;

import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Timestamp;
import org.jspecify.annotations.Nullable;

/** A thread of a pool has started or ended; recorded within a second, by another thread. */
abstract class WorkerEvent extends Event {

    @Label("Pool")
    @Nullable String pool;

    @Label("Worker")
    @Description("The kernel's number of the thread")
    long worker;

    @Label("Time")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long time;
}
