package bench.latency;

/** A system that reads. */
interface Target extends AutoCloseable {

    /**
     * Begins the i-th read.
     *
     * @param done to be told when it has ended, in whatever thread has the result
     */
    void read(long i, Runnable done) throws Exception;

    /** Hands results over in this thread, if that is how the system works; waits for nothing. */
    default void poll() { }

    /** Keeps a thread of the system's in a system call until somebody opens the other end of a fifo. */
    void stick(String fifo) throws Exception;

    @Override
    default void close() { }
}
