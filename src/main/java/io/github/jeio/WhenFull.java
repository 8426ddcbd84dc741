package io.github.jeio;

/** What becomes of a request that is one too many for its pool: see {@link IoAioBuilder#maxRequests}. */
public enum WhenFull {

    /**
     * The thread that makes it waits until there is room. The thread that polls polls meanwhile. An interrupt ends the waiting: the
     * request fails with EINTR, and the thread stays interrupted.
     */
    WAIT,

    /** It fails with EAGAIN, and is not executed; {@link IoAio#onRoom} tells when to try again. */
    REFUSE
}
