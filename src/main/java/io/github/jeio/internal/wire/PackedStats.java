package io.github.jeio.internal.wire;

import io.github.jeio.AioStat;
import java.util.AbstractList;
import java.util.RandomAccess;

/** The status of entries as C has written it. An object is made of one when it is asked for: most are looked at once. */
final class PackedStats extends AbstractList<AioStat> implements RandomAccess {

    /** For each entry an errno, and what {@code jeio_put_stat} writes. */
    static final int NUMBERS = 19;

    private final long[] numbers;

    PackedStats(long[] numbers) {
        this.numbers = numbers;
    }

    @Override
    public int size() {
        return numbers.length / NUMBERS;
    }

    /** Null if the errno is not 0. */
    @Override
    public AioStat get(int index) {
        long[] n = numbers;
        int at = index * NUMBERS;
        if (n[at] != 0) {
            return null;
        }
        return new AioStat(
                n[at + 1], n[at + 2], (int) n[at + 3], n[at + 4], (int) n[at + 5], (int) n[at + 6], n[at + 7], n[at + 8], n[at + 9], n[at + 10],
                Times.of(n[at + 11], n[at + 12]), Times.of(n[at + 13], n[at + 14]), Times.of(n[at + 15], n[at + 16]),
                n[at + 18] < 0 ? null : Times.of(n[at + 17], n[at + 18]));
    }
}
