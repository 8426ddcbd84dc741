package io.github.jeio.internal.pool;

/** What a builder, or a system property, has set for a pool; times in nanoseconds, 0 for none. Made once, before the first request. */
public final class Settings {

    /** A request is given up after so long. */
    public long timeout;
    /** A worker is told of that has been in one request for so long. */
    public long stuck = seconds("jeio.watchdog.seconds");
    /** Results are told of that nobody has polled for so long. */
    public long unpolled = seconds("jeio.unpolled.seconds");
    /** A request that waits for a worker goes up by a priority after so long. */
    public long ageing;
    /** At most so many requests are outstanding; 0: no limit. */
    public int maxRequests;
    /** Whether one too many is refused; else who submits it waits. */
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
