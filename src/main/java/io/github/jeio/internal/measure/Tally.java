package io.github.jeio.internal.measure;

import io.github.jeio.internal.wire.Op;

/**
 * Numbers that one thread at a time counts up, and others read, with room on both sides, so that no other object is on the
 * cache lines: the verdicts, and the requests that were answered and left no trace in the pool, by operation.
 */
public final class Tally {

    private static final int PAD = 8;
    private static final Op[] ANSWERABLE = {Op.READ, Op.STAT, Op.LSTAT, Op.OPEN, Op.SLURP, Op.SLURP_INTO};
    private static final byte[] INDEX = new byte[Op.values().length];

    static {
        for (int i = 0; i < ANSWERABLE.length; i++) {
            INDEX[ANSWERABLE[i].ordinal()] = (byte) (Verdict.COUNT + i);
        }
    }

    private final long[] counts = new long[PAD + Verdict.COUNT + ANSWERABLE.length + PAD];

    /** Whether requests of that kind may be answered at submission. */
    public static boolean isAnswerable(Op op) {
        return INDEX[op.ordinal()] != 0;
    }

    public void count(int verdict) {
        counts[PAD + verdict]++;
    }

    /** One that was answered; gives how many of its kind there were. */
    public long answered(Op op) {
        counts[PAD + Verdict.ANSWERED]++;
        return ++counts[PAD + INDEX[op.ordinal()]];
    }

    public long verdict(int verdict) {
        return counts[PAD + verdict];
    }

    /** Adds what was answered to numbers by operation. */
    public void addAnswersTo(long[] byOp) {
        for (Op op : ANSWERABLE) {
            byOp[op.ordinal()] += counts[PAD + INDEX[op.ordinal()]];
        }
    }

    /** For numbers that nobody counts up any more. */
    public void add(Tally other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }
}
