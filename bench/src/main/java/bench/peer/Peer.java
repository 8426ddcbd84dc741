package bench.peer;

/** A system under measurement, in a process of its own. */
public interface Peer {

    /**
     * How it does a work.
     *
     * @param work a work's name
     * @return null if it can't
     */
    Job job(String work) throws Exception;

    /** A work, done by one system. */
    @FunctionalInterface
    interface Job {
        /**
         * Does it.
         *
         * @param depth operations in flight
         * @param ops operations
         * @return operations done
         */
        long run(int depth, long ops) throws Exception;
    }
}
