package io.github.jeio.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A request, from its submission to its callback. */
@Name("io.github.jeio.Request")
@Label("Request")
@Category({"jeio", "Requests"})
@Description("A request, from its submission until its callback was called")
@Threshold("10 ms")
@StackTrace(false)
final class RequestEvent extends Event {

    @Label("Pool")
    @Nullable String pool;

    @Label("Type")
    @Nullable String type;

    @Label("Priority")
    int priority;

    @Label("Path")
    @Nullable String path;

    @Label("Descriptor")
    int descriptor;

    @Label("Queue Wait")
    @Description("From the submission until a thread began it")
    @Timespan(Timespan.NANOSECONDS)
    long queueWait;

    @Label("Execution")
    @Timespan(Timespan.NANOSECONDS)
    long execution;

    @Label("Callback Delay")
    @Description("From its execution until its callback was called")
    @Timespan(Timespan.NANOSECONDS)
    long callbackDelay;

    @Label("Errno")
    @Description("0: it has succeeded")
    int errno;

    @Label("Answered At Submission")
    boolean answeredAtSubmission;

    @Label("Worker")
    @Description("The kernel's number of the thread that has executed it, or 0")
    long worker;
}
