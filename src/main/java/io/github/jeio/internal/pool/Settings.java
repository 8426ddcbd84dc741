package io.github.jeio.internal.pool;

/**
 * What a builder or a system property has set for a pool, before its first request. Times are in nanoseconds; 0 stands for
 * none.
 */
public final class Settings {

    /** The time after which a request is given up. */
    public long timeout;
    /** The time after which a request that is still executing is reported. */
    public long stuck = seconds("jeio.watchdog.seconds");
    /** The time after which results that are still pending are reported. */
    public long unpolled = seconds("jeio.unpolled.seconds");
    /** The time after which a request that waits for a worker is raised by a priority. */
    public long ageing;
    /** The most outstanding requests; 0: no limit. */
    public int maxRequests;
    /** Whether a request beyond the limit is refused. If not, the thread that submits it waits. */
    public boolean refuses;

    void take(Settings old) {
        timeout = old.timeout;
        stuck = old.stuck;
        unpolled = old.unpolled;
        ageing = old.ageing;
        maxRequests = old.maxRequests;
        refuses = old.refuses;
    }

    private static long seconds(String property) {
        return Math.max(0, Math.min(Long.getLong(property, 0), Integer.MAX_VALUE)) * 1_000_000_000L;
    }
}
