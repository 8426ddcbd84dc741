package io.github.jeio.internal.measure;

import io.github.jeio.internal.wire.Op;

/**
 * Counters that one thread at a time increments and others read: the verdicts, and by operation the requests that were
 * answered without a trace in the pool. There is padding on both sides, so that no other object is on the same cache lines.
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

    /** Whether requests of this operation may be answered at submission. */
    public static boolean isAnswerable(Op op) {
        return INDEX[op.ordinal()] != 0;
    }

    public void count(int verdict) {
        counts[PAD + verdict]++;
    }

    /** Counts an answered request; returns how many of its operation were answered. */
    public long answered(Op op) {
        counts[PAD + Verdict.ANSWERED]++;
        return ++counts[PAD + INDEX[op.ordinal()]];
    }

    public long verdict(int verdict) {
        return counts[PAD + verdict];
    }

    /** Adds the numbers of answered requests to {@code byOp}. */
    public void addAnswersTo(long[] byOp) {
        for (Op op : ANSWERABLE) {
            byOp[op.ordinal()] += counts[PAD + INDEX[op.ordinal()]];
        }
    }

    /** Adds the counters of a tally that no thread increments any more. */
    public void add(Tally other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }
}
