package io.github.jeio.metrics;

import io.github.jeio.IoAio;
import java.util.Map;

/** A pool as JMX shows it: {@link JmxPools}. What each number is, {@link io.github.jeio.AioStats} says. */
public interface PoolMXBean {

    /**
     * The requests that have been executed, by type.
     *
     * @return a number for each type that there was
     */
    Map<String, Long> getRequests();

    /**
     * The requests that have not ended, by type.
     *
     * @return a number for each type that there is
     */
    Map<String, Long> getInFlight();

    /**
     * The requests that no thread has begun.
     *
     * @return how many there are
     */
    int getQueued();

    /**
     * The requests that a thread is at.
     *
     * @return how many there are
     */
    int getExecuting();

    /**
     * The results that nobody was told of yet.
     *
     * @return how many there are
     */
    int getPending();

    /**
     * The pool's threads.
     *
     * @return how many there are
     */
    int getThreads();

    /**
     * The threads that wait for a request.
     *
     * @return how many there are
     */
    int getIdleThreads();

    /**
     * The requests that were answered without a thread.
     *
     * @return how many there were
     */
    long getAnswers();

    /**
     * The times that were measured, by type.
     *
     * @return for each type a few lines for people
     */
    Map<String, String> getLatencies();

    /**
     * {@link IoAio#measure}.
     *
     * @param on whether times are measured
     */
    void measure(boolean on);

    /**
     * {@link IoAio#dump()}.
     *
     * @return all pools and what is in flight
     */
    String dump();
}
