package io.github.jeio.internal.memory;

/** What a request keeps in use until it is done, such as a working directory, or native memory in place of a heap buffer. */
public interface Hold {

    /**
     * Releases it. Called once, before the callback, by the poller or the thread that completes the request.
     *
     * @param result the request's result, -1 if it failed
     * @param delivered false if the request was cancelled, so that nobody gets its outcome
     * @throws RuntimeException the result can't be stored, so that the request has to fail with EFAULT
     */
    void release(long result, boolean delivered);

    /** Combines two holds, either of which may be null. Only the second one may throw. */
    static Hold and(Hold first, Hold second) {
        if (first == null) {
            return second;
        }
        if (second == null) {
            return first;
        }
        return (result, delivered) -> {
            first.release(result, delivered);
            second.release(result, delivered);
        };
    }
}
