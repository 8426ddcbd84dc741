package io.github.jeio.internal.watch;

import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.pool.Pool;
import io.github.jeio.internal.pool.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Writes all pools and the requests in flight as text. Waits for no lock that another thread may hold for long, so it works
 * while everything else is stuck.
 */
public final class Dump {

    /** The most requests that are listed for a pool. */
    private static final int MAX_LISTED = 200;
    /** The most stack frames that are listed for a thread in a callback. */
    private static final int FRAMES = 12;

    /** A request in flight: its stage, and for how many nanoseconds it has been executing; -1: not known. */
    private record Found(String what, int stage, long age, long worker, String state) { }

    private final StringBuilder text = new StringBuilder();
    private final long now = System.nanoTime();

    private Dump() { }

    public static String of(Collection<Pool> pools) {
        Dump dump = new Dump();
        if (pools.isEmpty()) {
            dump.text.append("jeio: no pool is open\n");
        }
        pools.forEach(dump::add);
        return dump.text.toString();
    }

    private void add(Pool pool) {
        text.append(title(pool)).append(": ").append(pool.describe()).append(", ").append(pool.peek(Natives.NREADY))
                .append(" queued, ").append(pool.nheld() + pool.peek(Natives.NPENDING)).append(" pending\n");
        addPoller(pool);
        List<Found> found = new ArrayList<>();
        int[] more = new int[1];
        pool.visit((token, request) -> {
            Found one = look(pool, token, request);
            if (found.size() < MAX_LISTED || one.stage == Natives.EXECUTING) {
                found.add(one);
            } else {
                more[0]++;
            }
        });
        found.sort(Comparator.comparingInt((Found one) -> one.stage == Natives.EXECUTING ? 0 : 1)
                .thenComparing(Comparator.comparingLong(Found::age).reversed()));
        for (Found one : found) {
            text.append("  ").append(describe(one)).append('\n');
        }
        if (more[0] > 0) {
            text.append("  and ").append(more[0]).append(" more\n");
        }
    }

    static String title(Pool pool) {
        return pool.name == null ? "pool without a name" : "pool " + pool.name;
    }

    private void addPoller(Pool pool) {
        long last = pool.poller.limits.begun();
        text.append("  ").append(polled(pool));
        if (last != 0) {
            text.append(", last ").append(seconds(Math.max(0, now - last))).append(" ago");
        }
        text.append('\n');
        Thread holder = pool.turn.holder();
        if (holder != null) {
            text.append("  it is being polled, by ").append(holder.getName()).append(":\n");
            StackTraceElement[] frames = holder.getStackTrace();
            for (int i = 0; i < frames.length && i < FRAMES; i++) {
                text.append("    at ").append(frames[i]).append('\n');
            }
        }
    }

    /** Which thread polls the pool, in words. */
    static String polled(Pool pool) {
        String by = pool.ownership.lastName();
        return by == null ? "polled by no thread of the application" : "polled by " + by + (pool.ownership.isOwned() ? "" : ", which has ended");
    }

    private Found look(Pool pool, long token, Request<?> request) {
        long[] look = new long[3];
        int stage = pool.look(token, look);
        long age = stage == Natives.EXECUTING && look[0] != 0 ? Math.max(0, now - look[0]) : -1;
        String over = stage != Natives.GONE && request.isDone() ? " (" + request.stateName() + ")" : "";
        return new Found(request.what() + over, stage, age, look[1], request.stateName());
    }

    private static String describe(Found one) {
        return switch (one.stage) {
            case Natives.EXECUTING -> one.what + ": executing for " + seconds(one.age) + " in thread " + one.worker;
            case Natives.EXECUTED -> one.what + ": executed, its result is to be taken up";
            case Natives.QUEUED -> one.what + ": queued";
            default -> one.what + ": " + one.state;
        };
    }

    static String seconds(long nanos) {
        return nanos / 1_000_000_000 + "." + String.format("%03d", nanos / 1_000_000 % 1000) + " s";
    }
}
