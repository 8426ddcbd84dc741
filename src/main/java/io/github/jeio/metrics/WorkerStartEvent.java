package io.github.jeio.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A thread of a pool has started. */
@Name("io.github.jeio.WorkerStart")
@Label("Worker Start")
@Category({"jeio", "Pools"})
@Description("A thread of a pool has started")
@StackTrace(false)
final class WorkerStartEvent extends WorkerEvent { }
