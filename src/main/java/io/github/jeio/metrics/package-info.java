/**
 * What a pool tells to the tools that watch a program: Flight Recorder, Micrometer ({@link io.github.jeio.metrics.JeioMetrics}) and
 * JMX ({@link io.github.jeio.metrics.JmxPools}). None of them is needed, and none is loaded before it is used.
 *
 * <p>For Flight Recorder there is nothing to do: where a recording runs, started with the JVM or in the middle of a run, jeio's
 * events are in it. They are called {@code io.github.jeio.Request}, {@code WorkerStart}, {@code WorkerEnd}, {@code PoolOpen},
 * {@code PoolClose}, {@code PoolState} (each second) and {@code LoopHeld}; of requests and loops, those are recorded that took
 * 10 milliseconds, unless the recording sets another threshold: {@code jcmd <pid> JFR.start +io.github.jeio.Request#threshold=0ms}.
 */
@NullMarked
package io.github.jeio.metrics;

import org.jspecify.annotations.NullMarked;
