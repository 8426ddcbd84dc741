package io.github.jeio;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a pool has done and is at, as {@link IoAio#stats()} found it at about one moment. Immutable. Types of requests are
 * called as in errors: {@code "read"}, {@code "open"}.
 *
 * @param requests by type: how many have been executed or answered since the pool was made, cancelled ones included, so far as
 *     their results were taken up
 * @param inFlight by type: requests, groups and composite requests that have not ended
 * @param queued requests that no thread has begun
 * @param executing requests that a thread is at
 * @param pending results that nobody was told of yet
 * @param answers which requests were answered without a thread, and why others were not
 * @param threads the pool's threads
 * @param idleThreads those of them that wait for a request
 * @param workerWakeups how often idle threads were woken for requests
 * @param pollerWakeups how often who sleeps until there are results was woken, or was to be
 * @param latencies by type: how long requests took, so far as times are measured: see {@link IoAio#measure(boolean)}
 */
public record AioStats(Map<String, Long> requests, Map<String, Long> inFlight, int queued, int executing, int pending,
        Answers answers, int threads, int idleThreads, long workerWakeups, long pollerWakeups, Map<String, Latency> latencies) {

    /**
     * What became of the requests that may be answered without a thread: see {@link IoAio#inlineCached(boolean)}.
     *
     * @param atOnce answered
     * @param switchedOff not tried: {@code inlineCached(false)}
     * @param priority not tried: another one of a higher priority, or any on a pool of one thread, was waiting for a thread
     * @param depth not tried: so many were in flight that threads are faster
     * @param budget not tried: its batch had answered as much as is to hold up a loop, or it is longer than that
     * @param notCached tried, and not in the kernel's caches; or of a form that has to be executed, such as an open for writing
     * @param fileSystem not tried, or tried in vain: the file system is none that answers from this machine alone, or not known
     *     to be, has no such reads, or was slow
     */
    public record Answers(long atOnce, long switchedOff, long priority, long depth, long budget, long notCached,
            long fileSystem) { }

    /**
     * How long requests of one type took.
     *
     * @param queueWait from the call until a thread began it
     * @param execution from there until it was executed
     * @param callbackDelay from there until its callback was called, or who waits for it could know
     */
    public record Latency(AioHistogram queueWait, AioHistogram execution, AioHistogram callbackDelay) { }

    /** All of it in a few lines, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("requests ").append(new TreeMap<>(requests));
        text.append("\nin flight ").append(new TreeMap<>(inFlight)).append(": ").append(queued).append(" queued, ")
                .append(executing).append(" executing, ").append(pending).append(" pending");
        text.append("\nthreads ").append(threads).append(", ").append(idleThreads).append(" idle; woken ").append(workerWakeups)
                .append(" times, pollers ").append(pollerWakeups).append(" times");
        text.append('\n').append(answers);
        new TreeMap<>(latencies).forEach((type, latency) -> text.append('\n').append(type)
                .append("\n  queue wait     ").append(latency.queueWait())
                .append("\n  execution      ").append(latency.execution())
                .append("\n  callback delay ").append(latency.callbackDelay()));
        return text.toString();
    }
}
