package io.github.jeio.internal.memory;

/** What a request keeps in use until it is done: a working directory, memory that stands in for a heap buffer. */
public interface Hold {

    /**
     * Lets go. Called once, by the poller, before the callback.
     *
     * @param result the request's result, -1 where it failed
     * @param delivered false where the request was cancelled: its outcome is nobody's
     * @throws RuntimeException the result has nowhere to go, so that the request fails with EFAULT
     */
    void release(long result, boolean delivered);

    /** Both, where there are two; only the second one may throw. */
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
