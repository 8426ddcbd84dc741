package io.github.jeio.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A thread of a pool has ended. */
@Name("io.github.jeio.WorkerEnd")
@Label("Worker End")
@Category({"jeio", "Pools"})
@Description("A thread of a pool has ended")
@StackTrace(false)
final class WorkerEndEvent extends WorkerEvent { }
