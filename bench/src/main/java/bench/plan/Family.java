package bench.plan;

/** What kind of program a system is: bars compare jeio with the best of some. */
public enum Family {
    JEIO,
    /** Java, results to one loop, without io_uring. */
    ASYNC_JAVA,
    /** Java, by io_uring. */
    URING_JAVA,
    /** Java threads that block in place: no loop gets the results. */
    BLOCKING_JAVA,
    OTHER
}
